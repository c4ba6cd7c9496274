//! What must hold after each deed.

use std::collections::BTreeMap;

use locker::{Lock, Locker};
use solana_pubkey::Pubkey;
use tenure_math::{start_of, week_of, Stake};
use tenure_model::{Commitment, End, Model, OwnerId, Params};

use crate::world::World;

/// The locker and the lock of `owner`, who acted last, are what the model says.
pub fn after(world: &World, owner: OwnerId) {
    let (locker, now) = (world.chain.locker(), world.model.now());
    let balances = world.chain.balances();
    assert_eq!(balances, world.purses.balances, "tokens moved otherwise than by the book");
    assert_eq!(balances.vault, world.model.vault() + world.purses.donated, "the vault is not the locks' sum");
    assert_eq!(Whole::shown(&locker, now), Whole::by_the_book(&world.model, now));
    assert!(locker.invariant(balances.vault), "the locker's invariant");
    lock(world, &locker, owner);
}

/// The lock of `owner` is what the model says.
pub fn lock(world: &World, locker: &Locker, owner: OwnerId) {
    let (lock, now) = (world.chain.lock(owner), world.model.now());
    assert!(lock.as_ref().is_none_or(|lock| lock.invariant(locker.week)), "the lock's invariant");
    let shown = lock.map(|lock| Part::shown(&lock, now));
    assert_eq!(shown, Part::by_the_book(world, owner, now), "the lock of owner {owner}");
}

/// What a stake of the program is to the model.
pub fn commitment(stake: Stake) -> Commitment {
    let end = if stake.is_permanent() { End::Never } else { End::At(start_of(stake.end_week)) };
    Commitment { amount: stake.amount, end }
}

/// What the locker says of itself.
#[derive(Debug, PartialEq, Eq)]
struct Whole {
    week: u32,
    paused: bool,
    params: Params,
    deposits: u64,
    decaying: u64,
    decaying_end: u128,
    permanent: u64,
    power: u64,
}

impl Whole {
    fn shown(locker: &Locker, now: u64) -> Self {
        Self {
            week: locker.week,
            paused: locker.paused != 0,
            params: Params {
                min_weeks: locker.min_weeks,
                max_weeks: locker.max_weeks,
                penalty_bps: locker.penalty_bps,
            },
            deposits: locker.deposits,
            decaying: locker.decaying,
            decaying_end: locker.decaying_end.get(),
            permanent: locker.permanent,
            power: locker.power_at(now),
        }
    }

    fn by_the_book(model: &Model, now: u64) -> Self {
        let week = model.begun_week();
        let held = model.owners().map(|owner| model.held(owner));
        // Those that run when the newest begun week begins: what ends later is still in the sums.
        let running: Vec<_> = held.filter(|held| held.is_running(start_of(week))).collect();
        let mut sums = Self {
            week,
            paused: model.is_paused(),
            params: model.params(),
            deposits: model.vault(),
            decaying: 0,
            decaying_end: 0,
            permanent: 0,
            power: model.total_power(now),
        };
        for Commitment { amount, end } in running {
            match end {
                End::At(end) => {
                    sums.decaying += amount;
                    sums.decaying_end += u128::from(amount) * u128::from(week_of(end));
                }
                End::Never => sums.permanent += amount,
            }
        }
        sums
    }
}

/// What a lock says of itself.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    /// Without an end if there are no tokens.
    held: Commitment,
    power: u64,
    reduced_week: Option<u32>,
    voting_until: u64,
    delegate: Pubkey,
    checkpoints: BTreeMap<u32, Commitment>,
}

impl Part {
    fn shown(lock: &Lock, now: u64) -> Self {
        let count = usize::from(lock.checkpoint_count);
        let checkpoints = (0..count).map(|age| lock.checkpoint(age)).map(|checkpoint| {
            let stake = Stake { amount: checkpoint.amount, end_week: checkpoint.end_week };
            (checkpoint.week, commitment(stake))
        });
        Self {
            held: if lock.amount == 0 { Commitment::NONE } else { commitment(lock.stake()) },
            power: lock.stake().power_at(now),
            reduced_week: (lock.reduced_week > 0).then_some(lock.reduced_week),
            voting_until: lock.voting_until.try_into().expect("a time after 1970"),
            delegate: lock.delegate,
            checkpoints: checkpoints.collect(),
        }
    }

    fn by_the_book(world: &World, owner: OwnerId, now: u64) -> Option<Self> {
        let model = &world.model;
        model.has_lock(owner).then(|| Self {
            held: model.held(owner),
            power: model.power(owner, now),
            reduced_week: model.reduced_week(owner),
            voting_until: model.voting_until(owner),
            delegate: world.delegates.get(&owner).copied().unwrap_or_default(),
            checkpoints: model.checkpoints(owner),
        })
    }
}
