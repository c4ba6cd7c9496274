//! What an attacker passes instead of the right accounts.

use anchor_lang::ErrorCode;
use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::Choice;
use tenure_tests::{Dao, IntoCode, OutcomeExt, Owner, Substitute};

use crate::{
    neighbour::Neighbour,
    stage::{open_vote, propose, succeeded, tally, UNIT, WEIGHT},
};

struct Stage {
    dao: Dao,
    alice: Owner,
    bob: Owner,
    neighbour: Neighbour,
    theirs: Pubkey,
    proposal: Pubkey,
    another: Pubkey,
}

/// Two proposals are voted on here, and one at the neighbour's. Mallory has a lock here too.
async fn stage() -> Stage {
    let mut dao = Dao::new().await;
    let (alice, bob) = (dao.holder(UNIT).await, dao.holder(UNIT).await);
    let neighbour = Neighbour::of(&mut dao).await;
    dao.lock(&neighbour.mallory, UNIT, 208).await.unwrap();
    dao.advance_weeks(1).await;
    let theirs = neighbour.proposal(&mut dao).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let another = propose(&mut dao, &alice, 2, &[payment]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    Stage { dao, alice, bob, neighbour, theirs, proposal, another }
}

impl Stage {
    /// Alice's vote.
    fn vote(&self) -> Instruction {
        let by = self.alice.address();
        self.dao.governance.vote(self.dao.payer(), by, &by, self.proposal, Choice::For)
    }
}

#[tokio::test]
async fn each_is_refused() {
    let stage = stage().await;
    let vote = stage.vote();
    let Stage { mut dao, alice, bob, neighbour, theirs, proposal, another } = stage;
    dao.vote(&bob, proposal, Choice::Against).await.unwrap();
    let (here, there) = (dao.governance, neighbour.keys);
    let lock = here.locker.lock(&alice.address());
    let vote_account = here.vote_account(&proposal, &alice.address());
    let bobs_vote = here.vote_account(&proposal, &bob.address());
    let bobs_lock = here.locker.lock(&bob.address());
    let copied_governor = dao.copy(&here.governor, proxy::ID).await;
    let moved_governor = dao.copy(&here.governor, governor::ID).await;
    let copied_locker = dao.copy(&here.locker.locker, locker::ID).await;
    let copied_lock = dao.copy(&lock, proxy::ID).await;
    let moved_lock = dao.copy(&lock, locker::ID).await;
    let copied_proposal = dao.copy(&proposal, proxy::ID).await;
    let moved_proposal = dao.copy(&proposal, governor::ID).await;
    let moved_vote = dao.copy(&bobs_vote, governor::ID).await;

    use GovernorError::{WrongLocker, WrongLockerProgram, WrongProposal};
    let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
    let impostors = [
        (here.governor, there.governor, "another governor", WrongLocker.code()),
        (here.governor, moved_governor, "the governor at another address", WrongProposal.code()),
        (here.governor, copied_governor, "the governor's bytes", alien.clone()),
        (here.governor, bobs_vote, "a vote as governor", InstructionError::AccountDataTooSmall),
        (here.locker.locker, there.locker.locker, "another locker", WrongLocker.code()),
        (here.locker.locker, copied_locker, "the locker at another address", WrongLocker.code()),
        (here.locker.locker, bobs_lock, "a lock as locker", InstructionError::AccountDataTooSmall),
        (here.locker.locker, lock, "the lock as locker", ErrorCode::ConstraintDuplicateMutableAccount.code()),
        (lock, bobs_lock, "another's lock", seeds.clone()),
        (lock, there.locker.lock(&neighbour.mallory.address()), "a lock in another locker", seeds.clone()),
        (lock, moved_lock, "the lock at another address", seeds.clone()),
        (lock, copied_lock, "the lock's bytes", alien.clone()),
        (proposal, another, "another proposal", seeds.clone()),
        (proposal, theirs, "another governor's proposal", seeds.clone()),
        (proposal, moved_proposal, "the proposal at another address", seeds.clone()),
        (proposal, copied_proposal, "the proposal's bytes", alien),
        (vote_account, bobs_vote, "another's vote", seeds.clone()),
        (vote_account, moved_vote, "a vote at another address", seeds.clone()),
        (vote_account, Pubkey::new_unique(), "an address of no one as vote", seeds),
        (locker::ID, proxy::ID, "a program as the locker's", WrongLockerProgram.code()),
        (locker::ID, governor::ID, "the governor's program as the locker's", WrongLockerProgram.code()),
    ];
    dao.refuses_impostors(&vote, &[&alice.keypair], &impostors).await;
    dao.attempt(vote, &[&alice.keypair]).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, WEIGHT, 0));
}

