//! Who does what next. What makes sense is more likely than what does not, and neither is rare.

use rand::{
    seq::{IndexedRandom, IteratorRandom},
    Rng,
};
use rand_chacha::ChaCha8Rng;
use solana_pubkey::Pubkey;
use tenure_model::{Operation, OwnerId, AUTO_WEEKS};

use crate::{arguments::Arguments, calendar, chain::OWNERS, deed::Deed, governance, revenue, world::World};

/// Owners who do half of all deeds, so that their histories fill.
const BUSY: OwnerId = 2;

#[derive(Clone, Copy)]
enum Wish {
    Lock,
    Increase,
    Extend,
    MakePermanent,
    BeginUnlock,
    Withdraw,
    ExitEarly,
    Prune,
    CloseLock,
    SetDelegate,
    Crank,
    Pause,
    Resume,
    UpdateParams,
    MovePenalties,
    Donate,
    Gift,
}

/// What anyone may come up with, whether it makes sense or not, and how readily.
const WHIMS: &[(Wish, u32)] = &[
    (Wish::Lock, 2),
    (Wish::Increase, 2),
    (Wish::Extend, 2),
    (Wish::MakePermanent, 1),
    (Wish::BeginUnlock, 2),
    (Wish::Withdraw, 2),
    (Wish::ExitEarly, 1),
    (Wish::Prune, 2),
    (Wish::CloseLock, 2),
    (Wish::SetDelegate, 2),
    (Wish::Crank, 2),
    (Wish::Pause, 1),
    (Wish::Resume, 1),
    (Wish::UpdateParams, 2),
    (Wish::MovePenalties, 1),
    (Wish::Donate, 2),
    (Wish::Gift, 1),
];

/// One deed in so many is done in the DAO.
const SHARE_OF_DECISIONS: u32 = 3;

/// One of the others in so many is about income.
const SHARE_OF_INCOME: u32 = 3;

/// In one of so many, someone whose vote is running would leave.
const SHARE_OF_LEAVING: u32 = 40;

pub struct People {
    random: ChaCha8Rng,
    /// For how long nobody did anything, all in all, while years passed.
    absent: u64,
}

impl People {
    pub fn new(random: ChaCha8Rng) -> Self {
        Self { random, absent: 0 }
    }

    pub fn random(&mut self) -> &mut ChaCha8Rng {
        &mut self.random
    }

    /// The clock at the deed `done`.
    pub fn next_time(&mut self, world: &World, done: usize) -> u64 {
        let absence = calendar::absence(&mut self.random);
        self.absent += absence;
        let (now, planned) = (world.chain.clock() + absence, calendar::due(done) + self.absent);
        calendar::after(&mut self.random, &world.model, &world.register.turns(), now, planned)
    }

    /// An owner, and what is done by or to them.
    pub fn next_deed(&mut self, world: &World) -> (OwnerId, Deed) {
        if self.random.random_ratio(1, SHARE_OF_LEAVING) {
            if let Some(voter) = self.voter(world) {
                let permanent = world.model.held(voter).is_permanent();
                let wish = if permanent { Wish::BeginUnlock } else { Wish::ExitEarly };
                return (voter, self.deed(world, voter, wish));
            }
        }
        let among = if self.random.random() { BUSY } else { OWNERS };
        let owner = self.random.random_range(0..among);
        if self.random.random_ratio(1, SHARE_OF_DECISIONS) {
            let (owner, measure) = governance::wishes::next(&mut self.random, world, owner);
            return (owner, Deed::Decide(measure));
        }
        if self.random.random_ratio(1, SHARE_OF_INCOME) {
            return (owner, Deed::Settle(revenue::wishes::next(&mut self.random, world, owner)));
        }
        let wishes: Vec<_> = WHIMS.iter().copied().chain(sensible(world, owner)).collect();
        let &(wish, _) = wishes.choose_weighted(&mut self.random, |&(_, weight)| weight).expect("a wish");
        (owner, self.deed(world, owner, wish))
    }

