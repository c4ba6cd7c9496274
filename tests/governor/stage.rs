//! Where most of these tests begin.

use std::slice::from_ref;

use governor::GovernorParams;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use tenure_client::governor::Draft;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, Outcome, Owner, Platform};

use crate::neighbour::Neighbour;

pub const DAY: u32 = 86_400;

/// Whom proposals pay.
pub const GRANTEE: Pubkey = Pubkey::new_from_array([9; 32]);

/// Alice has 3,000 of the power for good, and Bob 1,000, on [`Dao::PARAMS`]. Both locked in the week before,
/// which is over in the locker too: so 4,000 is the total of every vote, and 400 its quorum.
pub struct Stage {
    pub dao: Dao,
    pub alice: Owner,
    pub bob: Owner,
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(Dao::PARAMS).await
    }

    /// The same on other terms.
    pub async fn with(params: GovernorParams) -> Self {
        let mut stage = Self::founded(params).await;
        begin_week(&mut stage.dao).await;
        stage
    }

    /// The same, and another DAO on the chain, in which Alice has a lock as well.
    pub async fn beside_a_neighbour() -> (Self, Neighbour) {
        let mut stage = Self::founded(Dao::PARAMS).await;
        let mut neighbour = Neighbour::of(&mut stage.dao, &stage.alice).await;
        begin_week(&mut stage.dao).await;
        neighbour.swap(&mut stage.dao);
        stage.dao.crank(1).await.expect("the week begins there");
        neighbour.swap(&mut stage.dao);
        (stage, neighbour)
    }

    async fn founded(params: GovernorParams) -> Self {
        let mut dao = Dao::bare(Platform::new().await);
        dao.create_governor(params).await.expect("the governor is created");
        dao.name_governor().await;
        dao.fund_treasury(5_000_000_000).await;
        let (alice, bob) = (member(&mut dao, 3_000).await, member(&mut dao, 1_000).await);
        Self { dao, alice, bob }
    }

    /// Alice's first proposal, to pay the grantee; submitted.
    pub async fn proposed(&mut self) -> Pubkey {
        self.proposed_again(1).await
    }

    /// The same under another nonce.
    pub async fn proposed_again(&mut self, nonce: u64) -> Pubkey {
        let grant = grant(&self.dao);
        self.dao.propose(&self.alice, nonce, &[grant]).await.expect("the proposal is submitted");
        self.dao.proposal_of(&self.alice, nonce)
    }

    /// Alice's proposal of `actions`, for which she alone has voted, and which can be executed.
    pub async fn passed(&mut self, nonce: u64, actions: &[Instruction]) -> Pubkey {
        let draft = Dao::draft_of(nonce, actions);
        let proposal = written(&mut self.dao, &self.alice, &draft).await;
        self.dao.crank(u16::MAX).await.expect("the locker is not behind");
        submit(&mut self.dao, &self.alice, proposal).await.expect("the proposal is submitted");
        self.win(proposal).await;
        self.dao.pass(2 * DAY).await;
        proposal
    }

    /// Passes a proposal of `action` and runs it.
    pub async fn enact(&mut self, nonce: u64, action: &Instruction) -> Outcome {
        let proposal = self.passed(nonce, from_ref(action)).await;
        self.dao.execute(proposal, 0, action).await
    }

    /// [`Self::proposed`], and what it takes to bring it to `state`.
    pub async fn at(&mut self, state: ProposalState) -> Pubkey {
        use ProposalState::{
            Active, Cancelled, Defeated, Executed, Expired, Pending, Queued, Succeeded, Vetoed,
        };
        let proposal = self.proposed().await;
        let (proposer, council) = (self.alice.keypair.insecure_clone(), self.dao.council.insecure_clone());
        if matches!(state, Queued | Succeeded | Executed | Expired) {
            self.win(proposal).await;
        }
        match state {
            Pending | Queued => {}
            Active => self.dao.pass(DAY).await,
            Defeated => self.dao.pass(6 * DAY).await,
            Succeeded => self.dao.pass(2 * DAY).await,
            Executed => {
                self.dao.pass(2 * DAY).await;
                let grant = grant(&self.dao);
                self.dao.execute(proposal, 0, &grant).await.expect("the action runs");
            }
            Expired => self.dao.pass(9 * DAY).await,
            Cancelled => {
                self.dao.cancel(&proposer, proposal, &self.alice).await.expect("it is cancelled");
            }
            Vetoed => {
                self.dao.veto(&council, proposal).await.expect("it is vetoed");
            }
        }
        assert_eq!(self.dao.state(proposal).await, Some(state));
        proposal
    }

    /// Alice votes for `proposal`, which was submitted this second, and the vote ends.
    async fn win(&mut self, proposal: Pubkey) {
        self.dao.pass(DAY).await;
        self.dao.vote(&self.alice, proposal, Choice::For).await.expect("Alice has a voice");
        self.dao.pass(5 * DAY).await;
    }
}