#[tokio::test]
async fn those_that_fit_each_other_are_refused_too() {
    let Stage { mut dao, alice, neighbour, theirs, proposal, .. } = stage().await;
    let (here, there) = (dao.governance, neighbour.keys);
    let (payer, mallory) = (dao.payer(), &neighbour.mallory);
    let (by, owner) = (mallory.address(), &[&mallory.keypair]);
    let (lock_here, lock_there) = (here.locker.lock(&by), there.locker.lock(&by));

    // The lock that she has there, on the proposal here: the vote account is that of the two.
    let vote = here.vote(payer, by, &by, proposal, Choice::For);
    let account = here.vote_account(&proposal, &by);
    let foreign = vote.clone().with(lock_here, lock_there).with(account, there.vote_account(&proposal, &by));
    dao.attempt(foreign, owner).await.refused(GovernorError::WrongLock);
    // ... with its own locker.
    let foreign = vote
        .clone()
        .with(lock_here, lock_there)
        .with(account, there.vote_account(&proposal, &by))
        .with(here.locker.locker, there.locker.locker);
    dao.attempt(foreign, owner).await.refused(GovernorError::WrongLocker);
    // ... by its own governor.
    let foreign = there.vote(payer, by, &by, proposal, Choice::For);
    dao.attempt(foreign, owner).await.refused(GovernorError::WrongProposal);
    // The lock that she has here, on the proposal there.
    let foreign = here.vote(payer, by, &by, theirs, Choice::For);
    dao.attempt(foreign, owner).await.refused(GovernorError::WrongProposal);
    // By the governor there, which may not mark a lock here.
    let foreign = there
        .vote(payer, by, &by, theirs, Choice::For)
        .with(lock_there, lock_here)
        .with(there.vote_account(&theirs, &by), here.vote_account(&theirs, &by));
    dao.attempt(foreign, owner).await.refused(GovernorError::WrongLock);

    // Where all belongs together, it counts there and here.
    dao.attempt(vote, owner).await.unwrap();
    dao.attempt(there.vote(payer, by, &by, theirs, Choice::For), owner).await.unwrap();
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, WEIGHT, 0));
    assert_eq!(tally(&mut dao, theirs).await, (WEIGHT, 0, 0));
}

#[tokio::test]
async fn what_is_written_to_must_be_writable() {
    let stage = stage().await;
    let vote = stage.vote();
    let Stage { mut dao, alice, proposal, .. } = stage;
    // Before there is a vote account, its creation is refused.
    let (lock, account) =
        (dao.keys.lock(&alice.address()), dao.governance.vote_account(&proposal, &alice.address()));
    for (address, error) in [
        (lock, ErrorCode::ConstraintMut.code()),
        (proposal, ErrorCode::ConstraintMut.code()),
        (account, InstructionError::PrivilegeEscalation),
    ] {
        let mut read_only = vote.clone();
        for meta in read_only.accounts.iter_mut().filter(|meta| meta.pubkey == address) {
            meta.is_writable = false;
        }
        dao.attempt(read_only, &[&alice.keypair]).await.refused(error);
    }
    dao.attempt(vote.clone(), &[&alice.keypair]).await.unwrap();
    dao.refuses_read_only(&vote, &[&alice.keypair]).await;
}

#[tokio::test]
async fn a_neighbours_council_has_no_veto_here() {
    let Stage { mut dao, neighbour, theirs, proposal, .. } = stage().await;
    let (founder, council) = (neighbour.founder.insecure_clone(), dao.council.insecure_clone());
    dao.veto(&founder, proposal).await.refused(GovernorError::NotCouncil);
    let veto = neighbour.keys.veto(founder.pubkey(), proposal);
    dao.attempt(veto, &[&founder]).await.refused(GovernorError::WrongProposal);
    dao.veto(&council, theirs).await.refused(GovernorError::WrongProposal);
}

#[tokio::test]
async fn a_neighbours_lock_or_governor_cancels_nothing_here() {
    let Stage { mut dao, neighbour, proposal, .. } = stage().await;
    let mallory = &neighbour.mallory;
    let cancel = neighbour.keys.cancel(mallory.address(), proposal, &mallory.address());
    dao.attempt(cancel, &[&mallory.keypair]).await.refused(GovernorError::WrongLock);
    let alices = dao.proposal(proposal).await.proposal.lock;
    let cancel = neighbour
        .keys
        .cancel(mallory.address(), proposal, &mallory.address())
        .with(neighbour.keys.locker.lock(&mallory.address()), alices);
    dao.attempt(cancel, &[&mallory.keypair]).await.refused(GovernorError::WrongProposal);
}

#[tokio::test]
async fn no_treasury_but_the_governors_own_pays() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let neighbour = Neighbour::of(&mut dao).await;
    dao.advance_weeks(1).await;
    dao.fund_treasury(5_000_000_000).await;
    let (here, there) = (dao.governance, neighbour.keys);
    let payment = dao.sol_to(&Pubkey::new_unique(), 1_000_000_000);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let execute = here.execute(proposal, 0, &payment);
    let copied = dao.copy(&proposal, proxy::ID).await;
    let moved = dao.copy(&here.governor, governor::ID).await;

    let impostors = [
        (here.governor, there.governor, "another governor", GovernorError::WrongTreasury.code()),
        (here.governor, moved, "the governor at another address", GovernorError::WrongProposal.code()),
        (here.treasury, there.treasury, "another treasury", GovernorError::WrongTreasury.code()),
        (proposal, copied, "the proposal's bytes", ErrorCode::ConstraintOwner.code()),
        (proposal, here.locker.locker, "a locker as proposal", ErrorCode::ConstraintOwner.code()),
    ];
    dao.refuses_impostors(&execute, &[], &impostors).await;
    // All of the neighbour's, but the proposal.
    let foreign = execute.clone().with(here.governor, there.governor).with(here.treasury, there.treasury);
    dao.attempt(foreign, &[]).await.refused(GovernorError::WrongProposal);
    dao.attempt(execute, &[]).await.unwrap();
}
