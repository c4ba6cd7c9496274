//! The treasury as authority of the splitter and of the locker: each is handed over in two steps, of which
//! the second is an action.

use locker::{LockerError, LockerParams};
use revenue::{RevenueError, Terms};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::Choice;
use tenure_tests::{Dao, OutcomeExt, Owner, Platform, World};

use crate::stage::{fields, marked_until, open_vote, permanent_dao, succeeded, tally, DAY};

#[tokio::test]
async fn of_the_splitter_changes_its_shares() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (ruler, treasury, keys) = (dao.ruler.insecure_clone(), dao.governance.treasury, dao.revenue);
    let raised = Terms { staker_bps: 4_321, burn_bps: 0, min_power: 5 };
    let actions = [keys.accept_authority(treasury), keys.announce_terms(treasury, raised)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    // Nothing is handed over yet.
    dao.execute(proposal, 0, &actions[0]).await.refused(RevenueError::NotProposedAuthority);
    let offer = keys.propose_authority(ruler.pubkey(), treasury);
    dao.attempt(offer, &[&ruler]).await.unwrap();

    dao.execute(proposal, 0, &actions[0]).await.unwrap();
    assert_eq!(dao.splitter().await.authority, treasury);
    dao.announce_terms(&ruler, Terms { staker_bps: 0, ..raised }).await.refused(RevenueError::NotAuthority);

    dao.execute(proposal, 1, &actions[1]).await.unwrap();
    let (week, splitter) = (dao.week().await, dao.splitter().await);
    assert_eq!(splitter.terms_in(week + 1), Platform::TERMS);
    assert_eq!(splitter.terms_in(week + 2), raised);
}

#[tokio::test]
async fn of_the_locker_changes_its_parameters() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (founder, treasury, keys) = (dao.authority.insecure_clone(), dao.governance.treasury, dao.keys);
    let named = LockerParams { governor: dao.governance.governor, ..World::PARAMS };
    let stricter = LockerParams { min_weeks: 4, penalty_bps: 1_000, ..named };
    let actions = [keys.accept_authority(treasury), keys.update_params(treasury, stricter)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    dao.execute(proposal, 0, &actions[0]).await.refused(LockerError::NotProposedAuthority);
    dao.propose_authority(&founder, treasury).await.unwrap();

    dao.execute(proposal, 0, &actions[0]).await.unwrap();
    assert_eq!(dao.locker().await.authority, treasury);
    dao.update_params(&founder, named).await.refused(LockerError::NotAuthority);

    dao.execute(proposal, 1, &actions[1]).await.unwrap();
    let locker = dao.locker().await;
    assert_eq!((locker.min_weeks, locker.max_weeks, locker.penalty_bps), (4, 208, 1_000));
    let bob = dao.owner(100).await;
    dao.lock(&bob, 100, 3).await.refused(LockerError::TooShort);
    dao.lock(&bob, 100, 4).await.unwrap();
}

#[tokio::test]
async fn is_not_taken_where_it_was_not_offered() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (founder, treasury, keys) = (dao.authority.insecure_clone(), dao.governance.treasury, dao.keys);
    dao.propose_authority(&founder, alice.address()).await.unwrap();
    let accept = keys.accept_authority(treasury);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&accept)).await;
    dao.execute(proposal, 0, &accept).await.refused(LockerError::NotProposedAuthority);
    assert_eq!(dao.locker().await.authority, founder.pubkey());
}

/// The treasury has 5 SOL and 1,000 tokens, and proposes through Alice to lock them.
async fn treasury_locks() -> (Dao, Owner, Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let treasury = dao.governance.treasury;
    let tokens = dao.token_account(&treasury, 600).await;
    let lock = dao.keys.create_lock(treasury, treasury, tokens, 600, 208);
    let permanent = dao.keys.make_permanent(treasury);
    let actions = [lock, permanent];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    for (index, action) in (0..).zip(&actions) {
        dao.execute(proposal, index, action).await.unwrap();
    }
    (dao, alice, treasury)
}

#[tokio::test]
async fn the_treasury_may_lock_tokens_of_its_own() {
    let (mut dao, _, treasury) = treasury_locks().await;
    let lock = dao.lock_of(&treasury).await;
    assert_eq!((lock.amount, lock.owner, lock.rent_payer), (600, treasury, treasury));
    assert_eq!(dao.vault_balance().await, 1_600);
}

#[tokio::test]
async fn the_treasury_votes_with_them_by_an_action() {
    let (mut dao, alice, treasury) = treasury_locks().await;
    dao.advance_weeks(1).await;
    // Voted on from a day before the action can run, for five days.
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let voted_on = dao.proposal_of(&alice, 3);
    let vote = dao.governance.vote(treasury, treasury, &treasury, voted_on, Choice::Against);
    dao.propose(&alice, 2, std::slice::from_ref(&vote)).await.unwrap();
    let proposal = dao.proposal_of(&alice, 2);
    dao.pass(DAY).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.pass(5 * DAY).await;
    dao.propose(&alice, 3, &[payment]).await.unwrap();
    dao.pass(2 * DAY).await;
    dao.execute(proposal, 0, &vote).await.unwrap();
    assert_eq!(tally(&mut dao, voted_on).await, (0, 600, 0));
    let ends = fields(&mut dao, voted_on).await.voting_ends_at;
    assert_eq!(marked_until(&mut dao, &treasury).await, ends);
}

#[tokio::test]
async fn a_delegate_of_the_treasurys_votes_without_one() {
    let (mut dao, alice, treasury) = treasury_locks().await;
    let delegate = dao.keys.set_delegate(treasury, alice.address());
    dao.propose(&alice, 2, std::slice::from_ref(&delegate)).await.unwrap();
    let proposal = dao.proposal_of(&alice, 2);
    dao.pass(DAY).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.pass(7 * DAY).await;
    dao.execute(proposal, 0, &delegate).await.unwrap();
    dao.pass(7 * DAY).await;
    let close = dao.governance.close_proposal(alice.address(), dao.proposal_of(&alice, 1), dao.payer());
    dao.attempt(close, &[&alice.keypair]).await.unwrap();
    let voted_on = open_vote(&mut dao, &alice).await;
    let vote = dao.governance.vote(dao.payer(), alice.address(), &treasury, voted_on, Choice::For);
    dao.attempt(vote, &[&alice.keypair]).await.unwrap();
    assert_eq!(tally(&mut dao, voted_on).await, (600, 0, 0));
}
