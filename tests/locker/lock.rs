use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError, LockerParams};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{Impostor, IntoCode, OutcomeExt, Owner, Substitute, TokenKind, World};

/// Codes of the token programs.
const INSUFFICIENT_FUNDS: u32 = 1;
const ACCOUNT_FROZEN: u32 = 17;

#[tokio::test]
async fn takes_the_tokens_and_gives_power() {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;

    world.lock(&alice, 1_000, 52).await.unwrap();

    assert_eq!(world.balance(&alice.tokens).await, 500);
    assert_eq!(world.vault_balance().await, 1_000);
    // Half a week has passed, so 51.5 of 208 weeks are left: floor(1,000 * 51.5 / 208).
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (247, 247));
}

#[tokio::test]
async fn writes_the_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;

    world.lock(&alice, 1_000, 52).await.unwrap();

    let (week, payer, lockers) = (world.week().await, world.payer(), world.keys.locker);
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.created_week), (1_000, week + 52, week));
    assert_eq!((lock.owner, lock.locker, lock.rent_payer), (alice.address(), lockers, payer));
    assert_eq!((lock.delegate, lock.voting_until, lock.reduced_week), (Pubkey::default(), 0, 0));
    assert_eq!((lock.version, lock.checkpoint_count, lock.oldest), (1, 1, 0));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000, end_week: week + 52, week });
}

#[tokio::test]
async fn counts_it_in_the_sums() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(1_000).await, world.owner(1_000).await);

    world.lock(&alice, 1_000, 52).await.unwrap();
    world.lock(&bob, 300, 10).await.unwrap();

    let week = world.week().await;
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent, locker.week), (1_300, 1_300, 0, week));
    let ends = 1_000 * u128::from(week + 52) + 300 * u128::from(week + 10);
    assert_eq!(locker.decaying_end.get(), ends);
    let expiring = |end: u32| locker.expiring[end as usize % 256];
    assert_eq!((expiring(week + 52), expiring(week + 10)), (1_000, 300));
    assert_eq!(locker.expiring.iter().sum::<u64>(), 1_300);
    // 51.5 and 9.5 of 208 weeks are left: floor(300 * 9.5 / 208), floor((51,500 + 2,850) / 208).
    let power = world.power(&bob).await.unwrap();
    assert_eq!((power.lock, power.total), (13, 261));
}

#[tokio::test]
async fn refuses_nothing() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 0, 52).await.refused(LockerError::ZeroAmount);
}

#[tokio::test]
async fn keeps_to_the_term() {
    let params = LockerParams { min_weeks: 4, max_weeks: 104, ..World::PARAMS };
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1, 3).await.refused(LockerError::TooShort);
    world.lock(&alice, 1, 105).await.refused(LockerError::TooLong);
    world.lock(&alice, 1, 4).await.unwrap();
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1, 104).await.unwrap();
}

#[tokio::test]
async fn is_one_for_each_owner() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 400, 1).await.unwrap();
    world.lock(&alice, 400, 1).await.refused(LockerError::AlreadyLocked);
    // Ended, but not withdrawn.
    world.advance_weeks(1).await;
    world.lock(&alice, 400, 1).await.refused(LockerError::AlreadyLocked);
}

#[tokio::test]
async fn can_be_made_again_after_a_withdrawal() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let week = world.week().await;
    world.lock(&alice, 400, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();

    world.lock(&alice, 700, 3).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.created_week), (700, week + 4, week));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 400, end_week: week + 1, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 700, end_week: week + 4, week: week + 1 });
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (300, 700));
}

#[tokio::test]
async fn wants_the_tokens_in_full() {
    let mut world = World::new().await;
    let alice = world.owner(999).await;
    world.lock(&alice, 1_000, 52).await.refused(INSUFFICIENT_FUNDS);
}

#[tokio::test]
async fn cannot_take_frozen_tokens() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.freeze(&alice.tokens).await;
    world.lock(&alice, 1_000, 52).await.refused(ACCOUNT_FROZEN);
}

