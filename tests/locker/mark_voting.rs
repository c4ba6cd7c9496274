//! The governor that a locker names marks a lock as counted by a vote until a second, with the signature of
//! who votes. Here the governor is the proxy program's address.

use anchor_lang::{Discriminator, ErrorCode, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use locker::{instruction::MarkVoting, LockerError, LockerParams, Roles, VotingMarked};
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::locker::LockerKeys;
use tenure_math::{start_of, week_of, WEEK};
use tenure_tests::{Impostor, IntoCode, Outcome, OutcomeExt, Owner, Substitute, World, START};

/// 42 days after the start, and the last second to which a lock can be marked then.
const SIX_WEEKS: u64 = START + 3_628_800;

/// Alice has locked 1,000 of her 1,500 tokens for 52 weeks, in a locker that names a governor.
async fn governed() -> (World, Owner) {
    governed_for(52).await
}

async fn governed_for(weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    name(&mut world, proxy::owner()).await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, weeks).await.unwrap();
    (world, alice)
}

/// The locker names a governor.
async fn name(world: &mut World, governor: Pubkey) {
    let authority = world.authority.insecure_clone();
    let params = LockerParams { governor, ..World::PARAMS };
    world.update_params(&authority, params).await.unwrap();
}

/// `governor` marks `owner`'s lock with the signature of `voter`.
fn call(world: &World, governor: Pubkey, voter: Pubkey, owner: &Owner, until: i64) -> Instruction {
    let accounts = vec![
        AccountMeta::new_readonly(governor, true),
        AccountMeta::new_readonly(voter, true),
        AccountMeta::new_readonly(world.keys.locker, false),
        AccountMeta::new(world.keys.lock(&owner.address()), false),
    ];
    let data = [MarkVoting::DISCRIMINATOR, &until.to_le_bytes()].concat();
    Instruction { program_id: locker::ID, accounts, data }
}

/// `instruction` as the proxy program calls it: its address signs there, and not before.
fn by_proxy(instruction: Instruction) -> Instruction {
    let instruction = instruction.unsigned(proxy::owner());
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts);
    Instruction { program_id: proxy::ID, accounts, data: instruction.data }
}

/// The governor marks the owner's lock, who votes.
async fn mark(world: &mut World, owner: &Owner, until: u64) -> Outcome {
    mark_until(world, owner, i64::try_from(until).unwrap()).await
}

async fn mark_until(world: &mut World, owner: &Owner, until: i64) -> Outcome {
    let instruction = by_proxy(call(world, proxy::owner(), owner.address(), owner, until));
    world.attempt(instruction, &[&owner.keypair]).await
}

async fn marked_until(world: &mut World, owner: &Owner) -> i64 {
    world.lock_of(&owner.address()).await.voting_until
}

#[tokio::test]
async fn writes_the_second_and_changes_nothing_else() {
    let (mut world, alice) = governed().await;
    let mut before = world.lock_of(&alice.address()).await;
    let locker = world.locker().await;
    mark(&mut world, &alice, START + 12_345).await.unwrap();
    let after = world.lock_of(&alice.address()).await;
    before.voting_until = i64::try_from(START).unwrap() + 12_345;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&locker));
}

#[tokio::test]
async fn tells_what_it_did() {
    let (mut world, alice) = governed().await;
    let start = i64::try_from(START).unwrap();
    // The second mark lowers nothing, and says so.
    for (until, until_before, until_after) in
        [(start + 7, 0, start + 7), (start + 6, start + 7, start + 7), (start + 8, start + 7, start + 8)]
    {
        let receipt = mark_until(&mut world, &alice, until).await.unwrap();
        let event = VotingMarked {
            locker: world.keys.locker,
            lock: world.keys.lock(&alice.address()),
            governor: proxy::owner(),
            voter: alice.address(),
            until_before,
            until_after,
        };
        let data = receipt.logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
        let events: Vec<_> = data.map(|base64| STANDARD.decode(base64).unwrap()).collect();
        assert_eq!(events, [event.data()]);
    }
}

