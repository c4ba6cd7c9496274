//! Proposals that change the governor itself.

use governor::{GovernorError, GovernorParams};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::ProposalState;
use tenure_tests::{Dao, OutcomeExt, Owner, Substitute};

use crate::{
    neighbour::Neighbour,
    stage::{fields, permanent_dao, permanent_holder, succeeded, DAY},
};

const OTHERS: GovernorParams = GovernorParams {
    proposal_threshold: 7,
    voting_delay: 0,
    voting_period: 2 * DAY,
    timelock: 3 * DAY,
    grace: 4 * DAY,
    quorum_bps: 2_345,
};

#[tokio::test]
async fn sets_the_parameters_and_nothing_else() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let edit = dao.governance.update_params(OTHERS);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    let mut expected = dao.governor().await;
    let mut run = fields(&mut dao, proposal).await;
    dao.execute(proposal, 0, &edit).await.unwrap();

    expected.set_params(&OTHERS).unwrap();
    assert_eq!(bytemuck::bytes_of(&dao.governor().await), bytemuck::bytes_of(&expected));
    run.actions_run = 1;
    assert_eq!(bytemuck::bytes_of(&fields(&mut dao, proposal).await), bytemuck::bytes_of(&run));
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn names_another_council() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (old, new) = (dao.council.insecure_clone(), Keypair::new());
    let edit = dao.governance.set_council(new.pubkey());
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    let next = open_vote_again(&mut dao, &alice).await;
    dao.execute(proposal, 0, &edit).await.unwrap();
    assert_eq!(dao.governor().await.council, new.pubkey());
    // Of what is running too.
    dao.veto(&old, next).await.refused(GovernorError::NotCouncil);
    dao.veto(&new, next).await.unwrap();
}

#[tokio::test]
async fn dismisses_the_council() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let old = dao.council.insecure_clone();
    let edit = dao.governance.set_council(Pubkey::default());
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    let next = open_vote_again(&mut dao, &alice).await;
    dao.execute(proposal, 0, &edit).await.unwrap();
    assert_eq!(dao.governor().await.council, Pubkey::default());
    dao.veto(&old, next).await.refused(GovernorError::NotCouncil);
    // Nobody can sign for the address of zeros.
    let mut by_nobody = dao.governance.veto(Pubkey::default(), next);
    by_nobody.accounts[0].is_signer = false;
    let error = InstructionError::MissingRequiredSignature;
    dao.attempt(by_nobody, &[]).await.refused(error);
}

#[tokio::test]
async fn sets_an_outflow_limit() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let mint = dao.mint.address;
    let edits = [dao.governance.set_outflow_limit(mint, 77), dao.governance.set_outflow_limit(mint, 55)];
    let proposal = succeeded(&mut dao, &alice, 1, &edits).await;
    let week = dao.week().await;
    for (index, (edit, limit)) in (0..).zip(edits.iter().zip([77, 55])) {
        dao.execute(proposal, index, edit).await.unwrap();
        assert_eq!(dao.governor().await.outflow_limit(week, &mint), limit);
    }
    assert_eq!(dao.governor().await.outflow_limit(week, &Pubkey::default()), u64::MAX);
}

#[tokio::test]
async fn parameters_out_of_bounds_fail_and_hold_up_what_is_behind() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let bad = dao.governance.update_params(GovernorParams { timelock: DAY - 1, ..Dao::PARAMS });
    let edits = [bad, dao.governance.set_council(Pubkey::default())];
    let proposal = succeeded(&mut dao, &alice, 1, &edits).await;
    dao.execute(proposal, 0, &edits[0]).await.refused(GovernorError::BadParams);
    dao.execute(proposal, 1, &edits[1]).await.refused(GovernorError::NotNext);
    assert_eq!(dao.governor().await.params(), Dao::PARAMS);
}

#[tokio::test]
async fn no_action_is_given_its_own_proposal() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (treasury, payer, proposal) = (dao.governance.treasury, dao.payer(), dao.proposal_of(&alice, 1));
    let action = dao.governance.close_proposal(treasury, proposal, payer);
    dao.propose(&alice, 1, std::slice::from_ref(&action)).await.refused(GovernorError::OwnProposal);
}

#[tokio::test]
async fn of_one_dao_does_not_reach_anothers_governor() {
    let mut dao = Dao::new().await;
    let alice = permanent_holder(&mut dao, 1_000).await;
    let neighbour = Neighbour::of(&mut dao).await;
    dao.advance_weeks(1).await;
    // Theirs, for this treasury to sign; and for theirs, which cannot sign here.
    let for_theirs = neighbour.keys.set_council(Pubkey::default());
    let edit = for_theirs.clone().with(neighbour.keys.treasury, dao.governance.treasury);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    dao.execute(proposal, 0, &edit).await.refused(GovernorError::NotTreasury);
    dao.propose(&alice, 2, &[for_theirs]).await.refused(GovernorError::ForeignSigner);
}

/// Another proposal by the same proposer, in the first second of its vote.
async fn open_vote_again(dao: &mut Dao, proposer: &Owner) -> Pubkey {
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    dao.propose(proposer, 2, &[payment]).await.unwrap();
    dao.pass(DAY).await;
    dao.proposal_of(proposer, 2)
}
