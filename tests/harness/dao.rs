//! A platform whose holders govern it.

use std::ops::{Deref, DerefMut};

use governor::{Governor, GovernorParams, Vote};
use locker::LockerParams;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_client::governor::{encode_actions, state_of, Draft, GovernorKeys, ReadProposal};
use tenure_math::{Choice, ProposalState};

use crate::{Outcome, Owner, Platform, World};

/// A [`Platform`] whose locker names a governor.
pub struct Dao {
    pub platform: Platform,
    pub governance: GovernorKeys,
    pub council: Keypair,
}

impl Deref for Dao {
    type Target = Platform;

    fn deref(&self) -> &Platform {
        &self.platform
    }
}

impl DerefMut for Dao {
    fn deref_mut(&mut self) -> &mut Platform {
        &mut self.platform
    }
}

const DAY: u32 = 86_400;

impl Dao {
    /// A day's delay, five days of voting, two days of timelock, a week of grace; a tenth of the power for a
    /// quorum, 100 to propose.
    pub const PARAMS: GovernorParams = GovernorParams {
        proposal_threshold: 100,
        voting_delay: DAY,
        voting_period: 5 * DAY,
        timelock: 2 * DAY,
        grace: 7 * DAY,
        quorum_bps: 1_000,
    };

    /// A governor on [`Self::PARAMS`] for the platform of [`Platform::new`].
    pub async fn new() -> Self {
        Self::with(Self::PARAMS).await
    }

    /// A governor on other terms.
    pub async fn with(params: GovernorParams) -> Self {
        let mut dao = Self::bare(Platform::new().await);
        dao.create_governor(params).await.expect("the governor is created");
        dao.name_governor().await;
        dao
    }

    /// The keys of a governor, but no governor yet.
    pub fn bare(platform: Platform) -> Self {
        let governance = GovernorKeys::derive(platform.keys);
        Self { platform, governance, council: Keypair::new() }
    }

    pub async fn create_governor(&mut self, params: GovernorParams) -> Outcome {
        let founder = self.authority.insecure_clone();
        let (payer, council) = (self.payer(), self.council.pubkey());
        let instruction = self.governance.create_governor(payer, founder.pubkey(), params, council);
        self.attempt(instruction, &[&founder]).await
    }

    /// The locker's authority names the governor.
    pub async fn name_governor(&mut self) {
        let founder = self.authority.insecure_clone();
        let params = LockerParams { governor: self.governance.governor, ..World::PARAMS };
        self.update_params(&founder, params).await.expect("the governor is named");
    }

    /// Someone with `amount` locked for the longest term, a week ago.
    pub async fn holder(&mut self, amount: u64) -> Owner {
        let owner = self.owner(amount).await;
        self.lock(&owner, amount, 208).await.expect("the lock is made");
        owner
    }

    /// A draft of `actions`.
    pub fn draft_of(nonce: u64, actions: &[Instruction]) -> Draft {
        Draft {
            nonce,
            title: format!("Proposal {nonce}"),
            link: "https://example.com/forum".into(),
            actions: encode_actions(actions).expect("actions that fit"),
        }
    }

    /// Drafts, writes and submits in one transaction.
    pub async fn propose(&mut self, proposer: &Owner, nonce: u64, actions: &[Instruction]) -> Outcome {
        let draft = Self::draft_of(nonce, actions);
        let payer = self.payer();
        let steps = self.governance.propose(payer, proposer.address(), &proposer.address(), &draft);
        self.send(&steps, &[&proposer.keypair]).await
    }

    /// The proposal's address.
    pub fn proposal_of(&self, proposer: &Owner, nonce: u64) -> Pubkey {
        self.governance.proposal(&proposer.address(), nonce)
    }

    pub async fn vote(&mut self, owner: &Owner, proposal: Pubkey, choice: Choice) -> Outcome {
        self.vote_as(&owner.keypair, owner, proposal, choice).await
    }

    /// `voter` votes with `owner`'s lock.
    pub async fn vote_as(
        &mut self,
        voter: &Keypair,
        owner: &Owner,
        proposal: Pubkey,
        choice: Choice,
    ) -> Outcome {
        let payer = self.payer();
        let instruction = self.governance.vote(payer, voter.pubkey(), &owner.address(), proposal, choice);
        self.attempt(instruction, &[voter]).await
    }

    /// `signer` cancels what `owner`'s lock proposed.
    pub async fn cancel(&mut self, signer: &Keypair, proposal: Pubkey, owner: &Owner) -> Outcome {
        let instruction = self.governance.cancel(signer.pubkey(), proposal, &owner.address());
        self.attempt(instruction, &[signer]).await
    }

    pub async fn veto(&mut self, council: &Keypair, proposal: Pubkey) -> Outcome {
        let instruction = self.governance.veto(council.pubkey(), proposal);
        self.attempt(instruction, &[council]).await
    }

    pub async fn execute(&mut self, proposal: Pubkey, index: u8, action: &Instruction) -> Outcome {
        let instruction = self.governance.execute(proposal, index, action);
        self.attempt(instruction, &[]).await
    }

    /// Where the proposal stands, from the program's view; `None` for a draft.
    pub async fn state(&mut self, proposal: Pubkey) -> Option<ProposalState> {
        let instruction = self.governance.proposal_state(proposal);
        let receipt = self.attempt(instruction, &[]).await.expect("the view answers");
        state_of(&receipt.return_data).expect("a state")
    }

    /// The proposal, whose invariant holds.
    pub async fn proposal(&mut self, address: Pubkey) -> ReadProposal {
        let account = self.account(&address).await.expect("a proposal");
        let read = ReadProposal::read(&account.owner, &account.data).expect("a proposal");
        assert!(read.proposal.invariant(), "the proposal's invariant");
        read
    }

    pub async fn governor(&mut self) -> Governor {
        let address = self.governance.governor;
        let governor: Governor = self.read(&address).await.expect("a governor");
        assert!(governor.invariant(), "the governor's invariant");
        governor
    }

    pub async fn vote_of(&mut self, proposal: &Pubkey, owner: &Owner) -> Option<Vote> {
        let address = self.governance.vote_account(proposal, &owner.address());
        self.read(&address).await
    }

    /// Seconds pass.
    pub async fn pass(&mut self, seconds: u32) {
        let then = self.now().await + u64::from(seconds);
        self.set_time(then).await;
    }

    /// SOL arrives in the treasury.
    pub async fn fund_treasury(&mut self, lamports: u64) {
        let transfer = system::transfer(&self.payer(), &self.governance.treasury, lamports);
        self.send(&[transfer], &[]).await.expect("the treasury is funded");
    }

    /// A transfer of SOL for the treasury to sign.
    pub fn sol_to(&self, to: &Pubkey, lamports: u64) -> Instruction {
        system::transfer(&self.governance.treasury, to, lamports)
    }
}