#[tokio::test]
async fn never_lowers_the_mark() {
    let (mut world, alice) = governed().await;
    let highest = START + 2 * WEEK;
    mark(&mut world, &alice, highest).await.unwrap();
    for until in [highest, highest - 1, START + 1, START, 0] {
        mark(&mut world, &alice, until).await.unwrap();
        assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), highest);
    }
    for until in [-1, i64::MIN] {
        mark_until(&mut world, &alice, until).await.unwrap();
        assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), highest);
    }
    mark(&mut world, &alice, highest + 1).await.unwrap();
    assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), highest + 1);
}

#[tokio::test]
async fn a_second_before_1970_is_no_mark() {
    let (mut world, alice) = governed().await;
    for until in [-1, i64::MIN, 0] {
        mark_until(&mut world, &alice, until).await.unwrap();
        assert_eq!(marked_until(&mut world, &alice).await, 0);
    }
}

#[tokio::test]
async fn six_weeks_ahead_at_the_most() {
    let (mut world, alice) = governed().await;
    for until in [SIX_WEEKS + 1, SIX_WEEKS + WEEK] {
        mark(&mut world, &alice, until).await.refused(LockerError::VotingTooLong);
    }
    mark_until(&mut world, &alice, i64::MAX).await.refused(LockerError::VotingTooLong);
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), SIX_WEEKS);
    // Each second gives another one.
    mark(&mut world, &alice, SIX_WEEKS + 1).await.refused(LockerError::VotingTooLong);
    world.set_time(START + 1).await;
    mark(&mut world, &alice, SIX_WEEKS + 1).await.unwrap();
}

#[tokio::test]
async fn six_weeks_from_the_newest_week_that_has_begun() {
    // The clock runs back; the locker does not.
    let (mut world, alice) = governed().await;
    world.advance_weeks(3).await;
    world.crank(3).await.unwrap();
    world.set_time(START).await;
    let begun = start_of(week_of(START) + 3);
    mark(&mut world, &alice, begun + 6 * WEEK + 1).await.refused(LockerError::VotingTooLong);
    mark(&mut world, &alice, begun + 6 * WEEK).await.unwrap();
}

#[tokio::test]
async fn needs_no_crank() {
    let (mut world, alice) = governed().await;
    world.advance_weeks(100).await;
    let now = world.now().await;
    mark(&mut world, &alice, now + 6 * WEEK + 1).await.refused(LockerError::VotingTooLong);
    mark(&mut world, &alice, now + 6 * WEEK).await.unwrap();
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let (mut world, alice) = governed().await;
    world.set_unix_timestamp(-1).await;
    mark(&mut world, &alice, START).await.refused(LockerError::BadClock);
}

#[tokio::test]
async fn who_is_marked_does_not_leave_until_then() {
    let (mut world, alice) = governed().await;
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    for t in [START, SIX_WEEKS - 1] {
        world.set_time(t).await;
        world.exit_early(&alice, u64::MAX).await.refused(LockerError::Voting);
    }
    world.set_time(SIX_WEEKS).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.amount, 0);
}

#[tokio::test]
async fn who_is_marked_does_not_begin_to_unlock_until_then() {
    let (mut world, alice) = governed().await;
    world.make_permanent(&alice).await.unwrap();
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    for t in [START, SIX_WEEKS - 1] {
        world.set_time(t).await;
        world.begin_unlock(&alice).await.refused(LockerError::Voting);
    }
    world.set_time(SIX_WEEKS).await;
    world.begin_unlock(&alice).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.end_week, world.week().await + 208);
}

#[tokio::test]
async fn what_has_ended_is_withdrawn_whatever_is_marked() {
    let (mut world, alice) = governed_for(1).await;
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    world.withdraw(&alice).await.refused(LockerError::NotEnded);
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 1_500);
    // The account stays until the vote is over.
    let week = world.week().await;
    world.close_lock(&alice, week).await.refused(LockerError::Voting);
    world.set_time(SIX_WEEKS).await;
    world.close_lock(&alice, week).await.unwrap();
}

