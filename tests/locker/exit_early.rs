use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError, LockerParams};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_math::{start_of, WEEK};
use tenure_tests::{IntoCode, OutcomeExt, Owner, Substitute, TokenKind, World};

/// The token programs' code for a frozen account.
const ACCOUNT_FROZEN: u32 = 17;

#[tokio::test]
async fn returns_the_tokens_less_the_penalty() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;

    // 20% of 51.5 of 208 weeks: ceil(200,000 * 51.5 / 208 = 49,519.23).
    world.exit_early(&alice, 49_520).await.unwrap();

    assert_eq!(world.balance(&alice.tokens).await, 1_000_500 - 49_520);
    assert_eq!((penalties(&mut world).await, world.vault_balance().await), (49_520, 0));
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (0, 0));
}

#[tokio::test]
async fn writes_the_week_and_that_nothing_is_left() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    let week = world.week().await;
    world.advance_weeks(3).await;

    world.exit_early(&alice, u64::MAX).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (0, 0, week + 3));
    assert_eq!((lock.created_week, lock.checkpoint_count), (week, 2));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000_000, end_week: week + 52, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 0, end_week: 0, week: week + 3 });
    // The snapshots up to this week's stand: floor(1,000,000 * 49 / 208).
    assert_eq!(world.power_at_week(&alice, week + 3).await.unwrap().lock, 235_576);
    world.advance_weeks(1).await;
    assert_eq!(world.power_at_week(&alice, week + 4).await.unwrap().lock, 0);
}

#[tokio::test]
async fn takes_the_lock_out_of_the_sums() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    let (bob, carol) = (world.owner(300).await, world.owner(70).await);
    // Bob's lock ends with Alice's.
    world.lock(&bob, 300, 52).await.unwrap();
    world.lock(&carol, 70, 1).await.unwrap();
    world.make_permanent(&carol).await.unwrap();

    world.exit_early(&alice, u64::MAX).await.unwrap();

    let (locker, end) = (world.locker().await, world.week().await + 52);
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (370, 300, 70));
    assert_eq!(locker.decaying_end.get(), 300 * u128::from(end));
    assert_eq!(locker.expiring[end as usize % 256], 300);
    assert_eq!(locker.expiring.iter().sum::<u64>(), 300);
    assert_eq!(world.vault_balance().await, 370);
}

#[tokio::test]
async fn the_penalty_falls_with_the_seconds_left_and_is_rounded_up() {
    let week = START_WEEK;
    // Out of 200,000 for 208 weeks; a second is 200,000 / 125,798,400 = 0.0016.
    let cases = [
        // The full term, and a second into it: 199,999.998 is rounded up.
        (start_of(week), 200_000),
        (start_of(week) + 1, 200_000),
        (start_of(week) + 630, 199_999),
        // Half a week in: 200,000 * 207.5 / 208 = 199,519.23.
        (start_of(week) + WEEK / 2, 199_520),
        // 26 weeks left: 25,000 exactly, a second before 25,000.0016, a second after 24,999.998.
        (start_of(week + 182) - 1, 25_001),
        (start_of(week + 182), 25_000),
        (start_of(week + 182) + 1, 25_000),
        // The last two seconds.
        (start_of(week + 208) - 2, 1),
        (start_of(week + 208) - 1, 1),
    ];
    for (t, penalty) in cases {
        let (mut world, alice) = alice_locked_at(start_of(week), 1_000_000, 208).await;
        world.set_time(t).await;
        world.crank(300).await.unwrap();
        world.exit_early(&alice, penalty).await.unwrap();
        assert_eq!(penalties(&mut world).await, penalty, "at {t}");
        assert_eq!(world.balance(&alice.tokens).await, 1_000_500 - penalty, "at {t}");
        assert_eq!(world.vault_balance().await, 0);
    }
}

#[tokio::test]
async fn is_refused_from_the_end_on() {
    let (mut world, alice) = alice_locked(1_000, 1).await;
    let end = start_of(world.week().await + 1);
    world.set_time(end).await;
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Ended);
    world.set_time(end + 1).await;
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Ended);
    world.withdraw(&alice).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, penalties(&mut world).await), (1_500, 0));
}

#[tokio::test]
async fn keeps_to_the_most_the_owner_accepts() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    world.exit_early(&alice, 49_519).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 0).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 49_520).await.unwrap();
}

#[tokio::test]
async fn a_raised_penalty_does_not_pass_the_most() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    let authority = world.authority.insecure_clone();
    world.update_params(&authority, penalty(5_000)).await.unwrap();
    world.exit_early(&alice, 49_520).await.refused(LockerError::PenaltyAboveMost);
}

#[tokio::test]
async fn a_permanent_lock_pays_for_the_full_term() {
    let (mut world, alice) = alice_locked(1_000_001, 1).await;
    world.make_permanent(&alice).await.unwrap();
    world.advance_weeks(300).await;
    world.crank(300).await.unwrap();

    // ceil(1,000,001 * 20%).
    world.exit_early(&alice, 200_000).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 200_001).await.unwrap();

    assert_eq!((penalties(&mut world).await, world.vault_balance().await), (200_001, 0));
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (0, 0, 0));
}

#[tokio::test]
async fn half_is_the_highest_penalty() {
    let (mut world, alice) = alice_locked_with(penalty(5_000), 1_000_001, 1).await;
    world.make_permanent(&alice).await.unwrap();
    // ceil(500,000.5).
    world.exit_early(&alice, 500_000).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 500_001).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 1_000_501 - 500_001);
}

