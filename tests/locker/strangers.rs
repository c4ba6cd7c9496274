//! What anyone can do to a locker changes nobody's power and blocks nobody.

use anchor_lang::ErrorCode;
use locker::{LockerError, Roles};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer as transfer_lamports;
use spl_token_2022_interface::instruction::{close_account, transfer_checked};
use tenure_client::locker::LockerKeys;
use tenure_tests::{OutcomeExt, Owner, Substitute, TokenKind, World};

/// The token programs' code for a signer that does not own the account.
const OWNER_MISMATCH: u32 = 4;

/// Alice has locked 1,000 tokens for 10 weeks; Mallory holds 1,000.
async fn worlds() -> (World, Owner, Owner) {
    let mut world = World::new().await;
    let (alice, mallory) = (world.owner(2_000).await, world.owner(1_000).await);
    world.lock(&alice, 1_000, 10).await.unwrap();
    (world, alice, mallory)
}

/// Sends tokens to the vault past the program.
async fn donate(world: &mut World, from: &Owner, amount: u64) {
    let (program, mint, vault) = (world.keys.token_program, world.keys.mint, world.keys.vault);
    let (tokens, decimals) = (from.tokens, world.mint.decimals);
    let transfer =
        transfer_checked(&program, &tokens, &mint, &vault, &from.address(), &[], amount, decimals).unwrap();
    world.send(&[transfer], &[&from.keypair]).await.unwrap();
}

async fn send_lamports(world: &mut World, to: &Pubkey, lamports: u64) {
    let transfer = transfer_lamports(&world.payer(), to, lamports);
    world.send(&[transfer], &[]).await.unwrap();
}

