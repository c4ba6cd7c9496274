use governor::{Governor, GovernorError};
use locker::Lock;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::governor::actions_hash;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, IntoCode, OutcomeExt, Owner, Substitute};

use crate::{
    impostors::{of_anything, of_the_governor, of_the_locker, of_the_proposal, written_to},
    stage::{drafted, grant, overwrite, submit, submit_as, written, Stage, DAY, STATES},
};

#[tokio::test]
async fn fixes_the_proposal_and_its_course() {
    let mut stage = Stage::new().await;
    let address = drafted(&mut stage, 1).await;
    let draft = stage.dao.proposal(address).await;
    let mut expected = draft.proposal;
    let (now, week) = (stage.dao.now().await, stage.dao.week().await);

    submit(&mut stage.dao, &stage.alice, address).await.unwrap();

    let after = stage.dao.proposal(address).await;
    (expected.stage, expected.actions, expected.number) = (1, 1, 1);
    expected.actions_hash = actions_hash(&draft.actions);
    // A day of delay, five of voting, two of timelock and seven of grace.
    expected.submitted_at = now;
    expected.voting_starts_at = now + 86_400;
    expected.voting_ends_at = now + 6 * 86_400;
    expected.executable_at = now + 8 * 86_400;
    expected.expires_at = now + 15 * 86_400;
    // 10% of 3,000 and 1,000.
    (expected.threshold, expected.total_power, expected.quorum) = (100, 4_000, 400);
    expected.snapshot_week = week;
    assert_eq!(bytemuck::bytes_of(&after.proposal), bytemuck::bytes_of(&expected));
    assert_eq!((after.title, after.link, after.actions), (draft.title, draft.link, draft.actions));
    assert_eq!(stage.dao.state(address).await, Some(ProposalState::Pending));
}

#[tokio::test]
async fn counts_what_was_submitted_and_nothing_else_of_the_governor_changes() {
    let mut stage = Stage::new().await;
    let mut before = stage.dao.governor().await;
    let (first, second) = (drafted(&mut stage, 9).await, drafted(&mut stage, 5).await);
    submit(&mut stage.dao, &stage.alice, second).await.unwrap();
    submit(&mut stage.dao, &stage.alice, first).await.unwrap();
    // The number is the order of submission.
    assert_eq!(stage.dao.proposal(second).await.proposal.number, 1);
    assert_eq!(stage.dao.proposal(first).await.proposal.number, 2);
    before.proposal_count = 2;
    assert_eq!(bytemuck::bytes_of(&stage.dao.governor().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn neither_the_lock_nor_the_locker_changes() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let addresses = [stage.dao.keys.locker, stage.dao.keys.lock(&stage.alice.address())];
    let mut before = vec![];
    for address in &addresses {
        before.push(stage.dao.account(address).await);
    }
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    for (address, before) in addresses.iter().zip(before) {
        assert_eq!(stage.dao.account(address).await, before);
    }
}

#[tokio::test]
async fn a_delegate_proposes_with_the_owners_power() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let proposal = by_delegate(&mut stage, &delegate).await;
    submit_as(&mut stage.dao, &delegate, &stage.alice, proposal).await.unwrap();
    let submitted = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((submitted.proposer, submitted.number), (delegate.pubkey(), 1));
}

#[tokio::test]
async fn a_delegate_no_more_does_not() {
    let mut stage = Stage::new().await;
    let (delegate, next) = (Keypair::new(), Keypair::new());
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let proposal = by_delegate(&mut stage, &delegate).await;
    for named in [Pubkey::default(), next.pubkey(), stage.alice.address()] {
        stage.dao.set_delegate(&stage.alice, named).await.unwrap();
        let outcome = submit_as(&mut stage.dao, &delegate, &stage.alice, proposal).await;
        outcome.refused(GovernorError::NotVoter);
    }
    // Nor who came after, nor the owner: it is not their draft.
    let owner = stage.alice.keypair.insecure_clone();
    for other in [&next, &owner] {
        let outcome = submit_as(&mut stage.dao, other, &stage.alice, proposal).await;
        outcome.refused(GovernorError::NotProposer);
    }
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    submit_as(&mut stage.dao, &delegate, &stage.alice, proposal).await.unwrap();
}

/// The delegate's draft for Alice's lock.
async fn by_delegate(stage: &mut Stage, delegate: &Keypair) -> Pubkey {
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let (payer, alice) = (stage.dao.payer(), stage.alice.address());
    let mut steps = stage.dao.governance.propose(payer, delegate.pubkey(), &alice, &draft);
    steps.truncate(2);
    stage.dao.send(&steps, &[delegate]).await.unwrap();
    stage.dao.governance.proposal(&delegate.pubkey(), 1)
}

#[tokio::test]
async fn happens_once_whatever_became_of_it() {
    for state in STATES {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        stage.dao.crank(u16::MAX).await.unwrap();
        submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::Submitted);
        assert_eq!(stage.dao.governor().await.proposal_count, 1);
    }
}

