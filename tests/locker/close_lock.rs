use anchor_lang::ErrorCode;
use locker::LockerError;
use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{IntoCode, OutcomeExt, Owner, Substitute, World};

#[tokio::test]
async fn removes_the_account() {
    let (mut world, alice) = alice_withdrew(1).await;
    let address = world.keys.lock(&alice.address());
    world.close_lock(&alice, 0).await.unwrap();
    assert_eq!(world.account(&address).await, None);
    world.close_lock(&alice, 0).await.refused(InstructionError::AccountDataTooSmall);
    world.power(&alice).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn returns_the_rent_to_who_paid_it() {
    let mut world = World::new().await;
    let (alice, sponsor) = (world.owner(1_000).await, Keypair::new());
    let funds = Account { lamports: 1_000_000_000, ..Default::default() };
    world.set_account(&sponsor.pubkey(), funds);
    let instruction = world.keys.create_lock(sponsor.pubkey(), alice.address(), alice.tokens, 1_000, 1);
    world.send(&[instruction], &[&sponsor, &alice.keypair]).await.unwrap();
    let address = world.keys.lock(&alice.address());
    let rent = world.account(&address).await.unwrap().lamports;
    assert_eq!(world.account(&sponsor.pubkey()).await.unwrap().lamports, 1_000_000_000 - rent);
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();

    // Not to the owner, nor to anyone else.
    let (owner, payer) = (alice.address(), world.payer());
    for other in [payer, Pubkey::new_unique(), owner] {
        let instruction = world.keys.close_lock(owner, other, 0);
        world.attempt(instruction, &[&alice.keypair]).await.refused(LockerError::WrongRentPayer);
    }
    let instruction = world.keys.close_lock(owner, sponsor.pubkey(), 0);
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
    assert_eq!(world.account(&sponsor.pubkey()).await.unwrap().lamports, 1_000_000_000);
    assert_eq!(world.account(&address).await, None);
}

#[tokio::test]
async fn a_wallet_gets_its_own_rent_back() {
    let mut world = World::new().await;
    let wallet = world.payer();
    let tokens = world.token_account(&wallet, 1_000).await;
    let lock = world.keys.create_lock(wallet, wallet, tokens, 1_000, 1);
    world.send(&[lock], &[]).await.unwrap();
    world.advance_weeks(1).await;
    let (withdraw, close) = (world.keys.withdraw(wallet, tokens), world.keys.close_lock(wallet, wallet, 0));
    world.send(&[withdraw, close], &[]).await.unwrap();
    let address = world.keys.lock(&wallet);
    assert_eq!(world.account(&address).await, None);
}

#[tokio::test]
async fn refuses_while_it_holds_tokens() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    let week = world.week().await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.close_lock(&alice, week + 1).await.refused(LockerError::StillLocked);
    world.advance_weeks(1).await;
    world.close_lock(&alice, week + 2).await.refused(LockerError::StillLocked);
    world.withdraw(&alice).await.unwrap();
    world.close_lock(&alice, week + 2).await.unwrap();
}

#[tokio::test]
async fn wants_the_last_week_with_power_named() {
    // Locked in week 0 until week 52, so the last snapshot with power is week 51's.
    let (mut world, alice) = alice_withdrew(52).await;
    let first = world.week().await - 52;
    for give_up_before in [0, first + 1, first + 51] {
        world.close_lock(&alice, give_up_before).await.refused(LockerError::HistoryNeeded);
    }
    world.close_lock(&alice, first + 52).await.unwrap();
}

#[tokio::test]
async fn a_week_given_up_without_need_is_no_harm() {
    let (mut world, alice) = alice_withdrew(52).await;
    let now = world.week().await;
    world.close_lock(&alice, now + 1).await.unwrap();
}

#[tokio::test]
async fn gives_up_this_week_at_the_latest() {
    let (mut world, alice) = alice_withdrew(1).await;
    let now = world.week().await;
    world.close_lock(&alice, now + 2).await.refused(LockerError::WeekNotBegun);
    world.close_lock(&alice, u32::MAX).await.refused(LockerError::WeekNotBegun);
    world.close_lock(&alice, now + 1).await.unwrap();
}

#[tokio::test]
async fn after_an_exit_this_weeks_snapshot_is_given_up() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    world.advance_weeks(3).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    let now = world.week().await;
    // This week's snapshot still counts the lock.
    world.close_lock(&alice, now).await.refused(LockerError::HistoryNeeded);
    world.close_lock(&alice, now + 1).await.unwrap();
}