/// Every state of a proposal.
pub const STATES: [ProposalState; 9] = [
    ProposalState::Pending,
    ProposalState::Active,
    ProposalState::Defeated,
    ProposalState::Queued,
    ProposalState::Succeeded,
    ProposalState::Executed,
    ProposalState::Expired,
    ProposalState::Cancelled,
    ProposalState::Vetoed,
];

/// Someone new with `amount` locked for good.
pub async fn member(dao: &mut Dao, amount: u64) -> Owner {
    let owner = dao.owner(2 * amount).await;
    dao.lock(&owner, amount, 208).await.expect("the lock is made");
    dao.make_permanent(&owner).await.expect("the lock is permanent");
    owner
}

/// A week passes, for the locker too.
pub async fn begin_week(dao: &mut Dao) {
    dao.advance_weeks(1).await;
    dao.crank(1).await.expect("the week begins");
}

/// An action that pays the grantee.
pub fn grant(dao: &Dao) -> Instruction {
    dao.sol_to(&GRANTEE, 1_000_000)
}

/// `proposer`'s draft with all its actions written, in a transaction for each piece.
pub async fn written(dao: &mut Dao, proposer: &Owner, draft: &Draft) -> Pubkey {
    let by = proposer.address();
    let mut steps = dao.governance.propose(dao.payer(), by, &by, draft);
    // Without the crank and the submission.
    steps.truncate(steps.len() - 2);
    for step in steps {
        dao.send(&[step], &[&proposer.keypair]).await.expect("the draft is written");
    }
    dao.proposal_of(proposer, draft.nonce)
}

/// Alice's draft to pay the grantee.
pub async fn drafted(stage: &mut Stage, nonce: u64) -> Pubkey {
    let draft = Dao::draft_of(nonce, &[grant(&stage.dao)]);
    written(&mut stage.dao, &stage.alice, &draft).await
}

/// `proposer` submits what was drafted for the same owner's lock.
pub async fn submit(dao: &mut Dao, proposer: &Owner, proposal: Pubkey) -> Outcome {
    submit_as(dao, &proposer.keypair, proposer, proposal).await
}

/// `proposer` submits what was drafted for `owner`'s lock.
pub async fn submit_as(dao: &mut Dao, proposer: &Keypair, owner: &Owner, proposal: Pubkey) -> Outcome {
    let by = solana_signer::Signer::pubkey(proposer);
    let instruction = dao.governance.submit(by, proposal, &owner.address());
    dao.attempt(instruction, &[proposer]).await
}

/// Writes `bytes` into an account, to reach a state that no instruction leads to.
pub async fn overwrite(dao: &mut Dao, address: &Pubkey, offset: usize, bytes: &[u8]) {
    let mut account = dao.account(address).await.expect("an account");
    account.data[offset..offset + bytes.len()].copy_from_slice(bytes);
    dao.set_account(address, account);
}
