//! What a measure sends to the chain.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::Choice;
use tenure_model::OwnerId;

use crate::{
    chain::Chain,
    governance::measure::{Measure, Place},
    verdict::Verdict,
};

impl Chain {
    pub fn decide(&mut self, owner: OwnerId, measure: Measure) -> Verdict {
        let steps = self.ask_governor(owner, measure);
        self.send(owner, &steps)?;
        if let Measure::Propose { place, agenda } = measure {
            self.file(owner, place, &agenda);
        }
        Ok(())
    }

    fn ask_governor(&self, owner: OwnerId, measure: Measure) -> Vec<Instruction> {
        let (keys, payer, address) = (&self.governance, self.payer(), self.address(owner));
        let at = |place| self.proposal_address(place);
        let instruction = match measure {
            Measure::Propose { place, agenda } => {
                let draft = self.draft(place, &agenda);
                return keys.propose(payer, self.address(place.proposer), &address, &draft);
            }
            Measure::Vote { place, voter, choice } => {
                let mut vote = keys.vote(payer, self.address(voter), &address, at(place), Choice::For);
                *vote.data.last_mut().expect("the choice") = choice;
                vote
            }
            Measure::Cancel { place, signer } => {
                let by = self.filings.get(&place).map_or(owner, |filing| filing.owner);
                keys.cancel(self.address(signer), at(place), &self.address(by))
            }
            Measure::Veto { place, council } => {
                let signer = if council { self.council.pubkey() } else { address };
                keys.veto(signer, at(place))
            }
            Measure::Execute { place, index, given } => {
                keys.execute(at(place), index, &self.given(place, given))
            }
            Measure::CloseVote { place } => keys.close_vote(&at(place), &address, payer),
            Measure::CloseProposal { place, signer } => {
                keys.close_proposal(self.address(signer), at(place), payer)
            }
            Measure::Fund { lamports } => self.fund(lamports),
        };
        vec![instruction]
    }

    /// The action whose accounts are given; some payment where nothing was proposed.
    fn given(&self, place: Place, given: usize) -> Instruction {
        let known = self.filings.get(&place).and_then(|filing| filing.actions.get(given));
        known.cloned().unwrap_or_else(|| self.fund(0))
    }

    fn address(&self, owner: OwnerId) -> Pubkey {
        self.owners[owner as usize].address()
    }
}
