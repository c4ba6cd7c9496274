use governor::{GovernorError, Vote};
use locker::{LockerError, LockerParams};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_math::Choice;
use tenure_tests::{Dao, OutcomeExt, Substitute, World, START};

use crate::stage::{
    dao, fields, lamports, marked_until, open_vote, propose, tally, wallet, DAY, UNIT, WEIGHT,
};

/// When the vote of a proposal made a week after the world's beginning starts, and when it ends.
const STARTS: u64 = START + 604_800 + 86_400;
const ENDS: u64 = STARTS + 5 * 86_400;

#[tokio::test]
async fn counts_each_lock_with_its_weight() {
    let (mut dao, [alice, bob, carol]) = dao([2 * UNIT, 3 * UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    // The whole: 6 units. A tenth of it, rounded up: 1,727.4.
    let before = fields(&mut dao, proposal).await;
    assert_eq!((before.total_power, before.quorum), (6 * WEIGHT, 1_728));

    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 0, 0));
    dao.vote(&bob, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 3 * WEIGHT, 0));
    dao.vote(&carol, proposal, Choice::Abstain).await.unwrap();

    let mut after = fields(&mut dao, proposal).await;
    assert_eq!((after.votes_for, after.votes_against, after.votes_abstain), (2 * WEIGHT, 3 * WEIGHT, WEIGHT));
    // Nothing else of the proposal is touched.
    (after.votes_for, after.votes_against, after.votes_abstain) = (0, 0, 0);
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn is_recorded_and_marks_the_lock() {
    let (mut dao, [alice, _bob]) = dao([UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let mut lock = dao.lock_of(&alice.address()).await;
    let (locker, governor) = (dao.locker().await, dao.governor().await);
    assert_eq!(lock.voting_until, 0);

    dao.vote(&alice, proposal, Choice::Against).await.unwrap();

    let (payer, keys) = (dao.payer(), dao.governance);
    let vote = dao.vote_of(&proposal, &alice).await.unwrap();
    let seeds: [&[u8]; 3] = [b"vote", proposal.as_ref(), &keys.locker.lock(&alice.address()).to_bytes()];
    let (_, bump) = Pubkey::find_program_address(&seeds, &governor::ID);
    let expected = Vote {
        version: 1,
        bump,
        choice: 0,
        by_owner: 1,
        reserved_flags: [0; 4],
        weight: WEIGHT,
        number: 1,
        voting_ends_at: ENDS,
        governor: keys.governor,
        proposal,
        lock: keys.locker.lock(&alice.address()),
        voter: alice.address(),
        rent_payer: payer,
        reserved: [0; 16],
    };
    assert_eq!(bytemuck::bytes_of(&vote), bytemuck::bytes_of(&expected));

    lock.voting_until = i64::try_from(ENDS).unwrap();
    let marked = dao.lock_of(&alice.address()).await;
    assert_eq!(bytemuck::bytes_of(&marked), bytemuck::bytes_of(&lock));
    assert_eq!(bytemuck::bytes_of(&dao.locker().await), bytemuck::bytes_of(&locker));
    assert_eq!(bytemuck::bytes_of(&dao.governor().await), bytemuck::bytes_of(&governor));
}

#[tokio::test]
async fn the_payer_may_be_the_voter() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let by = alice.address();
    let transfer = system::transfer(&dao.payer(), &by, 1_000_000_000);
    dao.send(&[transfer], &[]).await.unwrap();

    let vote = dao.governance.vote(by, by, &by, proposal, Choice::For);
    dao.attempt(vote, &[&alice.keypair]).await.unwrap();

    let account = dao.governance.vote_account(&proposal, &by);
    let rent = lamports(&mut dao, &account).await;
    // 8 bytes of type and 208 of fields; an account's rent covers 128 bytes more.
    assert_eq!(rent, (128 + 8 + 208) * 6_960);
    assert_eq!(lamports(&mut dao, &by).await, 1_000_000_000 - rent);
    assert_eq!(dao.vote_of(&proposal, &alice).await.unwrap().rent_payer, by);
}

#[tokio::test]
async fn a_change_costs_no_rent_and_needs_no_funds() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    let poor = wallet(&mut dao, 900_000).await;
    let by = alice.address();
    let vote = dao.governance.vote(poor.pubkey(), by, &by, proposal, Choice::Against);
    dao.attempt(vote, &[&poor, &alice.keypair]).await.unwrap();
    assert_eq!(lamports(&mut dao, &poor.pubkey()).await, 900_000);
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 0));
    // The rent is still the first payer's.
    let payer = dao.payer();
    assert_eq!(dao.vote_of(&proposal, &alice).await.unwrap().rent_payer, payer);
}

