//! Where most of these tests begin.

use governor::{GovernorParams, Proposal};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, Owner};

pub const DAY: u32 = 86_400;

/// In half-days, a lock of the longest term made in a world's first second has `2,912 - 7` left: it ends at
/// a week's start, and the world begins in a week's middle. A vote that is proposed a week later ends 6 days
/// after that: `2,912 - 7 - 14 - 12 = 2,879`. So these many tokens have this weight.
pub const UNIT: u64 = 2_912;
pub const WEIGHT: u64 = 2_879;

/// A DAO whose holders have locked these amounts for the longest term, a week ago.
pub async fn dao<const N: usize>(amounts: [u64; N]) -> (Dao, [Owner; N]) {
    dao_on(Dao::PARAMS, amounts).await
}

/// The same, on other terms.
pub async fn dao_on<const N: usize>(params: GovernorParams, amounts: [u64; N]) -> (Dao, [Owner; N]) {
    let mut dao = Dao::with(params).await;
    let mut holders = vec![];
    for amount in amounts {
        holders.push(dao.holder(amount).await);
    }
    dao.advance_weeks(1).await;
    (dao, holders.try_into().ok().expect("as many holders as amounts"))
}

/// A DAO whose holders have locked these amounts for good, so that each has all of it as weight.
pub async fn permanent_dao<const N: usize>(amounts: [u64; N]) -> (Dao, [Owner; N]) {
    permanent_dao_on(Dao::PARAMS, amounts).await
}

/// The same, on other terms.
pub async fn permanent_dao_on<const N: usize>(
    params: GovernorParams,
    amounts: [u64; N],
) -> (Dao, [Owner; N]) {
    let mut dao = Dao::with(params).await;
    let mut holders = vec![];
    for amount in amounts {
        holders.push(permanent_holder(&mut dao, amount).await);
    }
    dao.advance_weeks(1).await;
    (dao, holders.try_into().ok().expect("as many holders as amounts"))
}

/// Someone with `amount` locked for good.
pub async fn permanent_holder(dao: &mut Dao, amount: u64) -> Owner {
    let holder = dao.holder(amount).await;
    dao.make_permanent(&holder).await.unwrap();
    holder
}

/// Proposes step by step, as a proposal of any size can be. Its address.
pub async fn propose(dao: &mut Dao, proposer: &Owner, nonce: u64, actions: &[Instruction]) -> Pubkey {
    let (payer, by) = (dao.payer(), proposer.address());
    for step in dao.governance.propose(payer, by, &by, &Dao::draft_of(nonce, actions)) {
        let signers: &[&Keypair] = if step.accounts.iter().any(|meta| meta.pubkey == by && meta.is_signer) {
            &[&proposer.keypair]
        } else {
            &[]
        };
        dao.send(&[step], signers).await.unwrap();
    }
    dao.proposal_of(proposer, nonce)
}

/// A proposal of a payment of nothing, in the first second in which votes count.
pub async fn open_vote(dao: &mut Dao, proposer: &Owner) -> Pubkey {
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let proposal = propose(dao, proposer, 1, &[payment]).await;
    dao.pass(DAY).await;
    proposal
}

/// A proposal of `actions` for which its proposer has voted, in the first second in which they can run.
pub async fn succeeded(dao: &mut Dao, proposer: &Owner, nonce: u64, actions: &[Instruction]) -> Pubkey {
    let proposal = propose(dao, proposer, nonce, actions).await;
    dao.pass(DAY).await;
    dao.vote(proposer, proposal, Choice::For).await.unwrap();
    dao.pass(7 * DAY).await;
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
    proposal
}

/// As [`succeeded`], of two proposals at once, under the nonces 1 and 2.
pub async fn both_succeeded(
    dao: &mut Dao,
    proposer: &Owner,
    first: &[Instruction],
    second: &[Instruction],
) -> [Pubkey; 2] {
    let proposals = [propose(dao, proposer, 1, first).await, propose(dao, proposer, 2, second).await];
    dao.pass(DAY).await;
    for proposal in proposals {
        dao.vote(proposer, proposal, Choice::For).await.unwrap();
    }
    dao.pass(7 * DAY).await;
    for proposal in proposals {
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
    }
    proposals
}

/// The proposal's fields.
pub async fn fields(dao: &mut Dao, proposal: Pubkey) -> Proposal {
    dao.proposal(proposal).await.proposal
}

/// Votes for, against and abstaining.
pub async fn tally(dao: &mut Dao, proposal: Pubkey) -> (u64, u64, u64) {
    let proposal = fields(dao, proposal).await;
    (proposal.votes_for, proposal.votes_against, proposal.votes_abstain)
}

/// Until when a running vote counts the lock.
pub async fn marked_until(dao: &mut Dao, owner: &Pubkey) -> u64 {
    u64::try_from(dao.lock_of(owner).await.voting_until).unwrap()
}

pub async fn lamports(dao: &mut Dao, address: &Pubkey) -> u64 {
    dao.account(address).await.map_or(0, |account| account.lamports)
}

/// Someone new with SOL.
pub async fn wallet(dao: &mut Dao, lamports: u64) -> Keypair {
    let wallet = Keypair::new();
    let transfer = system::transfer(&dao.payer(), &wallet.pubkey(), lamports);
    dao.send(&[transfer], &[]).await.unwrap();
    wallet
}