#[tokio::test]
async fn the_last_base_unit_may_all_be_penalty() {
    let (mut world, alice) = alice_locked(1, 1).await;
    world.exit_early(&alice, 0).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 1).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, penalties(&mut world).await), (500, 1));
    assert_eq!((world.vault_balance().await, world.locker().await.deposits), (0, 0));
}

#[tokio::test]
async fn without_a_penalty_its_account_does_not_matter() {
    for gone in [false, true] {
        let (mut world, alice) = alice_locked_with(penalty(0), 1_000, 52).await;
        let receiver = world.keys.penalty_account;
        if gone {
            world.set_account(&receiver, Default::default());
        } else {
            world.freeze(&receiver).await;
        }
        world.exit_early(&alice, 0).await.unwrap();
        assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_500, 0));
    }
}

#[tokio::test]
async fn with_a_penalty_its_account_must_take_it() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let receiver = world.keys.penalty_account;
    world.freeze(&receiver).await;
    world.exit_early(&alice, u64::MAX).await.refused(ACCOUNT_FROZEN);
    world.set_account(&receiver, Default::default());
    world.exit_early(&alice, u64::MAX).await.refused(InstructionError::InvalidAccountData);
    // The authority can name another, and nobody is held for longer than the lock.
    world.advance_weeks(52).await;
    world.crank(52).await.unwrap();
    world.withdraw(&alice).await.unwrap();
}

#[tokio::test]
async fn a_frozen_destination_is_refused() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    world.freeze(&alice.tokens).await;
    world.exit_early(&alice, u64::MAX).await.refused(ACCOUNT_FROZEN);
}

#[tokio::test]
async fn cannot_be_repeated() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1_000, 52).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::NothingLocked);
    world.withdraw(&alice).await.refused(LockerError::NothingLocked);
    assert_eq!(world.vault_balance().await, 1_000);
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1_000, 52).await.unwrap();
    world.advance_weeks(8).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.advance_weeks(9).await;
    world.exit_early(&bob, u64::MAX).await.refused(LockerError::NeedsCrank);
    world.crank(1).await.unwrap();
    world.exit_early(&bob, u64::MAX).await.unwrap();
}

#[tokio::test]
async fn pays_with_token_2022() {
    let mut world = World::with(TokenKind::Token2022(vec![]), 9, World::PARAMS).await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    // ceil(200 * 51.5 / 208 = 49.52).
    world.exit_early(&alice, 50).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, penalties(&mut world).await), (950, 50));
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let bob = world.owner(0).await;
    let instruction = world.keys.exit_early(alice.address(), alice.tokens, u64::MAX);
    let unsigned = instruction.unsigned(alice.address());
    world.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let instruction = world.keys.exit_early(alice.address(), bob.tokens, u64::MAX);
    let by_bob = instruction.with(alice.address(), bob.address());
    world.attempt(by_bob, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_who_never_locked() {
    let (mut world, _) = alice_locked(1_000, 52).await;
    let bob = world.owner(0).await;
    world.exit_early(&bob, u64::MAX).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let mut impostors = world.lock_impostors(&alice).await;
    impostors.extend(world.payout_impostors(&alice).await);
    let (receiver, vault) = (world.keys.penalty_account, world.keys.vault);
    let own = world.token_account(&alice.address(), 0).await;
    let owner = world.account(&receiver).await.unwrap().data[32..64].try_into().map(Pubkey::new_from_array);
    let twin = world.token_account(&owner.unwrap(), 0).await;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let wrong = LockerError::WrongPenaltyAccount.code();
    impostors.extend([
        (receiver, own, "the owner's tokens for the penalty", wrong.clone()),
        (receiver, twin, "the receiver's other tokens for the penalty", wrong),
        (receiver, vault, "the vault for the penalty", twice.clone()),
        (receiver, alice.tokens, "the destination for the penalty", twice.clone()),
        (alice.tokens, receiver, "the penalty account as destination", twice),
    ]);
    let instruction = world.keys.exit_early(alice.address(), alice.tokens, u64::MAX);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// The week in which a world begins.
const START_WEEK: u32 = (tenure_tests::START / WEEK) as u32;

/// The world's terms with another penalty.
fn penalty(penalty_bps: u16) -> LockerParams {
    LockerParams { penalty_bps, ..World::PARAMS }
}

/// A world where Alice has 500 tokens and has locked `amount` for `weeks`, half a week into one.
async fn alice_locked(amount: u64, weeks: u16) -> (World, Owner) {
    alice_locked_with(World::PARAMS, amount, weeks).await
}

async fn alice_locked_with(params: LockerParams, amount: u64, weeks: u16) -> (World, Owner) {
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(amount + 500).await;
    world.lock(&alice, amount, weeks).await.unwrap();
    (world, alice)
}

/// As [`alice_locked`], at the second `t`.
async fn alice_locked_at(t: u64, amount: u64, weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    world.set_time(t).await;
    let alice = world.owner(amount + 500).await;
    world.lock(&alice, amount, weeks).await.unwrap();
    (world, alice)
}

async fn penalties(world: &mut World) -> u64 {
    let receiver = world.keys.penalty_account;
    world.balance(&receiver).await
}
