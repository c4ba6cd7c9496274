//! What a week's start decided stands: nothing that happens in the week or later changes a share of it.

use locker::LockerError;
use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_client::revenue::ClaimableView;
use tenure_tests::{Currency, OutcomeExt, Owner, Platform, TokenKind};

use crate::{
    stage::{member, receives, weekly, Stage},
    views::{claim_all, paid, seen},
};

/// What an owner does to a lock.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    TopUp,
    Extend,
    MakePermanent,
    BeginUnlock,
    ExitEarly,
    Delegate,
}

use Change::{BeginUnlock, Delegate, ExitEarly, Extend, MakePermanent, TopUp};

impl Change {
    /// Bob's power at the start of each of the two weeks before the change takes effect, and of the one in
    /// which it has: of 2,080 tokens, 10 for each week left.
    fn powers(self) -> [u64; 3] {
        match self {
            // Twice the amount, with 101 weeks left.
            TopUp => [1_030, 1_020, 2_020],
            // To 208 weeks from the second.
            Extend => [1_030, 1_020, 2_070],
            MakePermanent => [1_030, 1_020, 2_080],
            BeginUnlock => [2_080, 2_080, 2_070],
            ExitEarly => [1_030, 1_020, 0],
            Delegate => [1_030, 1_020, 1_010],
        }
    }

    async fn done(self, platform: &mut Platform, owner: &Owner) {
        match self {
            TopUp => platform.increase(owner, 2_080).await,
            Extend => platform.extend(owner, 208).await,
            MakePermanent => platform.make_permanent(owner).await,
            BeginUnlock => platform.begin_unlock(owner).await,
            ExitEarly => platform.exit_early(owner, u64::MAX).await,
            Delegate => platform.set_delegate(owner, Pubkey::new_unique()).await,
        }
        .unwrap();
    }
}

#[tokio::test]
async fn no_change_of_a_lock_moves_a_share_of_its_week_or_of_one_before() {
    for change in [TopUp, Extend, MakePermanent, BeginUnlock, ExitEarly, Delegate] {
        for income_first in [true, false] {
            let mut platform = Platform::new().await;
            let usdc = platform.currency(TokenKind::SplToken, 6).await;
            let alice = member(&mut platform, 3_000, &[&usdc]).await;
            let bob = platform.owner(4_160).await;
            platform.lock(&bob, 2_080, 104).await.unwrap();
            if change == BeginUnlock {
                platform.make_permanent(&bob).await.unwrap();
            }
            receives(&mut platform, &bob, &[&usdc]).await;
            // In each week lockers get as much as their power is, so each gets its power's worth.
            let powers = change.powers();
            let incomes = powers.map(|power| 2 * (3_000 + power));

            platform.advance_weeks(1).await;
            platform.earn(&usdc, incomes[0]).await;
            platform.advance_weeks(1).await;
            let before = seen(&mut platform, &bob, &usdc).await;
            assert_eq!(before.amount, powers[0], "{change:?}");
            if income_first {
                platform.earn(&usdc, incomes[1]).await;
            }
            change.done(&mut platform, &bob).await;
            if !income_first {
                platform.earn(&usdc, incomes[1]).await;
            }
            assert_eq!(seen(&mut platform, &bob, &usdc).await, before, "{change:?}");
            platform.advance_weeks(1).await;
            assert_eq!(paid(&mut platform, &bob, &usdc, 26).await, powers[0] + powers[1], "{change:?}");
            platform.earn(&usdc, incomes[2]).await;
            platform.advance_weeks(1).await;
            assert_eq!(claim_all(&mut platform, &bob, &usdc).await, powers[2], "{change:?}");
            assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 9_000, "{change:?}");
            assert_eq!(platform.pool(&usdc).await.remaining(), 0);
        }
    }
}