    /// Someone whose lock a vote keeps.
    fn voter(&mut self, world: &World) -> Option<OwnerId> {
        let model = &world.model;
        let kept = (0..OWNERS).filter(|&owner| model.voting_until(owner) > model.now());
        kept.choose(&mut self.random)
    }

    fn deed(&mut self, world: &World, owner: OwnerId, wish: Wish) -> Deed {
        let purse = world.purses.balances.owners[owner as usize];
        let mut args = Arguments { random: &mut self.random, model: &world.model, owner };
        Deed::Ask(match wish {
            Wish::Lock => Operation::Lock { amount: args.amount(purse), weeks: args.weeks() },
            Wish::Increase => Operation::Increase { amount: args.amount(purse) },
            Wish::Extend => Operation::Extend { weeks: args.more_weeks() },
            Wish::MakePermanent => Operation::MakePermanent,
            Wish::BeginUnlock => Operation::BeginUnlock,
            Wish::Withdraw => Operation::Withdraw,
            Wish::ExitEarly => Operation::ExitEarly { most_penalty: args.most_penalty() },
            Wish::Prune => Operation::Prune { give_up_before: args.week_to_prune_to() },
            Wish::CloseLock => Operation::CloseLock { give_up_before: args.week_to_close_to() },
            Wish::Crank => Operation::Crank { max_weeks: args.weeks_to_begin() },
            Wish::Pause => Operation::Pause,
            Wish::Resume => Operation::Resume,
            Wish::UpdateParams => Operation::UpdateParams(args.params()),
            Wish::MovePenalties => return Deed::MovePenalties { receiver: args.roll(0..2) },
            Wish::SetDelegate => {
                let delegate = world.chain.owners[args.roll(0..OWNERS as usize)].address();
                return Deed::SetDelegate(args.one_of(&[delegate, Pubkey::default()]));
            }
            Wish::Donate => {
                let stranger = world.purses.balances.stranger;
                let some = args.roll(0..=stranger / 32);
                return Deed::Donate { amount: args.one_of(&[some, some, some, stranger.saturating_add(1)]) };
            }
            // From the least that the runtime lets an empty account hold to more than a lock's rent.
            Wish::Gift => return Deed::Gift { lamports: args.roll(890_880..20_000_000) },
        })
    }
}

/// What makes sense for `owner` now.
fn sensible(world: &World, owner: OwnerId) -> Vec<(Wish, u32)> {
    let model = &world.model;
    let held = model.held(owner);
    let mut wishes = if !model.has_lock(owner) {
        vec![(Wish::Lock, 60)]
    } else if held.amount == 0 {
        // The busy keep what they have been, or their histories would never fill.
        vec![if owner < BUSY { (Wish::Lock, 120) } else { (Wish::CloseLock, 30) }, (Wish::Lock, 40)]
    } else if !held.is_running(model.now()) {
        vec![(Wish::Withdraw, 40), (Wish::Increase, 4), (Wish::Extend, 4), (Wish::ExitEarly, 3)]
    } else if held.is_permanent() {
        vec![(Wish::Increase, 50), (Wish::BeginUnlock, 6)]
    } else {
        vec![(Wish::Increase, 40), (Wish::Extend, 22), (Wish::MakePermanent, 2), (Wish::ExitEarly, 2)]
    };
    if model.has_lock(owner) && world.delegate(owner).is_none() {
        wishes.push((Wish::SetDelegate, 5));
    }
    if model.is_full(owner) {
        // Not at once: a while longer whatever wants to be written is refused.
        wishes.push((Wish::Prune, 4));
    }
    if model.is_paused() {
        wishes.push((Wish::Resume, 10));
    }
    if model.week() - model.begun_week() > AUTO_WEEKS {
        wishes.push((Wish::Crank, 20));
    }
    wishes
}
