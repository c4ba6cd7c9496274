use std::mem::offset_of;

use tenure_client::{
    governor::{governor_address, Governor, GovernorKeys, Proposal, ReadProposal, Vote, ID},
    revenue::splitter_address,
    Account, Instruction, Pubkey,
};

use super::{
    list::{holds, DISCRIMINATOR_LEN},
    Chain, OpenLocker,
};
use crate::failure::Failure;

/// A locker's governor as it was read, and the addresses that go with it.
pub struct OpenGovernor {
    pub locker: OpenLocker,
    pub state: Box<Governor>,
    pub keys: GovernorKeys,
}

/// A proposal as it was read.
pub struct OpenProposal {
    pub address: Pubkey,
    pub read: ReadProposal,
}

/// What a lock says to a proposal, as it was read.
pub struct OpenVote {
    pub address: Pubkey,
    pub state: Vote,
}

impl OpenGovernor {
    /// The addresses that people know by what they are here.
    pub fn names(&self) -> Vec<(Pubkey, &'static str)> {
        let mut names = vec![
            (self.keys.treasury, "the treasury"),
            (self.keys.governor, "the governor"),
            (self.locker.address, "the locker"),
            (splitter_address(&self.locker.address), "the splitter"),
            (self.locker.keys.mint, "the locked token"),
        ];
        if self.state.council != Pubkey::default() {
            names.push((self.state.council, "the council"));
        }
        names
    }

    /// Whether votes mark locks: without, nobody can vote.
    pub fn is_named(&self) -> bool {
        self.locker.state.governor == self.keys.governor
    }

    /// Cancels a proposal.
    pub fn cancel(&self, signer: Pubkey, proposal: &OpenProposal) -> Instruction {
        let mut cancel = self.keys.cancel(signer, proposal.address, &signer);
        // The client derives the lock from its owner, whom a proposal does not name.
        replace(&mut cancel, &self.locker.keys.lock(&signer), proposal.read.proposal.lock);
        cancel
    }

    /// Closes a vote.
    pub fn close_vote(&self, vote: &OpenVote) -> Instruction {
        let (proposal, rent_payer) = (vote.state.proposal, vote.state.rent_payer);
        let mut close = self.keys.close_vote(&proposal, &rent_payer, rent_payer);
        // The client derives the vote from the lock's owner, whom a vote does not name.
        replace(&mut close, &self.keys.vote_account(&proposal, &rent_payer), vote.address);
        close
    }
}

fn replace(instruction: &mut Instruction, derived: &Pubkey, actual: Pubkey) {
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == *derived) {
        meta.pubkey = actual;
    }
}

impl Chain {
    pub fn find_governor(&self, locker: &OpenLocker) -> Result<Option<Box<Governor>>, Failure> {
        self.find(&governor_address(&locker.address), "governor")
    }

    pub fn governor(&self, locker: OpenLocker) -> Result<OpenGovernor, Failure> {
        let state = self.find_governor(&locker)?.ok_or_else(|| {
            Failure::cluster(format!(
                "the locker {} has no governor: see tenure governance create",
                locker.address
            ))
        })?;
        Ok(OpenGovernor { keys: GovernorKeys::derive(locker.keys), locker, state })
    }

    /// The proposal at an address, if there is one of that governor.
    pub fn find_proposal(
        &self,
        governor: &OpenGovernor,
        address: Pubkey,
    ) -> Result<Option<OpenProposal>, Failure> {
        let Some(account) = self.account(&address)? else { return Ok(None) };
        let read = ReadProposal::read(&account.owner, &account.data)
            .map_err(|error| Failure::cluster(format!("{address} is not a proposal: {error}")))?;
        if read.proposal.governor != governor.keys.governor {
            return Err(Failure::cluster(format!(
                "{address} is a proposal of another governor, {}: check --locker",
                read.proposal.governor
            )));
        }
        Ok(Some(OpenProposal { address, read }))
    }

    pub fn proposal(&self, governor: &OpenGovernor, address: Pubkey) -> Result<OpenProposal, Failure> {
        self.find_proposal(governor, address)?.ok_or_else(|| {
            Failure::cluster(format!("there is no proposal {address}: see tenure governance proposals"))
        })
    }

    /// All proposals of a governor, drafts first and then in the order of their numbers.
    pub fn proposals(&self, governor: &OpenGovernor) -> Result<Vec<OpenProposal>, Failure> {
        let filters = [
            holds(0, discriminator::<Proposal>()),
            holds(DISCRIMINATOR_LEN + offset_of!(Proposal, governor), governor.keys.governor.as_ref()),
        ];
        let mut proposals = Vec::new();
        for (address, data) in self.list(&ID, &filters)? {
            let read = ReadProposal::read(&ID, &data).map_err(|error| self.unanswered(error))?;
            proposals.push(OpenProposal { address, read });
        }
        proposals.sort_by_key(|proposal| (proposal.read.proposal.number, proposal.address));
        Ok(proposals)
    }

    /// All votes on the proposal that is, or was, at an address.
    pub fn votes(&self, governor: &OpenGovernor, proposal: &Pubkey) -> Result<Vec<OpenVote>, Failure> {
        let filters = [
            holds(0, discriminator::<Vote>()),
            holds(DISCRIMINATOR_LEN + offset_of!(Vote, governor), governor.keys.governor.as_ref()),
            holds(DISCRIMINATOR_LEN + offset_of!(Vote, proposal), proposal.as_ref()),
        ];
        let mut votes = Vec::new();
        for (address, data) in self.list(&ID, &filters)? {
            let state = Vote::read(&ID, &data).map_err(|error| self.unanswered(error))?;
            votes.push(OpenVote { address, state });
        }
        votes.sort_by_key(|vote| vote.address);
        Ok(votes)
    }

    /// What the lock of `owner` says to a proposal.
    pub fn vote(
        &self,
        governor: &OpenGovernor,
        proposal: &Pubkey,
        owner: &Pubkey,
    ) -> Result<Box<Vote>, Failure> {
        let address = governor.keys.vote_account(proposal, owner);
        self.find(&address, "vote")?
            .ok_or_else(|| Failure::cluster(format!("the lock of {owner} has not voted on {proposal}")))
    }
}

/// What accounts of a type begin with.
fn discriminator<T: Account>() -> &'static [u8] {
    T::DISCRIMINATOR
}