#[tokio::test]
async fn what_adds_to_a_lock_goes_on() {
    let (mut world, alice) = governed().await;
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    world.increase(&alice, 100).await.unwrap();
    world.extend(&alice, 100).await.unwrap();
    world.set_delegate(&alice, Pubkey::new_unique()).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), SIX_WEEKS);
}

#[tokio::test]
async fn a_pause_does_not_stop_a_vote() {
    let (mut world, alice) = governed().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    mark(&mut world, &alice, SIX_WEEKS).await.unwrap();
    assert_eq!(u64::try_from(marked_until(&mut world, &alice).await).unwrap(), SIX_WEEKS);
}

#[tokio::test]
async fn a_delegate_votes_and_the_lock_is_marked() {
    let (mut world, alice) = governed().await;
    let delegate = Keypair::new();
    let until = i64::try_from(SIX_WEEKS).unwrap();
    let instruction = by_proxy(call(&world, proxy::owner(), delegate.pubkey(), &alice, until));
    world.attempt(instruction.clone(), &[&delegate]).await.refused(LockerError::NotVoter);
    world.set_delegate(&alice, delegate.pubkey()).await.unwrap();
    world.attempt(instruction.clone(), &[&delegate]).await.unwrap();
    assert_eq!(marked_until(&mut world, &alice).await, until);
    world.set_delegate(&alice, Pubkey::default()).await.unwrap();
    world.attempt(instruction, &[&delegate]).await.refused(LockerError::NotVoter);
}

#[tokio::test]
async fn nobody_is_marked_who_did_not_vote() {
    let (mut world, alice) = governed().await;
    let bob = world.owner(1).await;
    world.lock(&bob, 1, 52).await.unwrap();
    let until = i64::try_from(SIX_WEEKS).unwrap();
    let strangers = [
        bob.keypair.insecure_clone(),
        world.authority.insecure_clone(),
        world.pauser.insecure_clone(),
        Keypair::new(),
    ];
    for stranger in strangers {
        let instruction = by_proxy(call(&world, proxy::owner(), stranger.pubkey(), &alice, until));
        world.attempt(instruction, &[&stranger]).await.refused(LockerError::NotVoter);
    }
    // Not by the governor alone: its own signature, and the owner's name without one.
    let alone = by_proxy(call(&world, proxy::owner(), proxy::owner(), &alice, until));
    world.attempt(alone, &[]).await.refused(LockerError::NotVoter);
    let unsigned = by_proxy(call(&world, proxy::owner(), alice.address(), &alice, until));
    let unsigned = unsigned.unsigned(alice.address());
    world.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    assert_eq!(marked_until(&mut world, &alice).await, 0);
}