#[tokio::test]
async fn an_exit_in_the_first_week_leaves_nothing_to_give_up() {
    for permanent in [false, true] {
        let mut world = World::new().await;
        let alice = world.owner(1_000).await;
        world.lock(&alice, 1_000, 52).await.unwrap();
        if permanent {
            world.make_permanent(&alice).await.unwrap();
        }
        world.exit_early(&alice, u64::MAX).await.unwrap();
        world.close_lock(&alice, 0).await.unwrap();
    }
}

#[tokio::test]
async fn a_permanent_lock_has_power_until_its_exit() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    world.advance_weeks(8).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    let exit = world.week().await;
    world.advance_weeks(100).await;
    world.close_lock(&alice, exit).await.refused(LockerError::HistoryNeeded);
    world.close_lock(&alice, exit + 1).await.unwrap();
}

#[tokio::test]
async fn an_older_lock_in_the_history_counts_too() {
    // A lock of 52 weeks, then one of 1 week that never has power in a snapshot.
    let (mut world, alice) = alice_withdrew(52).await;
    let first = world.week().await - 52;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    world.close_lock(&alice, first + 51).await.refused(LockerError::HistoryNeeded);
    // Once pruned it is given up.
    world.prune(&alice, first + 53).await.unwrap();
    world.close_lock(&alice, 0).await.unwrap();
}

#[tokio::test]
async fn nothing_is_named_once_no_snapshot_of_208_weeks_has_power() {
    // The last is week 51's. In week 259 the oldest snapshot is week 51's, in week 260 week 52's.
    let (mut world, alice) = alice_withdrew(52).await;
    world.advance_weeks(207).await;
    world.close_lock(&alice, 0).await.refused(LockerError::HistoryNeeded);
    world.advance_weeks(1).await;
    world.close_lock(&alice, 0).await.unwrap();
}

#[tokio::test]
async fn what_was_counted_stays_in_the_total() {
    let (mut world, alice) = alice_withdrew(52).await;
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1_000, 52).await.unwrap();
    let (now, locker) = (world.week().await, world.locker().await);
    world.close_lock(&alice, now).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&locker));
    // In week 1, 51 weeks were left: floor(1,000 * 51 / 208).
    assert_eq!(world.power_at_week(&bob, now - 51).await.unwrap().total, 245);
}

#[tokio::test]
async fn a_new_lock_begins_with_nothing_of_the_old() {
    let (mut world, alice) = alice_withdrew(52).await;
    let now = world.week().await;
    world.set_delegate(&alice, Pubkey::new_unique()).await.unwrap();
    world.close_lock(&alice, now).await.unwrap();
    world.lock(&alice, 300, 10).await.unwrap();
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.created_week), (300, now + 10, now));
    assert_eq!((lock.checkpoint_count, lock.delegate), (1, Pubkey::default()));
    assert_eq!(world.power_at_week(&alice, now - 51).await.unwrap().lock, 0);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = alice_withdrew(1).await;
    let mallory = Keypair::new();
    let instruction = world.keys.close_lock(alice.address(), world.payer(), 0);
    let unsigned = instruction.clone().unsigned(alice.address());
    world.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let by_mallory = instruction.clone().with(alice.address(), mallory.pubkey());
    world.attempt(by_mallory, &[&mallory]).await.refused(ErrorCode::ConstraintSeeds);
    // Nor does it help to have paid the rent.
    let payer = world.payer();
    let by_payer = instruction.with(alice.address(), payer);
    world.attempt(by_payer, &[]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice) = alice_withdrew(1).await;
    let mut impostors = world.lock_impostors(&alice).await;
    let (lock, payer) = (world.keys.lock(&alice.address()), world.payer());
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let wrong = LockerError::WrongRentPayer.code();
    impostors.extend([
        (payer, lock, "the lock as rent payer", twice),
        (payer, alice.address(), "the owner, who did not pay, as rent payer", wrong.clone()),
        (payer, world.keys.locker, "the locker as rent payer", wrong.clone()),
        (payer, world.authority.pubkey(), "the authority as rent payer", wrong),
    ]);
    let instruction = world.keys.close_lock(alice.address(), payer, 0);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// A world where Alice had locked 1,000 for `weeks` and has just withdrawn them at the end.
async fn alice_withdrew(weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, weeks).await.unwrap();
    world.advance_weeks(u32::from(weeks)).await;
    world.crank(weeks).await.unwrap();
    world.withdraw(&alice).await.unwrap();
    (world, alice)
}