#[tokio::test]
async fn a_gift_to_the_votes_address_stops_nobody() {
    for gift in [1_000_000, 10_000_000_000] {
        let (mut dao, [alice]) = dao([UNIT]).await;
        let proposal = open_vote(&mut dao, &alice).await;
        let account = dao.governance.vote_account(&proposal, &alice.address());
        let transfer = system::transfer(&dao.payer(), &account, gift);
        dao.send(&[transfer], &[]).await.unwrap();
        dao.vote(&alice, proposal, Choice::For).await.unwrap();
        assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 0, 0));
    }
}

#[tokio::test]
async fn from_the_first_second_to_the_last() {
    for t in [STARTS, ENDS - 1] {
        let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
        let proposal = open_vote(&mut dao, &alice).await;
        dao.set_time(t).await;
        dao.vote(&bob, proposal, Choice::For).await.unwrap();
        assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 0, 0));
    }
}

#[tokio::test]
async fn not_a_second_before_nor_after() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.set_time(STARTS - 1).await;
    dao.vote(&bob, proposal, Choice::For).await.refused(GovernorError::NotBegun);
    dao.set_time(ENDS).await;
    dao.vote(&bob, proposal, Choice::For).await.refused(GovernorError::VotingOver);
}

#[tokio::test]
async fn nor_is_it_changed_then() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.set_time(ENDS - 1).await;
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    dao.set_time(ENDS).await;
    dao.vote(&alice, proposal, Choice::For).await.refused(GovernorError::VotingOver);
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 0));
}

#[tokio::test]
async fn not_on_a_draft_nor_on_what_was_stopped() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let (payer, by) = (dao.payer(), alice.address());
    let draft = dao.governance.draft(payer, by, &by, &Dao::draft_of(7, std::slice::from_ref(&payment)));
    dao.attempt(draft, &[&alice.keypair]).await.unwrap();
    let draft = dao.proposal_of(&alice, 7);
    let cancelled = propose(&mut dao, &alice, 2, std::slice::from_ref(&payment)).await;
    let vetoed = propose(&mut dao, &alice, 3, &[payment]).await;
    let council = dao.council.insecure_clone();
    dao.cancel(&alice.keypair, cancelled, &alice).await.unwrap();
    dao.veto(&council, vetoed).await.unwrap();
    dao.pass(DAY).await;
    dao.vote(&bob, draft, Choice::For).await.refused(GovernorError::Draft);
    dao.vote(&bob, cancelled, Choice::For).await.refused(GovernorError::VotingOver);
    dao.vote(&bob, vetoed, Choice::For).await.refused(GovernorError::VotingOver);
}

#[tokio::test]
async fn only_by_the_owner_or_its_delegate() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let dave = Keypair::new();
    dao.set_delegate(&bob, dave.pubkey()).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    let (founder, council) = (dao.authority.insecure_clone(), dao.council.insecure_clone());
    // Bob's delegate speaks for nobody else.
    for voter in [bob.keypair.insecure_clone(), dave, founder, council, Keypair::new()] {
        dao.vote_as(&voter, &alice, proposal, Choice::For).await.refused(GovernorError::NotVoter);
    }
}

#[tokio::test]
async fn wants_both_signatures() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let rich = wallet(&mut dao, 1_000_000_000).await;
    let (by, payer) = (alice.address(), rich.pubkey());
    let vote = dao.governance.vote(payer, by, &by, proposal, Choice::For);
    let unsigned = vote.clone().unsigned(by);
    dao.attempt(unsigned, &[&rich]).await.refused(InstructionError::MissingRequiredSignature);
    let unsigned = vote.clone().unsigned(payer);
    dao.attempt(unsigned, &[&alice.keypair]).await.refused(InstructionError::MissingRequiredSignature);
    dao.attempt(vote, &[&rich, &alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn not_without_power() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    // Made in the proposal's week.
    let late = dao.holder(UNIT).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&late, proposal, Choice::For).await.refused(GovernorError::NoPower);
    assert!(dao.vote_of(&proposal, &late).await.is_none());
    assert_eq!(dao.lock_of(&late.address()).await.voting_until, 0);
}

