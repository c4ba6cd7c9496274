//! A running vote marks a lock until its end. No instruction sets the mark yet, so the tests write
//! it into the account.

use core::mem::offset_of;

use anchor_lang::Discriminator;
use locker::{Lock, LockerError};
use tenure_math::{start_of, WEEK};
use tenure_tests::{Outcome, OutcomeExt, Owner, World, START};

/// The week in which a world begins.
const FIRST: u32 = (START / WEEK) as u32;

/// When the vote ends: in the second week after the first.
const VOTE_ENDS: u64 = START + 2 * WEEK + 12_345;

#[derive(Clone, Copy, Debug)]
enum Reduction {
    ExitEarly,
    BeginUnlock,
}

use Reduction::{BeginUnlock, ExitEarly};

impl Reduction {
    /// A world with Alice's lock of 1,000, permanent where the reduction wants that.
    async fn world(self) -> (World, Owner) {
        let (mut world, alice) = alice_locked(52).await;
        if matches!(self, BeginUnlock) {
            world.make_permanent(&alice).await.unwrap();
        }
        (world, alice)
    }

    async fn attempt(self, world: &mut World, owner: &Owner) -> Outcome {
        match self {
            ExitEarly => world.exit_early(owner, u64::MAX).await,
            BeginUnlock => world.begin_unlock(owner).await,
        }
    }
}

#[tokio::test]
async fn a_lock_is_not_reduced_until_the_vote_ends() {
    for reduction in [ExitEarly, BeginUnlock] {
        let (mut world, alice) = reduction.world().await;
        mark(&mut world, &alice, VOTE_ENDS as i64).await;
        for t in [START, start_of(FIRST + 1), VOTE_ENDS - 1] {
            world.set_time(t).await;
            reduction.attempt(&mut world, &alice).await.refused(LockerError::Voting);
        }
        world.set_time(VOTE_ENDS).await;
        reduction.attempt(&mut world, &alice).await.unwrap();
    }
}

#[tokio::test]
async fn an_emptied_lock_is_not_closed_until_the_vote_ends() {
    let (mut world, alice) = alice_locked(1).await;
    mark(&mut world, &alice, VOTE_ENDS as i64).await;
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    for t in [START + WEEK, VOTE_ENDS - 1] {
        world.set_time(t).await;
        world.close_lock(&alice, FIRST + 1).await.refused(LockerError::Voting);
    }
    world.set_time(VOTE_ENDS).await;
    world.close_lock(&alice, FIRST + 1).await.unwrap();
}

#[tokio::test]
async fn everything_else_goes_on() {
    let (mut world, alice) = alice_locked(1).await;
    mark(&mut world, &alice, VOTE_ENDS as i64).await;
    world.increase(&alice, 100).await.unwrap();
    world.set_delegate(&alice, alice.address()).await.unwrap();
    // An ended lock has no power left that a vote could count.
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    world.lock(&alice, 100, 52).await.unwrap();
    world.extend(&alice, 100).await.unwrap();
    let week = world.week().await;
    world.advance_weeks(1).await;
    world.make_permanent(&alice).await.unwrap();
    world.prune(&alice, week + 1).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.voting_until, VOTE_ENDS as i64);
    // The new lock in the same account is bound as the old one was.
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Voting);
}

#[tokio::test]
async fn a_mark_in_the_past_or_before_1970_binds_nobody() {
    for until in [0, START as i64 - 1, START as i64, -1, i64::MIN] {
        for reduction in [ExitEarly, BeginUnlock] {
            let (mut world, alice) = reduction.world().await;
            mark(&mut world, &alice, until).await;
            reduction.attempt(&mut world, &alice).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_clock_that_has_run_back_does_not_bind_again_what_a_begun_week_freed() {
    let (mut world, alice) = alice_locked(52).await;
    mark(&mut world, &alice, start_of(FIRST + 2) as i64).await;
    world.advance_weeks(2).await;
    world.crank(2).await.unwrap();
    world.set_time(START).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
}

#[tokio::test]
async fn a_reduction_records_its_week() {
    for reduction in [ExitEarly, BeginUnlock] {
        let (mut world, alice) = reduction.world().await;
        assert_eq!(reduced_week(&mut world, &alice).await, 0);
        world.advance_weeks(3).await;
        reduction.attempt(&mut world, &alice).await.unwrap();
        assert_eq!(reduced_week(&mut world, &alice).await, FIRST + 3, "{reduction:?}");
    }
}

#[tokio::test]
async fn nothing_else_records_a_week() {
    let (mut world, alice) = alice_locked(1).await;
    world.increase(&alice, 100).await.unwrap();
    world.extend(&alice, 2).await.unwrap();
    world.set_delegate(&alice, alice.address()).await.unwrap();
    world.advance_weeks(2).await;
    world.withdraw(&alice).await.unwrap();
    world.lock(&alice, 100, 1).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    world.prune(&alice, FIRST + 2).await.refused(LockerError::NothingToPrune);
    world.advance_weeks(1).await;
    world.prune(&alice, FIRST + 3).await.unwrap();
    assert_eq!(reduced_week(&mut world, &alice).await, 0);
}

#[tokio::test]
async fn the_week_stays_when_the_tokens_come_back() {
    // Exit, propose, lock again: the lock that votes still shows that it was reduced.
    let (mut world, alice) = alice_locked(52).await;
    world.advance_weeks(3).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.lock(&alice, 500, 208).await.unwrap();
    world.increase(&alice, 10).await.unwrap();
    assert_eq!(reduced_week(&mut world, &alice).await, FIRST + 3);
    // The later of two counts.
    world.advance_weeks(2).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    assert_eq!(reduced_week(&mut world, &alice).await, FIRST + 5);
}

#[tokio::test]
async fn closing_does_not_wash_the_week_off() {
    // A vote of this week counts the snapshot of this week. The lock is left, closed and made anew,
    // which forgets `reduced_week`; but with it went the history that the vote would have counted.
    let (mut world, alice) = alice_locked(52).await;
    world.advance_weeks(3).await;
    let week = FIRST + 3;
    assert_ne!(world.power_at_week(&alice, week).await.unwrap().lock, 0);
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.close_lock(&alice, week + 1).await.unwrap();
    world.lock(&alice, 500, 208).await.unwrap();

    assert_eq!(reduced_week(&mut world, &alice).await, 0);
    for snapshot in FIRST..=week {
        assert_eq!(world.power_at_week(&alice, snapshot).await.unwrap().lock, 0);
    }
    world.advance_weeks(1).await;
    assert_ne!(world.power_at_week(&alice, week + 1).await.unwrap().lock, 0);
}

/// A world where Alice, with 500 tokens left, has locked 1,000 for `weeks`.
async fn alice_locked(weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, weeks).await.unwrap();
    (world, alice)
}

/// A vote counts the owner's lock until the second `until`.
async fn mark(world: &mut World, owner: &Owner, until: i64) {
    let address = world.keys.lock(&owner.address());
    let mut account = world.account(&address).await.expect("a lock");
    let at = Lock::DISCRIMINATOR.len() + offset_of!(Lock, voting_until);
    account.data[at..at + 8].copy_from_slice(&until.to_le_bytes());
    world.set_account(&address, account);
    assert_eq!(world.lock_of(&owner.address()).await.voting_until, until);
}

async fn reduced_week(world: &mut World, owner: &Owner) -> u32 {
    world.lock_of(&owner.address()).await.reduced_week
}
