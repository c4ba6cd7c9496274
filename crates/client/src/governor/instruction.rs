use anchor_lang::{InstructionData, ToAccountMetas};
use governor::{accounts, instruction, GovernorParams, ID};
use solana_program::{
    instruction::{AccountMeta, Instruction},
    pubkey::Pubkey,
};
use tenure_math::Choice;

use super::{governor_address, proposal_address, treasury_address, vote_address};
use crate::{
    locker::LockerKeys,
    program::{self, SYSTEM_PROGRAM},
};

/// Bytes of actions that fit in one transaction with the rest of a piece's instruction.
pub const PIECE: usize = 900;

/// The addresses that a governor's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GovernorKeys {
    pub governor: Pubkey,
    pub treasury: Pubkey,
    pub locker: LockerKeys,
}

/// What a proposer writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// In the proposal's address; a proposer's own choice, and only used once at a time.
    pub nonce: u64,
    pub title: String,
    pub link: String,
    /// As [`super::encode_actions`] gives them.
    pub actions: Vec<u8>,
}

impl GovernorKeys {
    /// Of the governor that a locker has, or will have.
    pub fn derive(locker: LockerKeys) -> Self {
        let governor = governor_address(&locker.locker);
        Self { governor, treasury: treasury_address(&governor), locker }
    }

    pub fn proposal(&self, proposer: &Pubkey, nonce: u64) -> Pubkey {
        proposal_address(&self.governor, proposer, nonce)
    }

    /// What `owner`'s lock says to `proposal`.
    pub fn vote_account(&self, proposal: &Pubkey, owner: &Pubkey) -> Pubkey {
        vote_address(proposal, &self.locker.lock(owner))
    }