#[tokio::test]
async fn not_with_power_that_rounds_down_to_nothing() {
    // 1 * 2,879 / 2,912 = 0; 2 * 2,879 / 2,912 = 1.9.
    let (mut dao, [alice, bob, carol]) = dao([UNIT, 1, 2]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&bob, proposal, Choice::For).await.refused(GovernorError::NoPower);
    dao.vote(&carol, proposal, Choice::For).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (1, 0, 0));
}

#[tokio::test]
async fn not_through_a_governor_that_the_locker_no_longer_names() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    let founder = dao.authority.insecure_clone();
    let another = LockerParams { governor: Pubkey::new_unique(), ..World::PARAMS };
    dao.update_params(&founder, another).await.unwrap();
    dao.vote(&bob, proposal, Choice::For).await.refused(LockerError::NotGovernor);
    // What is counted can be counted otherwise.
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    dao.name_governor().await;
    dao.vote(&bob, proposal, Choice::For).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, WEIGHT, 0));
}

#[tokio::test]
async fn in_two_votes_at_once_with_the_same_lock() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let first = propose(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.pass(DAY / 2).await;
    let second = propose(&mut dao, &alice, 2, &[payment]).await;
    dao.pass(DAY).await;
    // The mark is of the longer vote, whichever comes first.
    dao.vote(&alice, second, Choice::Against).await.unwrap();
    dao.vote(&alice, first, Choice::For).await.unwrap();
    // Half a day less is left at the second's end: 2,879 - 1 half-days.
    assert_eq!(tally(&mut dao, first).await, (WEIGHT, 0, 0));
    assert_eq!(tally(&mut dao, second).await, (0, WEIGHT - 1, 0));
    assert_eq!(marked_until(&mut dao, &alice.address()).await, ENDS + 43_200);
}

#[tokio::test]
async fn on_the_proposal_that_took_a_closed_ones_place() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let old = open_vote(&mut dao, &alice).await;
    dao.vote(&bob, old, Choice::Against).await.unwrap();
    let dave = Keypair::new();
    dao.set_delegate(&bob, dave.pubkey()).await.unwrap();
    // Lost, and over in every way 21 days after: its address is free again, Bob's vote still there.
    dao.pass(21 * DAY).await;
    let (payer, by) = (dao.payer(), alice.address());
    let close = dao.governance.close_proposal(by, old, payer);
    dao.attempt(close, &[&alice.keypair]).await.unwrap();
    let new = open_vote(&mut dao, &alice).await;
    assert_eq!(new, old);

    // The new proposal counts Bob's vote as a first one, and his delegate can cast it.
    dao.vote_as(&dave, &bob, new, Choice::For).await.unwrap();
    let vote = dao.vote_of(&new, &bob).await.unwrap();
    // Proposed 22 days later, 44 half-days: 2,879 - 44.
    assert_eq!((vote.number, vote.by_owner, vote.weight), (2, 0, WEIGHT - 44));
    assert_eq!(tally(&mut dao, new).await, (WEIGHT - 44, 0, 0));
    let ends = fields(&mut dao, new).await.voting_ends_at;
    assert_eq!(marked_until(&mut dao, &bob.address()).await, ends);
}

#[tokio::test]
async fn twice_in_one_transaction_counts_once() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let (payer, by) = (dao.payer(), alice.address());
    let vote = |choice| dao.governance.vote(payer, by, &by, proposal, choice);
    let votes = [vote(Choice::For), vote(Choice::For), vote(Choice::Against)];
    dao.send(&votes, &[&alice.keypair]).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 0));
}

#[tokio::test]
async fn closing_the_vote_account_does_not_make_a_second_vote() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    let close = dao.governance.close_vote(&proposal, &alice.address(), dao.payer());
    dao.set_time(ENDS - 1).await;
    dao.attempt(close.clone(), &[]).await.refused(GovernorError::StillVoting);
    dao.set_time(ENDS).await;
    dao.attempt(close, &[]).await.unwrap();
    dao.vote(&alice, proposal, Choice::For).await.refused(GovernorError::VotingOver);
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 0, 0));
}