#[tokio::test]
async fn is_refused_while_paused() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let (pauser, authority) = (world.pauser.insecure_clone(), world.authority.insecure_clone());
    world.pause(&pauser).await.unwrap();
    world.lock(&alice, 1_000, 52).await.refused(LockerError::Paused);
    world.resume(&authority).await.unwrap();
    world.lock(&alice, 1_000, 52).await.unwrap();
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(1_000).await, world.owner(1_000).await);
    world.advance_weeks(8).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    world.advance_weeks(9).await;
    world.lock(&bob, 1_000, 52).await.refused(LockerError::NeedsCrank);
    world.crank(1).await.unwrap();
    world.lock(&bob, 1_000, 52).await.unwrap();
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let mut world = World::new().await;
    let alice = world.owner(1).await;
    for _ in 0..64 {
        world.lock(&alice, 1, 1).await.unwrap();
        world.advance_weeks(1).await;
        world.withdraw(&alice).await.unwrap();
    }
    world.lock(&alice, 1, 1).await.refused(LockerError::HistoryFull);
    let week = world.week().await;
    world.prune(&alice, week).await.unwrap();
    world.lock(&alice, 1, 1).await.unwrap();
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let instruction = lock_of(&world, &alice).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn wants_the_payer_to_sign() {
    let mut world = World::new().await;
    let (alice, payer) = (world.owner(1_000).await, Keypair::new().pubkey());
    let instruction = lock_of(&world, &alice).with(world.payer(), payer).unsigned(payer);
    let signers = [&alice.keypair];
    world.attempt(instruction, &signers).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_wallet_pays_for_its_own() {
    let mut world = World::new().await;
    let wallet = world.payer();
    let tokens = world.token_account(&wallet, 1_000).await;
    let instruction = world.keys.create_lock(wallet, wallet, tokens, 1_000, 52);
    world.attempt(instruction, &[]).await.unwrap();
    assert_eq!(world.lock_of(&wallet).await.rent_payer, wallet);
}

#[tokio::test]
async fn refuses_impostors_for_a_new_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let impostors = impostors(&mut world, &alice).await;
    let instruction = lock_of(&world, &alice);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors_for_an_emptied_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    let impostors = impostors(&mut world, &alice).await;
    let instruction = lock_of(&world, &alice);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    let instruction = lock_of(&world, &alice);
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_calls_cut_short() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let whole = lock_of(&world, &alice);
    let mut cut = whole.clone();
    cut.data.pop();
    world.attempt(cut, &[&alice.keypair]).await.refused(ErrorCode::InstructionDidNotDeserialize);
    let mut cut = whole.clone();
    cut.accounts.pop();
    world.attempt(cut, &[&alice.keypair]).await.refused(ErrorCode::AccountNotEnoughKeys);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(1_000).await, world.owner(1_000).await);
    let instruction = lock_of(&world, &alice).with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    // Bob's lock out of Alice's tokens.
    let instruction = lock_of(&world, &bob).with(bob.tokens, alice.tokens);
    world.attempt(instruction, &[&bob.keypair]).await.refused(LockerError::WrongSource);
}

fn lock_of(world: &World, owner: &Owner) -> solana_instruction::Instruction {
    world.keys.create_lock(world.payer(), owner.address(), owner.tokens, 1_000, 52)
}

/// What an attacker may pass in place of each account of [`lock_of`] `alice`.
async fn impostors(world: &mut World, alice: &Owner) -> Vec<Impostor> {
    let mut impostors = world.lock_impostors(alice).await;
    impostors.extend(world.deposit_impostors(alice).await);
    let (lock, another) = (world.keys.lock(&alice.address()), world.another_locker().await);
    impostors.push((lock, another.locker, "a locker as lock", ErrorCode::ConstraintSpace.code()));
    impostors.push((Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId));
    impostors
}
