//! Claims of one transaction, and in any order.

use revenue::RevenueError;
use tenure_tests::OutcomeExt;

use crate::{
    stage::{member, weekly, Stage},
    views::{claim_all, seen},
};

#[tokio::test]
async fn two_claims_pay_the_weeks_one_after_the_other() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[4, 40, 400]).await;
    let claim = platform.revenue.claim(&alice.address(), &usdc.pool, 1);
    platform.send(&[claim.clone(), claim], &[]).await.unwrap();
    assert_eq!(platform.received(&alice, &usdc).await, 3 + 30);
    assert_eq!(platform.record_of(&alice).await.next_week[0], week + 3);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 300);
}

#[tokio::test]
async fn a_second_claim_of_all_undoes_the_first() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let claim = platform.revenue.claim(&alice.address(), &usdc.pool, 26);
    let twice = [claim.clone(), claim];
    platform.send(&twice, &[]).await.refused(RevenueError::NothingToClaim);
    assert_eq!(platform.received(&alice, &usdc).await, 0);
    assert_eq!(platform.record_of(&alice).await.next_week[0], 0);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn everybody_claims_at_once() {
    let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await.earned().await;
    let claims = [&bob, &alice].map(|owner| platform.revenue.claim(&owner.address(), &usdc.pool, 26));
    platform.send(&claims, &[]).await.unwrap();
    assert_eq!(platform.received(&alice, &usdc).await, 375);
    assert_eq!(platform.received(&bob, &usdc).await, 125);
    assert_eq!(platform.pool(&usdc).await.remaining(), 0);
}

#[tokio::test]
async fn a_claim_and_one_into_the_lock_in_either_order() {
    for lock_first in [false, true] {
        let Stage { mut platform, usdc: stake, alice, bob, .. } = Stage::of_the_stake_mint().await;
        weekly(&mut platform, &stake, &[4, 400]).await;
        let claim = platform.revenue.claim(&alice.address(), &stake.pool, 1);
        let claim_and_lock = platform.revenue.claim_and_lock(&alice.address(), &stake.pool, 1);
        let both = if lock_first { [claim_and_lock, claim] } else { [claim, claim_and_lock] };
        platform.send(&both, &[&alice.keypair]).await.unwrap();
        let (received, locked) = if lock_first { (300, 3_003) } else { (3, 3_300) };
        assert_eq!(platform.received(&alice, &stake).await, received);
        assert_eq!(platform.lock_of(&alice.address()).await.amount, locked);
        platform.claim(&alice, &stake, 26).await.refused(RevenueError::NothingToClaim);
        assert_eq!(claim_all(&mut platform, &bob, &stake).await, 101);
    }
}

#[tokio::test]
async fn distribution_and_claims_share_in_either_order() {
    for distribute_first in [false, true] {
        let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
        platform.pay_in(&usdc, 8_000).await;
        let claim = platform.revenue.claim(&alice.address(), &usdc.pool, 26);
        let distribute = platform.revenue.distribute(&usdc.pool);
        let both = if distribute_first { [distribute, claim] } else { [claim, distribute] };
        platform.send(&both, &[]).await.unwrap();
        // Nothing of what the running week took in.
        assert_eq!(platform.received(&alice, &usdc).await, 375);
        platform.advance_weeks(1).await;
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 3_000);
    }
}

#[tokio::test]
async fn a_newcomer_opens_all_accounts_and_claims() {
    let mut stage = Stage::new().await;
    let carol = stage.platform.owner(4_000).await;
    stage.platform.lock(&carol, 4_000, 208).await.unwrap();
    stage.platform.make_permanent(&carol).await.unwrap();
    let Stage { mut platform, usdc, .. } = stage.earned().await;
    let payer = platform.payer();
    let (keys, owner) = (platform.revenue, carol.address());
    let instructions = [
        keys.open_claim_record(payer, &owner),
        usdc.pool.open_destination(&payer, &owner),
        keys.claim(&owner, &usdc.pool, 26),
    ];
    platform.send(&instructions, &[]).await.unwrap();
    assert_eq!(platform.received(&carol, &usdc).await, 250);
}

#[tokio::test]
async fn the_order_of_claims_changes_no_amount() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut stage = Stage::new().await;
        let carol = member(&mut stage.platform, 3_000, &[&stage.usdc]).await;
        let Stage { mut platform, usdc, alice, bob, .. } = stage;
        weekly(&mut platform, &usdc, &[10, 100]).await;
        // Of 7,000 each: floor(10 * 3/7) + floor(100 * 3/7) = 4 + 42, and floor(10/7) + floor(100/7) = 1 + 14.
        let owners = [(&alice, 46), (&bob, 15), (&carol, 46)];
        for (owner, amount) in order.map(|at: usize| owners[at]) {
            assert_eq!(claim_all(&mut platform, owner, &usdc).await, amount);
        }
        // 110 - 46 - 15 - 46
        assert_eq!(platform.pool(&usdc).await.remaining(), 3);
    }
}

#[tokio::test]
async fn leaving_and_claiming_share_a_transaction() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let (keys, owner) = (platform.revenue, alice.address());
    let exit = keys.locker.exit_early(owner, alice.tokens, u64::MAX);
    let claim = keys.claim(&owner, &usdc.pool, 26);
    let before = seen(&mut platform, &alice, &usdc).await.amount;
    platform.send(&[exit, claim], &[&alice.keypair]).await.unwrap();
    assert_eq!((before, platform.received(&alice, &usdc).await), (375, 375));
}
