use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::{choice::Say, facts::standing_facts, which::Which};
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, moment},
};

/// Vote with your lock, or with one that is delegated to you; a vote can be changed until voting ends
///
/// What the proposal would do, in words: tenure governance proposal. Until voting ends, a lock that has voted
/// can be made larger and longer, and not be reduced.
#[derive(Args)]
pub struct Vote {
    /// The proposal's address or its number
    proposal: Which,
    /// What to say to it
    #[arg(value_enum)]
    say: Say,
    /// Whose lock votes. Default: the wallet's
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    lock_owner: Option<Pubkey>,
}

impl Vote {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let voter = wallet.pubkey();
        let owner = self.lock_owner.unwrap_or(voter);
        let governor = session.governor()?;
        // For the sake of its words, where there is none.
        session.chain.lock(&governor.locker, &owner)?;
        let address = self.proposal.open(&session.chain, &governor)?.address;
        let vote = governor.keys.vote(voter, voter, &owner, address, self.say.choice());
        let signature = session.change(&governor.locker, &wallet, &[vote])?;

        let vote = session.chain.vote(&governor, &address, &owner)?;
        let proposal = session.chain.proposal(&governor, address)?;
        let power = governor.locker.tokens(vote.weight);
        let report = Report::new(format!("Voted {}, with a power of {power}.", self.say.word()))
            .text("signature", "Transaction", signature)
            .fact("choice", "", "", self.say.word().into())
            .address("lockOwner", "Lock of", owner)
            .tokens("weight", "Power", power)
            .fact(
                "heldUntil",
                "Not to be reduced until",
                moment(vote.voting_ends_at),
                vote.voting_ends_at.into(),
            );
        Ok(standing_facts(&governor, &proposal, session.chain.now()?, report))
    }
}
