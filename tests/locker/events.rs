//! Each change tells what it did: the account, the actor, before and after.

use ::locker::*;
use anchor_lang::{hash::sha256, Discriminator, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::PERMANENT;
use tenure_tests::{Outcome, Owner, Receipt, TokenKind, World};

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);
const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);

/// The events in a transaction's logs, as bytes.
fn events(receipt: &Receipt) -> Vec<Vec<u8>> {
    let data = receipt.logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    data.map(|base64| STANDARD.decode(base64).expect("base64")).collect()
}

/// The transaction emitted `event` and no other.
#[track_caller]
fn emitted(outcome: Outcome, event: impl Event) {
    assert_eq!(events(&outcome.unwrap()), [event.data()]);
}

/// Alice holds 1,000 tokens, of which 400 are locked for 10 weeks. Week, lock, owner.
async fn locked() -> (World, Owner, u32, Pubkey) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 400, 10).await.unwrap();
    let (week, lock) = (world.week().await, world.keys.lock(&alice.address()));
    (world, alice, week, lock)
}

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("LockerCreated", LockerCreated::DISCRIMINATOR),
        ("ParamsUpdated", ParamsUpdated::DISCRIMINATOR),
        ("PauserSet", PauserSet::DISCRIMINATOR),
        ("Paused", Paused::DISCRIMINATOR),
        ("Resumed", Resumed::DISCRIMINATOR),
        ("AuthorityProposed", AuthorityProposed::DISCRIMINATOR),
        ("AuthorityAccepted", AuthorityAccepted::DISCRIMINATOR),
        ("AuthorityCancelled", AuthorityCancelled::DISCRIMINATOR),
        ("Cranked", Cranked::DISCRIMINATOR),
        ("Locked", Locked::DISCRIMINATOR),
        ("Increased", Increased::DISCRIMINATOR),
        ("Extended", Extended::DISCRIMINATOR),
        ("MadePermanent", MadePermanent::DISCRIMINATOR),
        ("UnlockBegun", UnlockBegun::DISCRIMINATOR),
        ("Withdrawn", Withdrawn::DISCRIMINATOR),
        ("ExitedEarly", ExitedEarly::DISCRIMINATOR),
        ("DelegateSet", DelegateSet::DISCRIMINATOR),
        ("Pruned", Pruned::DISCRIMINATOR),
        ("LockClosed", LockClosed::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let receipt = world.lock(&alice, 400, 10).await.unwrap();
    let (keys, week) = (world.keys, world.week().await);
    let bytes = [
        &sha256(b"event:Locked")[..8],
        &keys.locker.to_bytes(),
        &keys.lock(&alice.address()).to_bytes(),
        &alice.address().to_bytes(),
        &0_u64.to_le_bytes(),
        &400_u64.to_le_bytes(),
        &0_u32.to_le_bytes(),
        &(week + 10).to_le_bytes(),
    ];
    assert_eq!(events(&receipt), [bytes.concat()]);
}

#[tokio::test]
async fn create_locker() {
    let mut world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let (keys, authority, pauser) = (world.keys, world.authority.pubkey(), world.pauser.pubkey());
    let params = LockerParams { min_weeks: 4, max_weeks: 104, penalty_bps: 1_500, governor: SOMEONE };
    let event = LockerCreated {
        locker: keys.locker,
        mint: keys.mint,
        creator: authority,
        authority,
        pauser,
        penalty_account: keys.penalty_account,
        governor: SOMEONE,
        min_weeks: 4,
        max_weeks: 104,
        penalty_bps: 1_500,
    };
    emitted(world.create_locker(params).await, event);
}

#[tokio::test]
async fn update_params() {
    let mut world = World::new().await;
    let (before, authority) = (world.keys.penalty_account, world.authority.insecure_clone());
    let after = world.token_account(&SOMEONE, 0).await;
    world.keys.penalty_account = after;
    let params = LockerParams { min_weeks: 4, max_weeks: 104, penalty_bps: 1_500, governor: SOMEONE };
    let event = ParamsUpdated {
        locker: world.keys.locker,
        authority: authority.pubkey(),
        governor_before: NOBODY,
        governor_after: SOMEONE,
        penalty_account_before: before,
        penalty_account_after: after,
        min_weeks_before: 1,
        min_weeks_after: 4,
        max_weeks_before: 208,
        max_weeks_after: 104,
        penalty_bps_before: 2_000,
        penalty_bps_after: 1_500,
    };
    emitted(world.update_params(&authority, params).await, event);
}

#[tokio::test]
async fn pausing_and_resuming() {
    let mut world = World::new().await;
    let (locker, authority) = (world.keys.locker, world.authority.insecure_clone());
    let (old, new) = (world.pauser.insecure_clone(), Keypair::new());
    let event =
        PauserSet { locker, authority: authority.pubkey(), before: old.pubkey(), after: new.pubkey() };
    emitted(world.set_pauser(&authority, new.pubkey()).await, event);
    emitted(world.pause(&new).await, Paused { locker, by: new.pubkey() });
    emitted(world.resume(&authority).await, Resumed { locker, by: authority.pubkey() });
    emitted(world.pause(&authority).await, Paused { locker, by: authority.pubkey() });
}

