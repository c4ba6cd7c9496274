use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use tenure_client::{
    decode::printable,
    governor::{Draft, PIECE},
    Instruction, Pubkey,
};
use tenure_math::{Electorate, VotingTerms};

use super::{facts::action_facts, proposal_facts, show::how_to_name, ProposalFile};
use crate::{
    chain::{pack, OpenGovernor, OpenProposal},
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, existing_file},
};

/// Propose what a file describes, for the treasury to do. As a lock's owner or delegate
///
/// Without --yes it only tells what would be proposed, in words. What was cut is taken up again by the same
/// command.
#[derive(Args)]
pub struct Propose {
    /// The file, in TOML or JSON: see migrations/proposals/raise-share.toml
    #[arg(value_parser = existing_file)]
    file: PathBuf,
    /// Sign and send it
    #[arg(long)]
    yes: bool,
    /// Whose lock has the power to propose. Default: the wallet's
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    lock_owner: Option<Pubkey>,
    /// Names the proposal among the wallet's own. Default: follows from the content
    #[arg(long, value_name = "NUMBER")]
    nonce: Option<u64>,
}

impl Propose {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let file = ProposalFile::read(&self.file)?;
        let wallet = session.wallet()?;
        let proposer = wallet.pubkey();
        let owner = self.lock_owner.unwrap_or(proposer);
        let governor = session.governor()?;
        if !governor.is_named() {
            let words = how_to_name(&governor);
            return Err(Failure::cluster(format!("the locker does not name its governor: {words}")));
        }
        let actions = file.instructions(&session.chain, &governor)?;
        let draft = file.draft(&actions, self.nonce)?;
        let address = governor.keys.proposal(&proposer, draft.nonce);

        if !self.yes {
            let report = Report::new("Nothing was sent. This would be proposed; add --yes to propose it.")
                .fact("proposed", "", "", false.into())
                .text("title", "Title", printable(&draft.title))
                .text("link", "Link", printable(&draft.link))
                .address("proposal", "Proposal", address);
            return Ok(report.parts("actions", action_facts(&session.chain, &governor, &actions, 0)?));
        }
        let found = session.chain.find_proposal(&governor, address)?;
        let steps = steps(&governor, &proposer, &owner, &draft, found.as_ref())?;
        let transactions = pack(steps, &proposer);
        if transactions.len() > 1 {
            // Else the pieces would be written, and paid for, before the last of them is refused.
            require_power(session, &governor, &owner)?;
        }
        let mut signatures = Vec::new();
        for instructions in &transactions {
            signatures.push(session.chain.send(instructions, &[&wallet])?.to_string());
        }
        let proposal = session.chain.proposal(&governor, address)?;
        let headline = format!("Proposed, as number {}.", proposal.read.proposal.number);
        let report = Report::new(headline).fact("proposed", "", "", true.into()).fact(
            "signatures",
            "Transactions",
            signatures.join(", "),
            signatures.clone().into(),
        );
        proposal_facts(&session.chain, &governor, &proposal, report)
    }
}

/// What it takes to propose `draft`, of which `found` is there already. What has to be together is.
fn steps(
    governor: &OpenGovernor,
    proposer: &Pubkey,
    owner: &Pubkey,
    draft: &Draft,
    found: Option<&OpenProposal>,
) -> Result<Vec<Vec<Instruction>>, Failure> {
    let keys = &governor.keys;
    let address = keys.proposal(proposer, draft.nonce);
    let mut steps = Vec::new();
    let written = match found {
        None => {
            steps.push(vec![keys.draft(*proposer, *proposer, owner, draft)]);
            vec![0; draft.actions.len()]
        }
        Some(found) => {
            require_same_draft(governor, owner, draft, found)?;
            found.read.actions.clone()
        }
    };
    let pieces = draft.actions.chunks(PIECE).zip(written.chunks(PIECE));
    for (index, (piece, there)) in pieces.enumerate() {
        let offset = u16::try_from(index * PIECE).map_err(Failure::input)?;
        if piece != there {
            steps.push(vec![keys.write(*proposer, address, offset, piece)]);
        }
    }
    steps.push(vec![keys.locker.crank(u16::MAX), keys.submit(*proposer, address, owner)]);
    Ok(steps)
}

/// What is there can be taken up again.
fn require_same_draft(
    governor: &OpenGovernor,
    owner: &Pubkey,
    draft: &Draft,
    found: &OpenProposal,
) -> Result<(), Failure> {
    let (read, address) = (&found.read, found.address);
    if read.proposal.number != 0 {
        return Err(Failure::cluster(format!(
            "this is proposed already, as number {} at {address}: to propose it once more, give another --nonce",
            read.proposal.number
        )));
    }
    let same_text = read.title == draft.title && read.link == draft.link;
    let same_lock = read.proposal.lock == governor.keys.locker.lock(owner);
    if same_text && same_lock && read.actions.len() == draft.actions.len() {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "there is a draft of something else at {address}: close it with tenure governance close {address}, or give \
         another --nonce"
    )))
}

fn require_power(session: &Session, governor: &OpenGovernor, owner: &Pubkey) -> Result<(), Failure> {
    let lock = session.chain.lock(&governor.locker, owner)?;
    let now = session.chain.now()?;
    let week = governor.locker.week_at(now);
    let terms: VotingTerms = governor.state.params().terms();
    let ends_at = terms.timeline(now).map_or(u64::MAX, |timeline| timeline.voting_ends_at);
    let electorate = Electorate::new(week, ends_at, u64::MAX, u64::MAX);
    let power = electorate.weight(lock.stake_before(week), lock.reduced_week);
    if power >= terms.threshold {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the lock of {owner} has a power of {} in this week's snapshot, and it takes {} to propose",
        governor.locker.tokens(power),
        governor.locker.tokens(terms.threshold)
    )))
}
