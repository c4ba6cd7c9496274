use governor::{Governor, Proposal, ProposalText, Vote, DRAFT};
use solana_program::{instruction::Instruction, pubkey::Pubkey};
use tenure_math::ProposalState;

use super::decode_actions;
use crate::{Account, ReadError};

impl Account for Governor {
    const VERSION: u8 = Governor::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Proposal {
    const VERSION: u8 = Proposal::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Vote {
    const VERSION: u8 = Vote::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

/// A proposal with what stands behind its fields.
pub struct ReadProposal {
    pub proposal: Proposal,
    pub title: String,
    pub link: String,
    /// The bytes that the submission fixes by their hash.
    pub actions: Vec<u8>,
}

impl ReadProposal {
    /// Reads an account with the given owner and bytes.
    pub fn read(owner: &Pubkey, data: &[u8]) -> Result<Self, ReadError> {
        let proposal = Proposal::read(owner, data)?;
        let text = data.get(Proposal::space(0, 0, 0)..).unwrap_or_default();
        let text = ProposalText::read(&proposal, text);
        let string = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let (title, link, actions) = (string(text.title), string(text.link), text.actions.to_vec());
        Ok(Self { proposal, title, link, actions })
    }

    /// The actions. `None` if they are cut or malformed, as a draft's may be.
    pub fn instructions(&self) -> Option<Vec<Instruction>> {
        decode_actions(&self.actions)
    }
}

/// The state in the return data of the view; `None` for a draft.
pub fn state_of(data: &[u8]) -> Result<Option<ProposalState>, std::io::Error> {
    match data {
        [DRAFT] => Ok(None),
        [number] => {
            let state = ProposalState::ALL.into_iter().find(|state| governor::number_of(*state) == *number);
            state.map(Some).ok_or_else(|| std::io::Error::other("a state that this client does not know"))
        }
        _ => Err(std::io::Error::other("not a proposal's state")),
    }
}
