use solana_pubkey::Pubkey;
use tenure_math::{Choice, ProposalState};
use tenure_tests::Dao;

const DAY: u32 = 86_400;

#[tokio::test]
async fn pays_what_was_decided() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(1_000).await;
    dao.advance_weeks(1).await;
    dao.fund_treasury(5_000_000_000).await;
    let grantee = Pubkey::new_unique();
    let grant = dao.sol_to(&grantee, 2_000_000_000);
    dao.propose(&alice, 1, &[grant.clone()]).await.unwrap();

    let proposal = dao.proposal_of(&alice, 1);

    dao.pass(DAY).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();

    dao.pass(7 * DAY).await;
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
    dao.execute(proposal, 0, &grant).await.unwrap();

    assert_eq!(dao.account(&grantee).await.unwrap().lamports, 2_000_000_000);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Executed));
}