    pub fn create_governor(
        &self,
        payer: Pubkey,
        locker_authority: Pubkey,
        params: GovernorParams,
        council: Pubkey,
    ) -> Instruction {
        build(
            accounts::CreateGovernor {
                payer,
                locker: self.locker.locker,
                locker_authority,
                governor: self.governor,
                treasury: self.treasury,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreateGovernor { params, council },
        )
    }

    /// For a proposal's actions: only the treasury can sign it.
    pub fn update_params(&self, params: GovernorParams) -> Instruction {
        build(
            accounts::UpdateParams { governor: self.governor, treasury: self.treasury },
            instruction::UpdateParams { params },
        )
    }

    /// For a proposal's actions: only the treasury can sign it.
    pub fn set_council(&self, council: Pubkey) -> Instruction {
        build(
            accounts::SetCouncil { governor: self.governor, treasury: self.treasury },
            instruction::SetCouncil { council },
        )
    }

    /// For a proposal's actions: only the treasury can sign it. SOL's mint is zero.
    pub fn set_outflow_limit(&self, mint: Pubkey, limit: u64) -> Instruction {
        build(
            accounts::SetOutflowLimit { governor: self.governor, treasury: self.treasury },
            instruction::SetOutflowLimit { mint, limit },
        )
    }

    /// Makes the draft's account; what is written and submitted comes after. `owner`'s is the lock.
    pub fn draft(&self, payer: Pubkey, proposer: Pubkey, owner: &Pubkey, draft: &Draft) -> Instruction {
        build(
            accounts::Draft {
                payer,
                proposer,
                governor: self.governor,
                lock: self.locker.lock(owner),
                proposal: self.proposal(&proposer, draft.nonce),
                system_program: SYSTEM_PROGRAM,
            },
            instruction::Draft {
                nonce: draft.nonce.to_le_bytes(),
                title: draft.title.clone(),
                link: draft.link.clone(),
                actions_len: u16::try_from(draft.actions.len()).unwrap_or(u16::MAX),
            },
        )
    }

    pub fn write(&self, proposer: Pubkey, proposal: Pubkey, offset: u16, piece: &[u8]) -> Instruction {
        build(accounts::Write { proposer, proposal }, instruction::Write { offset, piece: piece.to_vec() })
    }

    pub fn submit(&self, proposer: Pubkey, proposal: Pubkey, owner: &Pubkey) -> Instruction {
        build(
            accounts::Submit {
                proposer,
                governor: self.governor,
                locker: self.locker.locker,
                lock: self.locker.lock(owner),
                proposal,
            },
            instruction::Submit {},
        )
    }

    /// All it takes to propose, in order: the draft, its actions in pieces of [`PIECE`] bytes, a crank, as
    /// the locker must not be behind, and the submission. With few actions it all fits in one transaction.
    pub fn propose(
        &self,
        payer: Pubkey,
        proposer: Pubkey,
        owner: &Pubkey,
        draft: &Draft,
    ) -> Vec<Instruction> {
        let proposal = self.proposal(&proposer, draft.nonce);
        let mut steps = vec![self.draft(payer, proposer, owner, draft)];
        for (index, piece) in draft.actions.chunks(PIECE).enumerate() {
            let offset = u16::try_from(index * PIECE).unwrap_or(u16::MAX);
            steps.push(self.write(proposer, proposal, offset, piece));
        }
        steps.push(self.locker.crank(u16::MAX));
        steps.push(self.submit(proposer, proposal, owner));
        steps
    }

    /// `voter` is `owner`, whose lock it is, or its delegate. Pays the rent of a first vote: `payer`.
    pub fn vote(
        &self,
        payer: Pubkey,
        voter: Pubkey,
        owner: &Pubkey,
        proposal: Pubkey,
        choice: Choice,
    ) -> Instruction {
        let choice = match choice {
            Choice::Against => 0,
            Choice::For => 1,
            Choice::Abstain => 2,
        };
        build(
            accounts::CastVote {
                payer,
                voter,
                governor: self.governor,
                locker: self.locker.locker,
                lock: self.locker.lock(owner),
                proposal,
                vote: self.vote_account(&proposal, owner),
                locker_program: crate::locker::ID,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::Vote { choice },
        )
    }

    /// `owner` is that of the lock by whose power it was proposed.
    pub fn cancel(&self, signer: Pubkey, proposal: Pubkey, owner: &Pubkey) -> Instruction {
        let (governor, lock) = (self.governor, self.locker.lock(owner));
        build(accounts::Cancel { signer, governor, proposal, lock }, instruction::Cancel {})
    }

    pub fn veto(&self, council: Pubkey, proposal: Pubkey) -> Instruction {
        build(accounts::Veto { council, governor: self.governor, proposal }, instruction::Veto {})
    }

    /// Runs `action`, the proposal's next, which is at `index`.
    pub fn execute(&self, proposal: Pubkey, index: u8, action: &Instruction) -> Instruction {
        let mut instruction = build(
            accounts::Execute { governor: self.governor, proposal, treasury: self.treasury },
            instruction::Execute { index },
        );
        instruction.accounts.push(AccountMeta::new_readonly(action.program_id, false));
        // The treasury signs within the program.
        let unsigned = |meta: &AccountMeta| AccountMeta { is_signer: false, ..meta.clone() };
        instruction.accounts.extend(action.accounts.iter().map(unsigned));
        instruction
    }

    pub fn close_vote(&self, proposal: &Pubkey, owner: &Pubkey, rent_payer: Pubkey) -> Instruction {
        let (vote, proposal) = (self.vote_account(proposal, owner), *proposal);
        build(accounts::CloseVote { vote, proposal, rent_payer }, instruction::CloseVote {})
    }

    pub fn close_proposal(&self, signer: Pubkey, proposal: Pubkey, rent_payer: Pubkey) -> Instruction {
        build(accounts::CloseProposal { signer, proposal, rent_payer }, instruction::CloseProposal {})
    }

    /// View: returns what [`super::state_of`] reads.
    pub fn proposal_state(&self, proposal: Pubkey) -> Instruction {
        build(accounts::ViewProposalState { proposal }, instruction::ProposalState {})
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    program::build(ID, accounts, data)
}
