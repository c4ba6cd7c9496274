use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Owner, Substitute};

use crate::stage::{fields, lamports, permanent_dao, propose, succeeded, DAY};

use ProposalState::{Active, Cancelled, Defeated, Executed, Expired, Pending, Queued, Succeeded, Vetoed};

/// Alice's proposal to pay the address twice, 1 SOL each.
struct Stage {
    dao: Dao,
    alice: Owner,
    council: Keypair,
    to: Pubkey,
    payments: [Instruction; 2],
    proposal: Pubkey,
}

impl Stage {
    /// The proposal stands at `state`.
    async fn at(state: ProposalState) -> Self {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        dao.fund_treasury(10_000_000_000).await;
        let to = Pubkey::new_unique();
        let payments = [dao.sol_to(&to, 1_000_000_000), dao.sol_to(&to, 1_000_000_000)];
        let proposal = propose(&mut dao, &alice, 1, &payments).await;
        let council = dao.council.insecure_clone();
        if state == Cancelled {
            dao.cancel(&alice.keypair, proposal, &alice).await.unwrap();
        }
        if state == Vetoed {
            dao.veto(&council, proposal).await.unwrap();
        }
        if matches!(state, Active | Queued | Succeeded | Executed | Expired) {
            dao.pass(DAY).await;
            dao.vote(&alice, proposal, Choice::For).await.unwrap();
        }
        dao.pass(match state {
            Pending | Active | Cancelled | Vetoed => 0,
            Queued => 5 * DAY,
            Defeated => 6 * DAY,
            Succeeded | Executed => 7 * DAY,
            Expired => 14 * DAY,
        })
        .await;
        if state == Executed {
            for (index, payment) in (0..).zip(&payments) {
                dao.execute(proposal, index, payment).await.unwrap();
            }
        }
        assert_eq!(dao.state(proposal).await, Some(state));
        Self { dao, alice, council, to, payments, proposal }
    }
}

#[tokio::test]
async fn stops_what_is_not_final() {
    for state in [Pending, Active, Queued, Succeeded] {
        let Stage { mut dao, alice, council, to, payments, proposal } = Stage::at(state).await;
        let mut expected = fields(&mut dao, proposal).await;
        dao.veto(&council, proposal).await.unwrap();
        assert_eq!(dao.state(proposal).await, Some(Vetoed), "{state:?}");
        expected.stage = 3;
        assert_eq!(bytemuck::bytes_of(&fields(&mut dao, proposal).await), bytemuck::bytes_of(&expected));
        // For good.
        for _ in 0..16 {
            dao.vote(&alice, proposal, Choice::For).await.refused(GovernorError::VotingOver);
            dao.execute(proposal, 0, &payments[0]).await.refused(GovernorError::NotSucceeded);
            dao.pass(DAY).await;
        }
        assert_eq!(dao.state(proposal).await, Some(Vetoed));
        assert_eq!(lamports(&mut dao, &to).await, 0);
    }
}

#[tokio::test]
async fn stops_the_rest_of_what_is_half_executed() {
    let Stage { mut dao, council, to, payments, proposal, .. } = Stage::at(Succeeded).await;
    dao.execute(proposal, 0, &payments[0]).await.unwrap();
    dao.veto(&council, proposal).await.unwrap();
    dao.execute(proposal, 1, &payments[1]).await.refused(GovernorError::NotSucceeded);
    assert_eq!(dao.state(proposal).await, Some(Vetoed));
    assert_eq!(fields(&mut dao, proposal).await.actions_run, 1);
    assert_eq!(lamports(&mut dao, &to).await, 1_000_000_000);
}

#[tokio::test]
async fn in_the_last_second_of_grace_and_not_in_the_next() {
    for (early, vetoed) in [(1, true), (0, false)] {
        let Stage { mut dao, council, proposal, .. } = Stage::at(Succeeded).await;
        let expires = fields(&mut dao, proposal).await.expires_at;
        dao.set_time(expires - early).await;
        let outcome = dao.veto(&council, proposal).await;
        if vetoed {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::Final);
        }
    }
}

#[tokio::test]
async fn cannot_undo_what_is_final() {
    for state in [Defeated, Executed, Expired, Cancelled, Vetoed] {
        let Stage { mut dao, council, proposal, .. } = Stage::at(state).await;
        dao.veto(&council, proposal).await.refused(GovernorError::Final);
        assert_eq!(dao.state(proposal).await, Some(state));
    }
}

#[tokio::test]
async fn not_of_a_draft() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (payer, by) = (dao.payer(), alice.address());
    let draft = dao.governance.draft(payer, by, &by, &Dao::draft_of(1, &[]));
    dao.attempt(draft, &[&alice.keypair]).await.unwrap();
    let (council, proposal) = (dao.council.insecure_clone(), dao.proposal_of(&alice, 1));
    dao.veto(&council, proposal).await.refused(GovernorError::Draft);
}

#[tokio::test]
async fn only_by_the_council() {
    let Stage { mut dao, alice, council, proposal, .. } = Stage::at(Active).await;
    let founder = dao.authority.insecure_clone();
    for signer in [alice.keypair.insecure_clone(), founder, Keypair::new()] {
        dao.veto(&signer, proposal).await.refused(GovernorError::NotCouncil);
    }
    let unsigned = dao.governance.veto(council.pubkey(), proposal).unsigned(council.pubkey());
    dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_council_can_do_nothing_else() {
    let Stage { mut dao, alice, council, to, payments, proposal } = Stage::at(Active).await;
    dao.vote_as(&council, &alice, proposal, Choice::For).await.refused(GovernorError::NotVoter);
    dao.cancel(&council, proposal, &alice).await.refused(GovernorError::StillAboveThreshold);
    dao.pass(5 * DAY).await;
    dao.execute(proposal, 0, &payments[0]).await.refused(GovernorError::Timelocked);
    for mut call in [
        dao.governance.update_params(Dao::PARAMS),
        dao.governance.set_council(council.pubkey()),
        dao.governance.set_outflow_limit(Pubkey::default(), 0),
    ] {
        call.accounts[1].pubkey = council.pubkey();
        dao.attempt(call, &[&council]).await.refused(GovernorError::NotTreasury);
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
}

#[tokio::test]
async fn of_what_would_dismiss_the_council() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let council = dao.council.insecure_clone();
    let dismissal = dao.governance.set_council(Pubkey::default());
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&dismissal)).await;
    dao.veto(&council, proposal).await.unwrap();
    dao.execute(proposal, 0, &dismissal).await.refused(GovernorError::NotSucceeded);
    assert_eq!(dao.governor().await.council, council.pubkey());
}
