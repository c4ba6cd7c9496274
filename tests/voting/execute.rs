use anchor_lang::{InstructionData, ToAccountMetas};
use governor::GovernorError;
use locker::LockerError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, World};

use crate::{
    proxy_call::through_proxy,
    stage::{dao, fields, lamports, permanent_dao, succeeded, wallet, DAY, UNIT},
};

#[tokio::test]
async fn pays_what_was_decided() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(1_000).await;
    dao.advance_weeks(1).await;
    dao.fund_treasury(5_000_000_000).await;
    let grantee = Pubkey::new_unique();
    let grant = dao.sol_to(&grantee, 2_000_000_000);
    dao.propose(&alice, 1, std::slice::from_ref(&grant)).await.unwrap();

    let proposal = dao.proposal_of(&alice, 1);

    dao.pass(DAY).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();

    dao.pass(7 * DAY).await;
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
    dao.execute(proposal, 0, &grant).await.unwrap();

    assert_eq!(dao.account(&grantee).await.unwrap().lamports, 2_000_000_000);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn touches_nothing_but_the_funds_and_the_count_of_what_has_run() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    dao.fund_treasury(5_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 2_000_000_000);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let (governor, mut expected) = (dao.governor().await, fields(&mut dao, proposal).await);
    let text = dao.proposal(proposal).await.actions;

    dao.execute(proposal, 0, &payment).await.unwrap();

    expected.actions_run = 1;
    assert_eq!(bytemuck::bytes_of(&fields(&mut dao, proposal).await), bytemuck::bytes_of(&expected));
    assert_eq!(dao.proposal(proposal).await.actions, text);
    assert_eq!(bytemuck::bytes_of(&dao.governor().await), bytemuck::bytes_of(&governor));
    let treasury = dao.governance.treasury;
    assert_eq!(
        (lamports(&mut dao, &treasury).await, lamports(&mut dao, &to).await),
        (3_000_000_000, 2_000_000_000)
    );
}

#[tokio::test]
async fn pays_all_that_the_treasury_has() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let (to, treasury) = (Pubkey::new_unique(), dao.governance.treasury);
    let payment = dao.sol_to(&to, 5_000_000_000);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 0, &payment).await.unwrap();
    assert_eq!((lamports(&mut dao, &treasury).await, lamports(&mut dao, &to).await), (0, 5_000_000_000));
    // It can be funded again.
    dao.fund_treasury(1_000_000_000).await;
}

#[tokio::test]
async fn signs_through_another_program() {
    // A treasury that uses a program which passes its signature on.
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = through_proxy(&dao.sol_to(&to, 1_000_000_000));
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 0, &payment).await.unwrap();
    assert_eq!(lamports(&mut dao, &to).await, 1_000_000_000);
}

#[tokio::test]
async fn never_signs_for_more_than_the_treasury() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let governor = dao.governance.governor;
    let mallory = wallet(&mut dao, 1_000_000_000).await;
    let to = Pubkey::new_unique();
    for foreign in [
        // Anyone's wallet, another PDA of the governor's program, and that which marks votes.
        system::transfer(&mallory.pubkey(), &to, 1),
        system::transfer(&dao.proposal_of(&alice, 2), &to, 1),
        mark_voting(&dao, &alice.address()),
        dao.keys.update_params(governor, World::PARAMS),
    ] {
        dao.propose(&alice, 1, &[foreign]).await.refused(GovernorError::ForeignSigner);
    }
    // Not as the second of two.
    let payment = dao.sol_to(&to, 1);
    let actions = [payment, mark_voting(&dao, &alice.address())];
    dao.propose(&alice, 1, &actions).await.refused(GovernorError::ForeignSigner);
}

#[tokio::test]
async fn a_mark_that_nobody_signs_is_refused_by_the_locker() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let mut mark = mark_voting(&dao, &alice.address());
    mark.accounts[0].is_signer = false;
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&mark)).await;
    let before = dao.lock_of(&alice.address()).await.voting_until;
    let error = InstructionError::MissingRequiredSignature;
    dao.execute(proposal, 0, &mark).await.refused(error);
    // With the treasury in the governor's place, which does sign, neither.
    let mut mark = mark_voting(&dao, &alice.address());
    mark.accounts[0].pubkey = dao.governance.treasury;
    let proposal = succeeded(&mut dao, &alice, 2, std::slice::from_ref(&mark)).await;
    let marked = dao.lock_of(&alice.address()).await.voting_until;
    dao.execute(proposal, 0, &mark).await.refused(LockerError::NotGovernor);
    assert!(marked > before);
    assert_eq!(dao.lock_of(&alice.address()).await.voting_until, marked);
}

#[tokio::test]
async fn never_gives_the_treasurys_own_account_away() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let treasury = dao.governance.treasury;
    let assign = system::assign(&treasury, &proxy::ID);
    for (nonce, action) in (1..).zip([
        assign.clone(),
        system::assign(&treasury, &governor::ID),
        system::allocate(&treasury, 1),
        system::allocate(&treasury, 10_000),
        through_proxy(&assign),
    ]) {
        let proposal = succeeded(&mut dao, &alice, nonce, std::slice::from_ref(&action)).await;
        dao.execute(proposal, 0, &action).await.refused(GovernorError::TreasuryChanged);
        let account = dao.account(&treasury).await.unwrap();
        assert_eq!((account.owner, account.data.len()), (Pubkey::default(), 0));
        assert_eq!(account.lamports, 5_000_000_000);
    }
}

/// An action that would mark `owner`'s lock as voting, signed by the governor, and by the treasury as voter.
fn mark_voting(dao: &Dao, owner: &Pubkey) -> Instruction {
    let accounts = locker::accounts::MarkVoting {
        governor: dao.governance.governor,
        voter: dao.governance.treasury,
        locker: dao.keys.locker,
        lock: dao.keys.lock(owner),
    };
    Instruction {
        program_id: locker::ID,
        accounts: accounts.to_account_metas(None),
        data: locker::instruction::MarkVoting { until: i64::MAX }.data(),
    }
}