#[tokio::test]
async fn who_locks_after_income_arrived_earns_none_of_it() {
    for income_first in [true, false] {
        let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await;
        platform.advance_weeks(1).await;
        if income_first {
            platform.earn(&usdc, 800).await;
        }
        let carol = member(&mut platform, 1_000_000, &[&usdc]).await;
        if !income_first {
            platform.earn(&usdc, 800).await;
        }
        // The week in which she locked closes, and is none of hers.
        platform.advance_weeks(1).await;
        let none = ClaimableView { amount: 0, from_week: week + 2, to_week: week + 2 };
        assert_eq!(seen(&mut platform, &carol, &usdc).await, none);
        platform.claim(&carol, &usdc, 26).await.refused(RevenueError::NothingToClaim);
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 300);
        assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 100);
        // Of the next one she has 1,000,000 of 1,004,000.
        platform.earn(&usdc, 2_008).await;
        platform.advance_weeks(1).await;
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 1_000);
    }
}

#[tokio::test]
async fn an_ended_lock_claims_what_it_earned_and_nothing_later() {
    for withdrawn in [true, false] {
        let (mut platform, usdc, alice, carol) = with_short_lock().await;
        // Beside Alice's 3,000 she has 200, with two weeks left, then 100, then nothing.
        weekly(&mut platform, &usdc, &[3_200, 3_100, 3_000]).await;
        if withdrawn {
            platform.withdraw(&carol).await.unwrap();
        }
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 200 + 100);
        weekly(&mut platform, &usdc, &[3_000, 3_000]).await;
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 0);
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 5 * 3_000);
        assert_eq!(platform.pool(&usdc).await.remaining(), 0);
    }
}

#[tokio::test]
async fn a_lock_left_early_claims_what_it_earned_and_nothing_later() {
    let (mut platform, usdc, alice, carol) = with_short_lock().await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 6_400).await;
    platform.exit_early(&carol, u64::MAX).await.unwrap();
    weekly(&mut platform, &usdc, &[3_000, 3_000]).await;
    let view = seen(&mut platform, &carol, &usdc).await;
    assert_eq!((view.amount, view.to_week - view.from_week), (200, 3));
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 200);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 9_000);
    assert_eq!(platform.pool(&usdc).await.remaining(), 0);
}

#[tokio::test]
async fn a_lock_left_and_filled_again_earns_of_neither_week_twice() {
    let (mut platform, usdc, alice, carol) = with_short_lock().await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 6_400).await;
    platform.exit_early(&carol, u64::MAX).await.unwrap();
    let tokens = platform.balance(&carol.tokens).await;
    platform.lock(&carol, tokens / 208 * 208, 208).await.unwrap();
    platform.make_permanent(&carol).await.unwrap();
    let weight = platform.lock_of(&carol.address()).await.amount;
    weekly(&mut platform, &usdc, &[3_000 + weight]).await;
    // 200 in the week in which she left and came back, and then all her tokens.
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 200 + weight);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 6_000);
}

#[tokio::test]
async fn a_lock_made_anew_claims_nothing_twice() {
    for record_closed in [false, true] {
        let (mut platform, usdc, alice, carol) = with_short_lock().await;
        weekly(&mut platform, &usdc, &[3_200, 3_100]).await;
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 300);
        platform.withdraw(&carol).await.unwrap();
        // Its last week with power is claimed, and given up so.
        let week = platform.week().await;
        platform.close_lock(&carol, week).await.unwrap();
        if record_closed {
            platform.close_record(&carol).await.unwrap();
        }
        platform.lock(&carol, 20_800, 208).await.unwrap();
        if record_closed {
            platform.open_record(&carol).await.unwrap();
        }
        let none = ClaimableView { amount: 0, from_week: week, to_week: week };
        assert_eq!(seen(&mut platform, &carol, &usdc).await, none);
        platform.claim(&carol, &usdc, 26).await.refused(RevenueError::NothingToClaim);
        // This week began without her; the next with 20,700: 20,800 with 207 weeks left.
        platform.earn(&usdc, 6_000).await;
        weekly(&mut platform, &usdc, &[23_700]).await;
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 20_700);
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 4 * 3_000);
        assert_eq!(platform.pool(&usdc).await.remaining(), 0);
    }
}