#[tokio::test]
async fn tokens_sent_to_the_vault_give_no_power() {
    let (mut world, alice, mallory) = worlds().await;
    let (before, power) = (world.locker().await, world.power(&alice).await.unwrap());

    donate(&mut world, &mallory, 1_000).await;

    assert_eq!(world.vault_balance().await, 2_000);
    let after = world.locker().await;
    assert!(bytemuck::bytes_of(&before) == bytemuck::bytes_of(&after));
    assert_eq!(world.power(&alice).await.unwrap(), power);
    world.withdraw(&mallory).await.refused(solana_instruction_error::InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn tokens_sent_to_the_vault_block_nobody() {
    let (mut world, alice, mallory) = worlds().await;
    donate(&mut world, &mallory, 1).await;
    world.increase(&alice, 1_000).await.unwrap();
    world.lock(&mallory, 999, 1).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&mallory).await.unwrap();
    // Everyone has what is theirs; the gift stays.
    assert_eq!((world.vault_balance().await, world.locker().await.deposits), (1, 0));
    assert_eq!(world.balance(&mallory.tokens).await, 999);
}

#[tokio::test]
async fn the_vault_obeys_nobody() {
    let (mut world, alice, mallory) = worlds().await;
    let (program, mint, vault) = (world.keys.token_program, world.keys.mint, world.keys.vault);
    for thief in [&alice, &mallory] {
        let (tokens, key) = (thief.tokens, thief.address());
        let take = transfer_checked(&program, &vault, &mint, &tokens, &key, &[], 1, 6).unwrap();
        world.attempt(take, &[&thief.keypair]).await.refused(OWNER_MISMATCH);
        let close = close_account(&program, &vault, &key, &key, &[]).unwrap();
        // Not empty, so not even an owner could close it.
        const NON_NATIVE_HAS_BALANCE: u32 = 11;
        world.attempt(close, &[&thief.keypair]).await.refused(NON_NATIVE_HAS_BALANCE);
    }
}

#[tokio::test]
async fn a_crank_changes_nobodys_power() {
    let (mut world, alice, _) = worlds().await;
    world.advance_weeks(5).await;
    let before = world.power(&alice).await.unwrap();
    let week = world.week().await;
    let snapshots_before = snapshots(&mut world, &alice, week).await;
    for _ in 0..7 {
        world.crank(1).await.unwrap();
        assert_eq!(world.power(&alice).await.unwrap(), before);
        assert_eq!(snapshots(&mut world, &alice, week).await, snapshots_before);
    }
    assert_eq!(world.locker().await.week, week);
}

#[tokio::test]
async fn a_crank_never_begins_a_week_early() {
    let (mut world, alice, _) = worlds().await;
    let before = world.locker().await;
    world.crank(u16::MAX).await.unwrap();
    let after = world.locker().await;
    assert!(bytemuck::bytes_of(&before) == bytemuck::bytes_of(&after));
    world.withdraw(&alice).await.refused(LockerError::NotEnded);
}

#[tokio::test]
async fn another_lock_changes_nobodys_power() {
    let (mut world, alice, mallory) = worlds().await;
    // floor(1,000 * 9.5 / 208)
    let before = world.power(&alice).await.unwrap();
    assert_eq!((before.lock, before.total), (45, 45));
    world.lock(&mallory, 1_000, 208).await.unwrap();
    // The total is that of the sum: floor(1,000 * (9.5 + 207.5) / 208).
    let after = world.power(&alice).await.unwrap();
    assert_eq!((after.lock, after.total), (45, 1_043));
    world.exit_early(&mallory, u64::MAX).await.unwrap();
    assert_eq!(world.power(&alice).await.unwrap(), before);
}

#[tokio::test]
async fn nobody_acts_on_anothers_lock() {
    let (mut world, alice, mallory) = worlds().await;
    let keys = world.keys;
    let (owner, tokens, thief) = (alice.address(), mallory.tokens, mallory.address());
    for instruction in [
        keys.create_lock(world.payer(), owner, tokens, 1, 10),
        keys.increase(owner, tokens, 1),
        keys.extend(owner, 52),
        keys.make_permanent(owner),
        keys.begin_unlock(owner),
        keys.withdraw(owner, tokens),
        keys.exit_early(owner, tokens, u64::MAX),
        keys.set_delegate(owner, thief),
        keys.prune(owner, 0),
        keys.close_lock(owner, world.payer(), 0),
    ] {
        let instruction = instruction.with(owner, thief);
        world.attempt(instruction, &[&mallory.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    }
}

#[tokio::test]
async fn lamports_before_it_exists_block_no_lock() {
    // Twice less than the rent of its 1,256 bytes, and more.
    for lamports in [1_000_000, 5_000_000, 50_000_000] {
        let mut world = World::new().await;
        let alice = world.owner(1_000).await;
        let address = world.keys.lock(&alice.address());
        send_lamports(&mut world, &address, lamports).await;
        world.lock(&alice, 1_000, 10).await.unwrap();
        let lock = world.lock_of(&alice.address()).await;
        assert_eq!((lock.amount, lock.owner, lock.rent_payer), (1_000, alice.address(), world.payer()));
    }
}

#[tokio::test]
async fn lamports_before_they_exist_block_no_locker_and_vault() {
    for lamports in [1_000_000, 1_000_000_000] {
        let mut world = World::bare(TokenKind::SplToken, 6, &[]).await;
        for address in [world.keys.locker, world.keys.vault] {
            send_lamports(&mut world, &address, lamports).await;
        }
        world.create_locker(World::PARAMS).await.unwrap();
        assert_eq!(world.vault_balance().await, 0);
        let alice = world.owner(1_000).await;
        world.lock(&alice, 1_000, 10).await.unwrap();
    }
}

#[tokio::test]
async fn lamports_later_change_nothing() {
    let (mut world, alice, _) = worlds().await;
    let lock = world.keys.lock(&alice.address());
    for address in [lock, world.keys.locker, world.keys.vault] {
        send_lamports(&mut world, &address, 1).await;
    }
    world.exit_early(&alice, u64::MAX).await.unwrap();
    let week = world.week().await;
    world.close_lock(&alice, week).await.unwrap();
    assert!(world.account(&lock).await.is_none());
}

#[tokio::test]
async fn nobody_makes_a_locker_in_anothers_name() {
    let mut world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let mallory = Keypair::new();
    let (mint, penalties) = (world.keys.mint, world.keys.penalty_account);
    let mallorys = LockerKeys::derive(mint, mallory.pubkey(), world.keys.token_program, penalties);
    let roles = Roles { authority: mallory.pubkey(), pauser: mallory.pubkey() };
    // Mallory signs as creator of the address that will be the authority's ...
    let instruction = mallorys.create_locker(world.payer(), mallory.pubkey(), World::PARAMS, roles);
    let front_run = instruction.clone().with(mallorys.locker, world.keys.locker);
    world.attempt(front_run, &[&mallory]).await.refused(ErrorCode::ConstraintSeeds);
    // ... and can make only one in Mallory's own name, which is in nobody's way.
    world.attempt(instruction, &[&mallory]).await.unwrap();
    world.create_locker(World::PARAMS).await.unwrap();
}

#[tokio::test]
async fn two_lockers_of_one_mint_are_apart() {
    let (mut world, alice, _) = worlds().await;
    let (here, there) = (world.keys, world.another_locker().await);
    world.keys = there;
    world.lock(&alice, 416, 208).await.unwrap();

    // 416 * 207.5 / 208 there, floor(1,000 * 9.5 / 208) here.
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (415, 415));
    world.keys = here;
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (45, 45));
    assert_eq!((world.balance(&here.vault).await, world.balance(&there.vault).await), (1_000, 416));

    // One's pause and end are not the other's.
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.increase(&alice, 1).await.refused(LockerError::Paused);
    world.keys = there;
    world.increase(&alice, 1).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    assert_eq!((world.balance(&here.vault).await, world.balance(&there.vault).await), (1_000, 0));
}

/// Lock and total in every snapshot up to `week`.
async fn snapshots(world: &mut World, owner: &Owner, week: u32) -> Vec<(u64, u64)> {
    let mut snapshots = vec![];
    for week in week - 4..=week {
        let power = world.power_at_week(owner, week).await.unwrap();
        snapshots.push((power.lock, power.total));
    }
    snapshots
}
