use serde_json::{json, Value};

use super::{reckoning::require_equal, Actor, Scene, World};
use crate::{
    command::governance::{action_facts, ProposalFile},
    failure::Failure,
    value::moment,
};

/// Alice proposes what a file says, and all can read what it would do.
pub struct Proposal;

const FILE: &str = include_str!("../../../../../migrations/proposals/raise-share.toml");
pub const PROPOSER: Actor = Actor::Alice;

impl Scene for Proposal {
    fn key(&self) -> &'static str {
        "proposal"
    }

    fn title(&self) -> &'static str {
        "Alice proposes: half for those who lock"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        // Bob's new lock has a voice from the week after.
        world.advance_weeks(1)?;
        let (governor, alice) = (world.governor()?, world.address(PROPOSER));
        let file = ProposalFile::parse(FILE)?;
        let actions = file.instructions(world.chain(), &governor)?;
        let draft = file.draft(&actions, None)?;
        world.send_all(PROPOSER, &governor.keys.propose(alice, alice, &alice, &draft))?;

        let (governor, address) = (world.governor()?, world.proposal()?);
        let proposal = world.chain().proposal(&governor, address)?.read;
        require_equal("the number of the first proposal", 1, proposal.proposal.number)?;
        require_equal("what stands in the proposal", true, proposal.actions == draft.actions)?;
        world.stage.say(&format!(
            "Proposal {}: {}\n          {}\n\nAs a voter sees it, from the bytes on the chain:\n",
            proposal.proposal.number, proposal.title, proposal.link
        ));
        let told = proposal.instructions().unwrap_or_default();
        let words: Vec<_> =
            action_facts(world.chain(), &governor, &told, 0)?.iter().map(ToString::to_string).collect();
        world.stage.say(&words.join("\n"));
        world.stage.say(&format!(
            "Votes count from {} until {}.\nIt takes {} for it or abstaining, a tenth of all power, and more for it \
             than against.",
            moment(proposal.proposal.voting_starts_at),
            moment(proposal.proposal.voting_ends_at),
            governor.locker.tokens(proposal.proposal.quorum),
        ));
        world.stage.step();
        Ok(json!({ "proposal": address.to_string(), "title": proposal.title }))
    }
}

impl World<'_> {
    /// The address of the only proposal.
    pub fn proposal(&self) -> Result<tenure_client::Pubkey, Failure> {
        let governor = self.governor()?;
        let first = self.chain().proposals(&governor)?.into_iter().next();
        first.map(|proposal| proposal.address).ok_or_else(|| Failure::cluster("nothing was proposed"))
    }
}
