//! A lock whose owner is a program address: a DAO's or a multisig's, which signs by CPI.

use locker::LockerError;
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{Outcome, OutcomeExt, World};

/// The proxy program's address holds 1,000 tokens.
async fn world() -> (World, Pubkey) {
    let mut world = World::new().await;
    let tokens = world.token_account(&proxy::owner(), 1_000).await;
    (world, tokens)
}

/// ... and has locked 600 of them for 10 weeks.
async fn locked() -> (World, Pubkey) {
    let (mut world, tokens) = world().await;
    let lock = world.keys.create_lock(world.payer(), proxy::owner(), tokens, 600, 10);
    by_proxy(&mut world, lock).await.unwrap();
    (world, tokens)
}

/// `instruction` as the proxy program calls it: only the proxy's address has not signed yet.
async fn by_proxy(world: &mut World, instruction: Instruction) -> Outcome {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts);
    for meta in accounts.iter_mut().filter(|meta| meta.pubkey == proxy::owner()) {
        meta.is_signer = false;
    }
    let call = Instruction { program_id: proxy::ID, accounts, data: instruction.data };
    world.attempt(call, &[]).await
}

#[tokio::test]
async fn locks() {
    let (mut world, tokens) = locked().await;
    let (week, payer) = (world.week().await, world.payer());
    let lock = world.lock_of(&proxy::owner()).await;
    assert_eq!((lock.owner, lock.rent_payer), (proxy::owner(), payer));
    assert_eq!((lock.amount, lock.end_week), (600, week + 10));
    assert_eq!((world.balance(&tokens).await, world.vault_balance().await), (400, 600));
}

#[tokio::test]
async fn increases_and_extends() {
    let (mut world, tokens) = locked().await;
    let week = world.week().await;
    let increase = world.keys.increase(proxy::owner(), tokens, 400);
    by_proxy(&mut world, increase).await.unwrap();
    let extend = world.keys.extend(proxy::owner(), 52);
    by_proxy(&mut world, extend).await.unwrap();
    let lock = world.lock_of(&proxy::owner()).await;
    assert_eq!((lock.amount, lock.end_week), (1_000, week + 52));
    assert_eq!((world.balance(&tokens).await, world.vault_balance().await), (0, 1_000));
}

#[tokio::test]
async fn becomes_permanent_and_unlocks() {
    let (mut world, _) = locked().await;
    let week = world.week().await;
    let permanent = world.keys.make_permanent(proxy::owner());
    by_proxy(&mut world, permanent).await.unwrap();
    assert_eq!(world.locker().await.permanent, 600);
    let unlock = world.keys.begin_unlock(proxy::owner());
    by_proxy(&mut world, unlock).await.unwrap();
    assert_eq!(world.lock_of(&proxy::owner()).await.end_week, week + 208);
}

#[tokio::test]
async fn withdraws() {
    let (mut world, tokens) = locked().await;
    world.advance_weeks(8).await;
    world.crank(8).await.unwrap();
    world.advance_weeks(2).await;
    let withdraw = world.keys.withdraw(proxy::owner(), tokens);
    by_proxy(&mut world, withdraw).await.unwrap();
    assert_eq!((world.balance(&tokens).await, world.vault_balance().await), (1_000, 0));
}

#[tokio::test]
async fn exits_early() {
    let (mut world, tokens) = locked().await;
    let exit = world.keys.exit_early(proxy::owner(), tokens, 6);
    by_proxy(&mut world, exit).await.unwrap();
    // ceil(600 * 20% * 9.5 / 208) = ceil(5.48..)
    let penalties = world.keys.penalty_account;
    assert_eq!((world.balance(&tokens).await, world.balance(&penalties).await), (994, 6));
}

#[tokio::test]
async fn names_a_delegate_and_closes() {
    let (mut world, tokens) = locked().await;
    let delegate = Pubkey::new_unique();
    let set = world.keys.set_delegate(proxy::owner(), delegate);
    by_proxy(&mut world, set).await.unwrap();
    assert_eq!(world.lock_of(&proxy::owner()).await.delegate, delegate);

    let exit = world.keys.exit_early(proxy::owner(), tokens, u64::MAX);
    by_proxy(&mut world, exit).await.unwrap();
    let week = world.week().await;
    let close = world.keys.close_lock(proxy::owner(), world.payer(), week);
    by_proxy(&mut world, close).await.unwrap();
    let lock = world.keys.lock(&proxy::owner());
    assert!(world.account(&lock).await.is_none());
}

#[tokio::test]
async fn is_bound_by_the_same_rules() {
    let (mut world, tokens) = locked().await;
    let withdraw = world.keys.withdraw(proxy::owner(), tokens);
    by_proxy(&mut world, withdraw).await.refused(LockerError::NotEnded);
    let again = world.keys.create_lock(world.payer(), proxy::owner(), tokens, 1, 10);
    by_proxy(&mut world, again).await.refused(LockerError::AlreadyLocked);
}

#[tokio::test]
async fn never_by_a_strangers_call() {
    let (mut world, tokens) = locked().await;
    let owner = proxy::owner();
    for mut instruction in [
        world.keys.create_lock(world.payer(), owner, tokens, 1, 10),
        world.keys.increase(owner, tokens, 1),
        world.keys.extend(owner, 52),
        world.keys.make_permanent(owner),
        world.keys.withdraw(owner, tokens),
        world.keys.exit_early(owner, tokens, u64::MAX),
    ] {
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == owner) {
            meta.is_signer = false;
        }
        world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    }
}

#[tokio::test]
async fn the_proxy_signs_for_nobody_else() {
    let (mut world, _) = locked().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 10).await.unwrap();
    let mut exit = world.keys.exit_early(alice.address(), alice.tokens, u64::MAX);
    exit.accounts[0].is_signer = false;
    by_proxy(&mut world, exit).await.refused(InstructionError::MissingRequiredSignature);
}
