//! Each change tells what it did: the account, the actor, before and after.

use ::governor::*;
use anchor_lang::{hash::sha256, Discriminator, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use locker::VotingMarked;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::governor::actions_hash;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, Outcome, Platform, Receipt};

use crate::stage::{grant, submit, submit_as, written, Stage, DAY};

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);
const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);
const SOL: Pubkey = NOBODY;

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

/// The transaction emitted `inner`, of what was called, and then `event`; no other.
#[track_caller]
fn emitted_both(outcome: Outcome, inner: impl Event, event: impl Event) {
    assert_eq!(events(&outcome.unwrap()), [inner.data(), event.data()]);
}

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("GovernorCreated", GovernorCreated::DISCRIMINATOR),
        ("ParamsUpdated", ParamsUpdated::DISCRIMINATOR),
        ("CouncilSet", CouncilSet::DISCRIMINATOR),
        ("OutflowLimitSet", OutflowLimitSet::DISCRIMINATOR),
        ("ProposalDrafted", ProposalDrafted::DISCRIMINATOR),
        ("ProposalSubmitted", ProposalSubmitted::DISCRIMINATOR),
        ("VoteCast", VoteCast::DISCRIMINATOR),
        ("ProposalCancelled", ProposalCancelled::DISCRIMINATOR),
        ("ProposalVetoed", ProposalVetoed::DISCRIMINATOR),
        ("ActionExecuted", ActionExecuted::DISCRIMINATOR),
        ("VoteClosed", VoteClosed::DISCRIMINATOR),
        ("ProposalClosed", ProposalClosed::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let mut stage = Stage::new().await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let proposal = written(&mut stage.dao, &stage.alice, &draft).await;
    let receipt = submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    let (alice, now) = (stage.alice.address(), stage.dao.now().await);
    let bytes = [
        &sha256(b"event:ProposalSubmitted")[..8],
        &stage.dao.governance.governor.to_bytes(),
        &proposal.to_bytes(),
        &alice.to_bytes(),
        &stage.dao.keys.lock(&alice).to_bytes(),
        &sha256(&draft.actions),
        &1_u64.to_le_bytes(),
        &3_000_u64.to_le_bytes(),
        &4_000_u64.to_le_bytes(),
        &400_u64.to_le_bytes(),
        &(now + 86_400).to_le_bytes(),
        &(now + 6 * 86_400).to_le_bytes(),
        &(now + 8 * 86_400).to_le_bytes(),
        &(now + 15 * 86_400).to_le_bytes(),
        &stage.dao.week().await.to_le_bytes(),
        &1_u32.to_le_bytes(),
    ];
    assert_eq!(events(&receipt), [bytes.concat()]);
}

#[tokio::test]
async fn create_governor() {
    let mut dao = Dao::bare(Platform::new().await);
    let params = GovernorParams { proposal_threshold: 77, quorum_bps: 1_234, ..Dao::PARAMS };
    let event = GovernorCreated {
        governor: dao.governance.governor,
        locker: dao.keys.locker,
        treasury: dao.governance.treasury,
        council: dao.council.pubkey(),
        proposal_threshold: 77,
        voting_delay: DAY,
        voting_period: 5 * DAY,
        timelock: 2 * DAY,
        grace: 7 * DAY,
        quorum_bps: 1_234,
    };
    emitted(dao.create_governor(params).await, event);
}

/// What running the only action of Alice's proposal, a call of the governor, tells.
fn executed(stage: &Stage, nonce: u64) -> ActionExecuted {
    ActionExecuted {
        governor: stage.dao.governance.governor,
        proposal: stage.dao.proposal_of(&stage.alice, nonce),
        program: ID,
        actions_run: 1,
        actions: 1,
    }
}

#[tokio::test]
async fn update_params() {
    let mut stage = Stage::new().await;
    let params = GovernorParams {
        proposal_threshold: 77,
        voting_delay: 1,
        voting_period: 2 * DAY,
        timelock: 3 * DAY,
        grace: 4 * DAY,
        quorum_bps: 1_234,
    };
    let event = ParamsUpdated {
        governor: stage.dao.governance.governor,
        proposal_threshold_before: 100,
        proposal_threshold_after: 77,
        voting_delay_before: DAY,
        voting_delay_after: 1,
        voting_period_before: 5 * DAY,
        voting_period_after: 2 * DAY,
        timelock_before: 2 * DAY,
        timelock_after: 3 * DAY,
        grace_before: 7 * DAY,
        grace_after: 4 * DAY,
        quorum_bps_before: 1_000,
        quorum_bps_after: 1_234,
    };
    let action = stage.dao.governance.update_params(params);
    emitted_both(stage.enact(1, &action).await, event, executed(&stage, 1));
}