#[tokio::test]
async fn handing_over() {
    let mut world = World::new().await;
    let (locker, old, new) = (world.keys.locker, world.authority.insecure_clone(), Keypair::new());
    let (authority, proposed) = (old.pubkey(), new.pubkey());
    let event = AuthorityProposed { locker, authority, before: NOBODY, proposed: SOMEONE };
    emitted(world.propose_authority(&old, SOMEONE).await, event);
    let event = AuthorityProposed { locker, authority, before: SOMEONE, proposed };
    emitted(world.propose_authority(&old, proposed).await, event);
    let event = AuthorityCancelled { locker, authority, cancelled: proposed };
    emitted(world.cancel_authority(&old).await, event);
    world.propose_authority(&old, proposed).await.unwrap();
    let event = AuthorityAccepted { locker, before: authority, after: proposed };
    emitted(world.accept_authority(&new).await, event);
}

#[tokio::test]
async fn crank() {
    let mut world = World::new().await;
    let (locker, week) = (world.keys.locker, world.week().await);
    world.advance_weeks(5).await;
    let event = Cranked { locker, week_before: week, week_after: week + 3 };
    emitted(world.crank(3).await, event);
    let event = Cranked { locker, week_before: week + 3, week_after: week + 5 };
    emitted(world.crank(3).await, event);
    // Nothing was left to do.
    assert!(events(&world.crank(3).await.unwrap()).is_empty());
}

#[tokio::test]
async fn lock_and_withdraw() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let (locker, owner, week) = (world.keys.locker, alice.address(), world.week().await);
    let lock = world.keys.lock(&owner);
    let event = Locked {
        locker,
        lock,
        owner,
        amount_before: 0,
        amount_after: 400,
        end_week_before: 0,
        end_week_after: week + 1,
    };
    emitted(world.lock(&alice, 400, 1).await, event);

    world.advance_weeks(1).await;
    let destination = alice.tokens;
    let event = Withdrawn { locker, lock, owner, destination, amount_before: 400, amount_after: 0 };
    emitted(world.withdraw(&alice).await, event);

    let event = Locked {
        locker,
        lock,
        owner,
        amount_before: 0,
        amount_after: 1_000,
        end_week_before: week + 1,
        end_week_after: week + 11,
    };
    emitted(world.lock(&alice, 1_000, 10).await, event);
}

#[tokio::test]
async fn increase() {
    let (mut world, alice, week, lock) = locked().await;
    let event = Increased {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        amount_before: 400,
        amount_after: 700,
        end_week: week + 10,
        week,
    };
    emitted(world.increase(&alice, 300).await, event);
}

#[tokio::test]
async fn extend() {
    let (mut world, alice, week, lock) = locked().await;
    world.advance_weeks(1).await;
    let event = Extended {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        amount: 400,
        end_week_before: week + 10,
        end_week_after: week + 53,
    };
    emitted(world.extend(&alice, 52).await, event);
}

#[tokio::test]
async fn make_permanent_and_begin_unlock() {
    let (mut world, alice, week, lock) = locked().await;
    let (locker, owner) = (world.keys.locker, alice.address());
    let event = MadePermanent { locker, lock, owner, amount: 400, end_week_before: week + 10, week };
    emitted(world.make_permanent(&alice).await, event);
    world.advance_weeks(2).await;
    let (week, end_week_after) = (week + 2, week + 210);
    let event = UnlockBegun { locker, lock, owner, amount: 400, end_week_after, week };
    emitted(world.begin_unlock(&alice).await, event);
}

#[tokio::test]
async fn exit_early() {
    let (mut world, alice, week, lock) = locked().await;
    let event = ExitedEarly {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        destination: alice.tokens,
        amount_before: 400,
        amount_after: 0,
        // ceil(400 * 20% * 9.5 / 208) = ceil(3.65..)
        penalty: 4,
        end_week_before: week + 10,
        week,
    };
    emitted(world.exit_early(&alice, 4).await, event);
}

#[tokio::test]
async fn exit_early_from_a_permanent_lock() {
    let (mut world, alice, week, lock) = locked().await;
    world.make_permanent(&alice).await.unwrap();
    let event = ExitedEarly {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        destination: alice.tokens,
        amount_before: 400,
        amount_after: 0,
        penalty: 80,
        end_week_before: PERMANENT,
        week,
    };
    emitted(world.exit_early(&alice, 80).await, event);
}

#[tokio::test]
async fn set_delegate() {
    let (mut world, alice, _, lock) = locked().await;
    let (locker, owner) = (world.keys.locker, alice.address());
    let event = DelegateSet { locker, lock, owner, before: NOBODY, after: SOMEONE };
    emitted(world.set_delegate(&alice, SOMEONE).await, event);
    let event = DelegateSet { locker, lock, owner, before: SOMEONE, after: NOBODY };
    emitted(world.set_delegate(&alice, NOBODY).await, event);
}

#[tokio::test]
async fn prune() {
    let (mut world, alice, week, lock) = locked().await;
    for _ in 0..3 {
        world.advance_weeks(1).await;
        world.increase(&alice, 1).await.unwrap();
    }
    // Of the checkpoints of weeks 0 to 3, a snapshot of week 3 needs those of 2 and 3.
    let event = Pruned {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        keep_from: week + 3,
        checkpoints_before: 4,
        checkpoints_after: 2,
    };
    emitted(world.prune(&alice, week + 3).await, event);
}

#[tokio::test]
async fn close_lock() {
    let (mut world, alice, week, lock) = locked().await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    let event = LockClosed {
        locker: world.keys.locker,
        lock,
        owner: alice.address(),
        rent_payer: world.payer(),
        give_up_before: week,
    };
    emitted(world.close_lock(&alice, week).await, event);
}

#[tokio::test]
async fn views_emit_none() {
    let (mut world, alice, week, _) = locked().await;
    for instruction in [world.keys.power(&alice.address()), world.keys.power_at_week(&alice.address(), week)]
    {
        assert!(events(&world.attempt(instruction, &[]).await.unwrap()).is_empty());
    }
}