#[tokio::test]
async fn only_the_proposer_submits() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    stage.dao.set_delegate(&stage.alice, stage.bob.address()).await.unwrap();
    let strangers = [
        stage.bob.keypair.insecure_clone(),
        stage.dao.council.insecure_clone(),
        stage.dao.authority.insecure_clone(),
        Keypair::new(),
    ];
    for stranger in strangers {
        let outcome = submit_as(&mut stage.dao, &stranger, &stage.alice, proposal).await;
        outcome.refused(GovernorError::NotProposer);
    }
    let alice = stage.alice.address();
    let unsigned = stage.dao.governance.submit(alice, proposal, &alice).unsigned(alice);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn needs_no_name_in_the_locker_to_submit_but_to_vote() {
    let mut stage = Stage::new().await;
    let founder = stage.dao.authority.insecure_clone();
    stage.dao.world.update_params(&founder, tenure_tests::World::PARAMS).await.unwrap();
    let proposal = drafted(&mut stage, 1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    stage.dao.pass(DAY).await;
    let outcome = stage.dao.vote(&stage.alice, proposal, Choice::For).await;
    outcome.refused(locker::LockerError::NotGovernor);
}

#[tokio::test]
async fn refuses_a_locker_and_a_lock_of_a_version_it_does_not_know() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let keys = stage.dao.keys;
    for account in [keys.locker, keys.lock(&stage.alice.address())] {
        for version in [0, 2, 255] {
            overwrite(&mut stage.dao, &account, 8, &[version]).await;
            let outcome = submit(&mut stage.dao, &stage.alice, proposal).await;
            outcome.refused(GovernorError::UnknownVersion);
        }
        overwrite(&mut stage.dao, &account, 8, &[Lock::VERSION]).await;
    }
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    assert_eq!(stage.dao.governor().await.version, Governor::VERSION);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let proposal = drafted(&mut stage, 1).await;
    let running = stage.proposed_again(2).await;
    let (alice, bob) = (stage.alice.address(), stage.bob.address());
    let bobs = Dao::draft_of(1, &[grant(&stage.dao)]);
    let bobs = written(&mut stage.dao, &stage.bob, &bobs).await;
    neighbour.swap(&mut stage.dao);
    let there = drafted(&mut stage, 1).await;
    neighbour.swap(&mut stage.dao);
    let keys = stage.dao.keys;

    let elsewhere = neighbour.governance.governor;
    let wrong = GovernorError::WrongLocker;
    let mut impostors = of_the_governor(&mut stage.dao, elsewhere, running, wrong).await;
    let proposals = of_the_proposal(&mut stage.dao, proposal).await;
    impostors = written_to([impostors, proposals].concat());
    let wrong = GovernorError::WrongLocker;
    impostors.extend(of_the_locker(&mut stage.dao, neighbour.keys.locker, wrong).await);
    let lock = keys.lock(&alice);
    let copied = stage.dao.copy(&lock, locker::ID).await;
    let not_its_lock = GovernorError::WrongLock.code();
    impostors.extend(of_anything(&mut stage.dao, lock).await);
    impostors.extend([
        (proposal, bobs, "another proposer's draft", GovernorError::NotProposer.code()),
        (proposal, there, "the proposer's draft elsewhere", not_its_lock.clone()),
        (proposal, running, "what is submitted", GovernorError::Submitted.code()),
        (lock, keys.lock(&bob), "another owner's lock", not_its_lock.clone()),
        (lock, neighbour.keys.lock(&alice), "the lock in another locker", not_its_lock.clone()),
        (lock, copied, "a lock at another address", not_its_lock.clone()),
        (keys.locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
    ]);
    let instruction = stage.dao.governance.submit(alice, proposal, &alice);
    stage.dao.refuses_impostors(&instruction, &[&stage.alice.keypair], &impostors).await;

    // A whole other DAO, and only the proposal or only the governor is this one's.
    let abroad = neighbour.governance.submit(alice, there, &alice);
    let mixed = abroad.clone().with(there, proposal).with(neighbour.keys.lock(&alice), lock);
    let outcome = stage.dao.attempt(mixed, &[&stage.alice.keypair]).await;
    outcome.refused(GovernorError::WrongProposal);
    let mixed =
        abroad.with(elsewhere, stage.dao.governance.governor).with(neighbour.keys.locker, keys.locker);
    let outcome = stage.dao.attempt(mixed, &[&stage.alice.keypair]).await;
    outcome.refused(GovernorError::WrongProposal);

    stage.dao.refuses_read_only(&instruction, &[&stage.alice.keypair]).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_lock_has_as_many_proposals_as_its_owner_likes() {
    let mut stage = Stage::new().await;
    let owners: [&Owner; 2] = [&stage.alice, &stage.bob];
    for (number, owner) in (1..).zip(owners.into_iter().cycle().take(6)) {
        let grant = grant(&stage.dao);
        stage.dao.propose(owner, number, &[grant]).await.unwrap();
        let address = stage.dao.proposal_of(owner, number);
        assert_eq!(stage.dao.proposal(address).await.proposal.number, number);
    }
}