#[tokio::test]
async fn a_lock_and_its_record_made_anew_in_one_transaction_claim_nothing_twice() {
    let (mut platform, usdc, _, carol) = with_short_lock().await;
    weekly(&mut platform, &usdc, &[3_200]).await;
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 200);
    let (keys, owner, payer, week) =
        (platform.revenue, carol.address(), platform.payer(), platform.week().await);
    let rebuild = [
        keys.locker.exit_early(owner, carol.tokens, u64::MAX),
        keys.locker.close_lock(owner, payer, week + 1),
        keys.close_claim_record(&owner, payer),
        keys.locker.create_lock(payer, owner, carol.tokens, 2_080, 208),
        keys.open_claim_record(payer, &owner),
    ];
    platform.send(&rebuild, &[&carol.keypair]).await.unwrap();
    assert_eq!(platform.record_of(&carol).await.next_week, [0; 32]);
    platform.claim(&carol, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    // This week she gave up; the next begins with 2,070 of hers.
    platform.earn(&usdc, 6_200).await;
    weekly(&mut platform, &usdc, &[5_070]).await;
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 2_070);
}

#[tokio::test]
async fn closing_a_lock_loses_what_is_given_up() {
    let (mut platform, usdc, alice, carol) = with_short_lock().await;
    weekly(&mut platform, &usdc, &[3_200, 3_100]).await;
    platform.withdraw(&carol).await.unwrap();
    let week = platform.week().await;
    // She had power in the week before this one.
    platform.close_lock(&carol, week - 1).await.refused(LockerError::HistoryNeeded);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 6_000);
    platform.close_lock(&carol, week).await.unwrap();
    // 200 + 100 are nobody's until they expire.
    assert_eq!(platform.pool(&usdc).await.remaining(), 300);
    platform.claimable(&carol, &usdc).await.refused(InstructionError::UninitializedAccount);
    platform.claim(&carol, &usdc, 26).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn pruning_loses_what_is_given_up_and_no_more() {
    for (given_up, lost) in [(2, 1), (3, 2), (4, 3), (5, 4)] {
        let (mut platform, usdc, carol, week) = with_checkpoints().await;
        platform.prune(&carol, week + given_up).await.unwrap();
        // Alone, she earned all of 1, 10, 100 and 1,000.
        let kept: u64 = [1, 10, 100, 1_000][lost..].iter().sum();
        let from_week = week + given_up;
        let view = ClaimableView { amount: kept, from_week, to_week: week + 5 };
        assert_eq!(seen(&mut platform, &carol, &usdc).await, view, "{given_up} given up");
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, kept);
        assert_eq!(u128::from(1_111 - kept), platform.pool(&usdc).await.remaining());
    }
}

#[tokio::test]
async fn pruning_what_is_claimed_loses_nothing() {
    let (mut platform, usdc, carol, week) = with_checkpoints().await;
    assert_eq!(paid(&mut platform, &carol, &usdc, 2).await, 11);
    platform.prune(&carol, week + 3).await.unwrap();
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 1_100);
}

#[tokio::test]
async fn a_change_of_terms_moves_no_share_of_a_week_that_closed() {
    let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await.earned().await;
    let ruler = platform.ruler.insecure_clone();
    // No lockers' share any more, and a floor that they do not reach, from the second week on.
    let terms = revenue::Terms { staker_bps: 0, burn_bps: 0, min_power: 1_000_000 };
    platform.announce_terms(&ruler, terms).await.unwrap();
    assert_eq!(seen(&mut platform, &alice, &usdc).await.amount, 375);
    platform.advance_weeks(3).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
}

/// Alice has 3,000 for good, and Carol 20,800 tokens for three weeks.
async fn with_short_lock() -> (Platform, Currency, Owner, Owner) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = member(&mut platform, 3_000, &[&usdc]).await;
    let carol = platform.owner(20_800).await;
    platform.lock(&carol, 20_800, 3).await.unwrap();
    receives(&mut platform, &carol, &[&usdc]).await;
    (platform, usdc, alice, carol)
}

/// Carol, alone, tops up in each of four weeks from that in which she locked, and lockers earn 1, 10, 100 and
/// 1,000 in each week after them.
async fn with_checkpoints() -> (Platform, Currency, Owner, u32) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let carol = member(&mut platform, 1_000, &[&usdc]).await;
    platform.mint_to(&carol.tokens, 4).await;
    let week = platform.week().await;
    for share in [1, 10, 100, 1_000] {
        platform.advance_weeks(1).await;
        platform.increase(&carol, 1).await.unwrap();
        platform.earn(&usdc, 2 * share).await;
    }
    platform.advance_weeks(1).await;
    (platform, usdc, carol, week)
}
