//! The governor on the chain: its treasury, its proposals and votes, and the addresses around them.

use governor::{Governor, GovernorParams, Proposal, Vote};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_client::governor::{actions_hash, encode_actions, Draft};
use tenure_model::OwnerId;

use crate::{
    chain::Chain,
    governance::{
        agenda::{Action, Agenda, Statute},
        measure::Place,
        treasury::{FUNDS, POCKET_MONEY},
    },
};

/// What stays known of the proposal made last at a place.
pub struct Filing {
    pub address: Pubkey,
    /// By the power of whose lock.
    pub owner: OwnerId,
    pub actions: Vec<Instruction>,
    pub actions_hash: [u8; 32],
    /// The addresses of the owners' votes, so that they are searched for only once.
    pub votes: Vec<Pubkey>,
}

/// A statute as the program takes it.
pub fn params(Statute { threshold, rules }: Statute) -> GovernorParams {
    let [voting_delay, voting_period, timelock, grace] =
        rules.spans.map(|seconds| u32::try_from(seconds).expect("seconds that fit"));
    let quorum_bps = rules.quorum_bps;
    GovernorParams { proposal_threshold: threshold, voting_delay, voting_period, timelock, grace, quorum_bps }
}

impl Chain {
    pub fn create_governor(&mut self) {
        let (payer, founder, council) = (self.payer(), self.authority.pubkey(), self.council.pubkey());
        let create = self.governance.create_governor(payer, founder, params(Statute::FIRST), council);
        let mut steps = vec![create, self.fund(FUNDS)];
        steps.extend(self.beneficiaries.iter().map(|to| system::transfer(&payer, to, POCKET_MONEY)));
        self.lite.send(&steps, &[&self.authority]).expect("the governor is created");
    }

    /// SOL for the treasury.
    pub fn fund(&self, lamports: u64) -> Instruction {
        system::transfer(&self.payer(), &self.governance.treasury, lamports)
    }

    /// An agenda's actions, for the treasury to sign.
    pub fn instructions(&self, agenda: &Agenda) -> Vec<Instruction> {
        let keys = &self.governance;
        let instruction = |action| match action {
            Action::Pay { to, lamports } => {
                system::transfer(&keys.treasury, &self.beneficiaries[to], lamports)
            }
            Action::Amend(statute) => keys.update_params(params(statute)),
            Action::Limit(limit) => keys.set_outflow_limit(Pubkey::default(), limit),
        };
        agenda.actions().map(instruction).collect()
    }

    pub fn draft(&self, place: Place, agenda: &Agenda) -> Draft {
        let actions = encode_actions(&self.instructions(agenda)).expect("actions that fit");
        Draft { nonce: place.nonce, title: "Proposal".to_owned(), link: String::new(), actions }
    }

    pub fn file(&mut self, owner: OwnerId, place: Place, agenda: &Agenda) {
        let address = self.proposal_address(place);
        let actions_hash = actions_hash(&self.draft(place, agenda).actions);
        let vote = |owner: &tenure_tests::Owner| self.governance.vote_account(&address, &owner.address());
        let votes = match self.filings.remove(&place) {
            Some(earlier) => earlier.votes,
            None => self.owners.iter().map(vote).collect(),
        };
        let actions = self.instructions(agenda);
        self.filings.insert(place, Filing { address, owner, actions, actions_hash, votes });
    }

    pub fn proposal_address(&self, place: Place) -> Pubkey {
        match self.filings.get(&place) {
            Some(filing) => filing.address,
            None => self.governance.proposal(&self.owners[place.proposer as usize].address(), place.nonce),
        }
    }

    pub fn governor(&self) -> Governor {
        self.lite.read(&self.governance.governor).expect("the governor")
    }

    /// The proposal at a place, if there is one.
    pub fn proposal(&self, place: Place) -> Option<Proposal> {
        self.typed(&self.filings.get(&place)?.address, &governor::ID)
    }

    /// What the owner's lock said to the proposal at a place, if its account is there.
    pub fn vote(&self, place: Place, owner: OwnerId) -> Option<Vote> {
        self.typed(&self.filings.get(&place)?.votes[owner as usize], &governor::ID)
    }

    pub fn lamports(&self, address: &Pubkey) -> u64 {
        self.lite.svm.get_account(address).map_or(0, |account| account.lamports)
    }
}