#[tokio::test]
async fn only_the_lockers_governor_marks() {
    let (mut world, alice) = governed().await;
    let until = i64::try_from(SIX_WEEKS).unwrap();
    let strangers = [world.authority.insecure_clone(), world.pauser.insecure_clone(), Keypair::new()];
    for stranger in strangers {
        let instruction = call(&world, stranger.pubkey(), alice.address(), &alice, until);
        let outcome = world.attempt(instruction, &[&stranger, &alice.keypair]).await;
        outcome.refused(LockerError::NotGovernor);
    }
    // The owner marks nothing by itself.
    let own = call(&world, alice.address(), alice.address(), &alice, until);
    world.attempt(own, &[&alice.keypair]).await.refused(LockerError::NotGovernor);
    // The governor's address without its signature.
    let unsigned = call(&world, proxy::owner(), alice.address(), &alice, until);
    let unsigned = unsigned.unsigned(proxy::owner());
    let outcome = world.attempt(unsigned, &[&alice.keypair]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_locker_without_a_governor_has_no_votes() {
    let (mut world, alice) = governed().await;
    mark(&mut world, &alice, START + WEEK).await.unwrap();
    name(&mut world, Pubkey::default()).await;
    mark(&mut world, &alice, SIX_WEEKS).await.refused(LockerError::NotGovernor);
    // Nobody can sign for the address that stands for none.
    let until = i64::try_from(SIX_WEEKS).unwrap();
    let nobody = Pubkey::default();
    let unsigned = call(&world, nobody, alice.address(), &alice, until).unsigned(nobody);
    let outcome = world.attempt(unsigned, &[&alice.keypair]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
    // What was marked stays so.
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Voting);
    world.set_time(START + WEEK).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
}

#[tokio::test]
async fn another_governor_takes_the_place_of_the_one_before() {
    let (mut world, alice) = governed().await;
    let next = Keypair::new();
    let until = i64::try_from(SIX_WEEKS).unwrap();
    let instruction = call(&world, next.pubkey(), alice.address(), &alice, until);
    let outcome = world.attempt(instruction.clone(), &[&next, &alice.keypair]).await;
    outcome.refused(LockerError::NotGovernor);
    name(&mut world, next.pubkey()).await;
    mark(&mut world, &alice, SIX_WEEKS).await.refused(LockerError::NotGovernor);
    world.attempt(instruction, &[&next, &alice.keypair]).await.unwrap();
    assert_eq!(marked_until(&mut world, &alice).await, until);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice) = governed().await;
    let (here, there) = (world.keys, world.another_locker().await);
    let tokens = world.token_account(&alice.address(), 1).await;
    let bob = world.owner(1).await;
    world.lock(&bob, 1, 52).await.unwrap();
    let lock_there = there.create_lock(world.payer(), alice.address(), tokens, 1, 52);
    world.send(&[lock_there], &[&alice.keypair]).await.unwrap();
    let (lock, lock_there) = (here.lock(&alice.address()), there.lock(&alice.address()));
    let copied_locker = world.copy(&here.locker, proxy::ID).await;
    let copied_lock = world.copy(&lock, proxy::ID).await;
    let small = InstructionError::AccountDataTooSmall;
    let alien = ErrorCode::ConstraintOwner.code();
    let impostors: [Impostor; 9] = [
        // It names no governor.
        (here.locker, there.locker, "another locker", LockerError::NotGovernor.code()),
        (here.locker, world.keys.lock(&bob.address()), "a lock as locker", small.clone()),
        (here.locker, copied_locker, "the locker's bytes", alien.clone()),
        (here.locker, alice.address(), "no one's address", InstructionError::UninitializedAccount),
        (lock, here.lock(&bob.address()), "another owner's lock", LockerError::NotVoter.code()),
        (lock, lock_there, "the owner's lock in another locker", LockerError::WrongLock.code()),
        (lock, copied_lock, "the lock's bytes", alien),
        (lock, Pubkey::new_unique(), "an address of no one", small),
        (lock, there.locker, "a locker as lock", InstructionError::InvalidAccountData),
    ];
    let instruction = by_proxy(call(&world, proxy::owner(), alice.address(), &alice, 1));
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_governor_of_two_lockers_marks_in_each_only_its_own_locks() {
    let mut world = World::new().await;
    name(&mut world, proxy::owner()).await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    let (here, founder) = (world.keys, Keypair::new());
    let LockerKeys { mint, token_program, penalty_account, .. } = here;
    let there = LockerKeys::derive(mint, founder.pubkey(), token_program, penalty_account);
    let params = LockerParams { governor: proxy::owner(), ..World::PARAMS };
    let roles = Roles { authority: founder.pubkey(), pauser: founder.pubkey() };
    let create = there.create_locker(world.payer(), founder.pubkey(), params, roles);
    world.send(&[create], &[&founder]).await.unwrap();
    let crosswise =
        by_proxy(call(&world, proxy::owner(), alice.address(), &alice, 1)).with(here.locker, there.locker);
    world.attempt(crosswise, &[&alice.keypair]).await.refused(LockerError::WrongLock);
}