#[tokio::test]
async fn set_council() {
    let mut stage = Stage::new().await;
    let (governor, before) = (stage.dao.governance.governor, stage.dao.council.pubkey());
    for (nonce, before, after) in [(1, before, SOMEONE), (2, SOMEONE, NOBODY), (3, NOBODY, NOBODY)] {
        let action = stage.dao.governance.set_council(after);
        let event = CouncilSet { governor, before, after };
        emitted_both(stage.enact(nonce, &action).await, event, executed(&stage, nonce));
    }
}

#[tokio::test]
async fn set_outflow_limit() {
    let mut stage = Stage::new().await;
    let governor = stage.dao.governance.governor;
    let set = |stage: &Stage, limit| stage.dao.governance.set_outflow_limit(SOL, limit);

    let action = set(&stage, 1_000);
    let outcome = stage.enact(1, &action).await;
    let week = stage.dao.week().await;
    let first = OutflowLimitSet {
        governor,
        mint: SOL,
        before: u64::MAX,
        after: 1_000,
        next: 1_000,
        week,
        from_week: 0,
    };
    emitted_both(outcome, first, executed(&stage, 1));

    let action = set(&stage, 2_000);
    let outcome = stage.enact(2, &action).await;
    let week = stage.dao.week().await;
    let higher = OutflowLimitSet { before: 1_000, next: 2_000, week, from_week: week + 2, ..first };
    emitted_both(outcome, higher, executed(&stage, 2));

    let action = set(&stage, 500);
    let outcome = stage.enact(3, &action).await;
    let week = stage.dao.week().await;
    // Eight days later, in the next week: the higher one does not count before the one after it.
    assert_eq!(week + 1, higher.from_week);
    let lower = OutflowLimitSet { before: 1_000, after: 500, next: 500, week, ..first };
    emitted_both(outcome, lower, executed(&stage, 3));
}

#[tokio::test]
async fn draft() {
    let mut stage = Stage::new().await;
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    let nonce = 0x0102_0304_0506_0708;
    let event = ProposalDrafted {
        governor: stage.dao.governance.governor,
        proposal: stage.dao.proposal_of(&stage.alice, nonce),
        proposer: alice,
        lock: stage.dao.keys.lock(&alice),
        nonce: [8, 7, 6, 5, 4, 3, 2, 1],
    };
    let draft = Dao::draft_of(nonce, &[]);
    let instruction = stage.dao.governance.draft(payer, alice, &alice, &draft);
    emitted(stage.dao.attempt(instruction, &[&stage.alice.keypair]).await, event);
}

#[tokio::test]
async fn write_tells_nothing() {
    let mut stage = Stage::new().await;
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let instruction = stage.dao.governance.draft(payer, alice, &alice, &draft);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
    let proposal = stage.dao.proposal_of(&stage.alice, 1);
    let write = stage.dao.governance.write(alice, proposal, 0, &draft.actions);
    let receipt = stage.dao.attempt(write, &[&stage.alice.keypair]).await.unwrap();
    assert!(events(&receipt).is_empty());
}

#[tokio::test]
async fn submit_by_a_delegate() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    // A proposal before, so that this one is the second.
    stage.proposed().await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao), grant(&stage.dao)]);
    let steps = stage.dao.governance.propose(payer, delegate.pubkey(), &alice, &draft);
    stage.dao.send(&steps[..2], &[&delegate]).await.unwrap();
    let proposal = stage.dao.governance.proposal(&delegate.pubkey(), 1);
    let outcome = submit_as(&mut stage.dao, &delegate, &stage.alice, proposal).await;
    let now = stage.dao.now().await;
    let event = ProposalSubmitted {
        governor: stage.dao.governance.governor,
        proposal,
        proposer: delegate.pubkey(),
        lock: stage.dao.keys.lock(&alice),
        actions_hash: actions_hash(&draft.actions),
        number: 2,
        power: 3_000,
        total_power: 4_000,
        quorum: 400,
        voting_starts_at: now + 86_400,
        voting_ends_at: now + 6 * 86_400,
        executable_at: now + 8 * 86_400,
        expires_at: now + 15 * 86_400,
        snapshot_week: stage.dao.week().await,
        actions: 2,
    };
    emitted(outcome, event);
}

#[tokio::test]
async fn vote() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let (governor, lock) = (stage.dao.governance.governor, stage.dao.keys.lock(&stage.alice.address()));
    let until = stage.dao.proposal(proposal).await.proposal.voting_ends_at;

    let outcome = stage.dao.vote_as(&delegate, &stage.alice, proposal, Choice::Against).await;
    let marked = VotingMarked {
        locker: stage.dao.keys.locker,
        lock,
        governor,
        voter: delegate.pubkey(),
        until_before: 0,
        until_after: i64::try_from(until).unwrap(),
    };
    let first = VoteCast {
        governor,
        proposal,
        lock,
        voter: delegate.pubkey(),
        weight: 3_000,
        votes_for: 0,
        votes_against: 3_000,
        votes_abstain: 0,
        choice_before: 3,
        choice_after: 0,
    };
    emitted_both(outcome, marked, first);
    // A change does not mark the lock again.
    let changed = VoteCast {
        voter: stage.alice.address(),
        votes_for: 3_000,
        votes_against: 0,
        choice_before: 0,
        choice_after: 1,
        ..first
    };
    emitted(stage.dao.vote(&stage.alice, proposal, Choice::For).await, changed);
    let back = VoteCast { votes_for: 0, votes_abstain: 3_000, choice_before: 1, choice_after: 2, ..changed };
    emitted(stage.dao.vote(&stage.alice, proposal, Choice::Abstain).await, back);
    let same = VoteCast { choice_before: 2, ..back };
    emitted(stage.dao.vote(&stage.alice, proposal, Choice::Abstain).await, same);
}

#[tokio::test]
async fn cancel() {
    let mut stage = Stage::new().await;
    let governor = stage.dao.governance.governor;
    let proposal = stage.proposed().await;
    let alice = stage.alice.keypair.insecure_clone();
    let event = ProposalCancelled { governor, proposal, by: alice.pubkey() };
    emitted(stage.dao.cancel(&alice, proposal, &stage.alice).await, event);
    // By another, as the proposer has the power no more.
    let proposal = stage.proposed_again(2).await;
    stage.dao.begin_unlock(&stage.alice).await.unwrap();
    let bob = stage.bob.keypair.insecure_clone();
    let event = ProposalCancelled { governor, proposal, by: bob.pubkey() };
    emitted(stage.dao.cancel(&bob, proposal, &stage.alice).await, event);
}

#[tokio::test]
async fn veto() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let council = stage.dao.council.insecure_clone();
    let governor = stage.dao.governance.governor;
    let event = ProposalVetoed { governor, proposal, council: council.pubkey() };
    emitted(stage.dao.veto(&council, proposal).await, event);
}

#[tokio::test]
async fn execute() {
    let mut stage = Stage::new().await;
    let action = grant(&stage.dao);
    let proposal = stage.passed(1, &[action.clone(), action.clone()]).await;
    let governor = stage.dao.governance.governor;
    let first = ActionExecuted { governor, proposal, program: NOBODY, actions_run: 1, actions: 2 };
    emitted(stage.dao.execute(proposal, 0, &action).await, first);
    emitted(stage.dao.execute(proposal, 1, &action).await, ActionExecuted { actions_run: 2, ..first });
}

#[tokio::test]
async fn close_vote() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Queued).await;
    let (alice, rent_payer) = (stage.alice.address(), stage.dao.payer());
    let (governor, lock) = (stage.dao.governance.governor, stage.dao.keys.lock(&alice));
    let instruction = stage.dao.governance.close_vote(&proposal, &alice, rent_payer);
    let event = VoteClosed { governor, proposal, lock, rent_payer };
    emitted(stage.dao.attempt(instruction, &[]).await, event);
}

#[tokio::test]
async fn close_proposal() {
    let mut stage = Stage::new().await;
    let rent_payer = stage.dao.payer();
    let governor = stage.dao.governance.governor;
    let draft = Dao::draft_of(2, &[]);
    let drafted = written(&mut stage.dao, &stage.alice, &draft).await;
    let alice = stage.alice.address();
    let instruction = stage.dao.governance.close_proposal(alice, drafted, rent_payer);
    let event = ProposalClosed { governor, proposal: drafted, by: alice, rent_payer };
    emitted(stage.dao.attempt(instruction, &[&stage.alice.keypair]).await, event);

    let proposal = stage.at(ProposalState::Expired).await;
    let bob = stage.bob.address();
    let instruction = stage.dao.governance.close_proposal(bob, proposal, rent_payer);
    let event = ProposalClosed { governor, proposal, by: bob, rent_payer };
    emitted(stage.dao.attempt(instruction, &[&stage.bob.keypair]).await, event);
}

#[tokio::test]
async fn what_is_refused_tells_nothing() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let failure = stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap_err();
    assert!(failure.logs.iter().all(|line| !line.starts_with("Program data: ")));
    let stranger = Keypair::new();
    let failure = stage.dao.veto(&stranger, proposal).await.unwrap_err();
    assert!(failure.logs.iter().all(|line| !line.starts_with("Program data: ")));
}

#[tokio::test]
async fn views_tell_nothing() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let view = stage.dao.governance.proposal_state(proposal);
    assert!(events(&stage.dao.attempt(view, &[]).await.unwrap()).is_empty());
}
