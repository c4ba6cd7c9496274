use clap::Args;
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    decode::{associated_accounts, AssociatedAccount},
    Explanation, Instruction, Pubkey,
};

use super::{proposal_facts, which::Which};
use crate::{
    chain::{pack, OpenGovernor, OpenProposal},
    failure::Failure,
    report::Report,
    session::Session,
};

/// Run what a proposal that passed has left to run, one action after the other. As anyone
///
/// Makes the token accounts that actions miss; the wallet pays for those. Where an action is
/// refused, those before it have run, and the same command tries again.
#[derive(Args)]
pub struct Execute {
    /// The proposal's address or its number
    proposal: Which,
}

/// All that a transaction can have: nobody knows what an action takes.
const MOST_COMPUTE_UNITS: u32 = 1_400_000;

impl Execute {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let governor = session.governor()?;
        let proposal = self.proposal.open(&session.chain, &governor)?;
        let actions = proposal
            .read
            .instructions()
            .ok_or_else(|| Failure::cluster("the proposal is a draft of which not all is written yet"))?;
        let done = proposal.read.proposal.actions_run;
        if usize::from(done) >= actions.len() {
            return Err(Failure::cluster("all actions of the proposal have run already"));
        }
        let left = (0..).zip(&actions).skip(done.into());
        let mut signatures = Vec::new();
        for (index, action) in left {
            let sent = run(session, &governor, &proposal, index, action, &wallet);
            signatures.extend(sent.map_err(|failure| at(index, failure))?);
        }
        let after = session.chain.proposal(&governor, proposal.address)?;
        let ran = after.read.proposal.actions_run - done;
        let headline =
            if ran == 1 { "1 action has run.".to_owned() } else { format!("{ran} actions have run.") };
        let report = Report::new(headline).number("ran", "", ran).fact(
            "signatures",
            "Transactions",
            signatures.join(", "),
            signatures.clone().into(),
        );
        // An action may have changed the governor.
        let governor = session.governor()?;
        proposal_facts(&session.chain, &governor, &after, report)
    }
}

/// Runs one action, after what it needs.
fn run(
    session: &Session,
    governor: &OpenGovernor,
    proposal: &OpenProposal,
    index: u8,
    action: &Instruction,
    wallet: &dyn Signer,
) -> Result<Vec<String>, Failure> {
    let payer = wallet.pubkey();
    let locker = session.chain.locker(governor.locker.address)?;
    let mut steps = vec![session.catch_up(&locker)?];
    steps.extend(missing_accounts(session, action, &payer)?.into_iter().map(|create| vec![create]));
    steps.push(vec![
        ComputeBudgetInstruction::set_compute_unit_limit(MOST_COMPUTE_UNITS),
        governor.keys.execute(proposal.address, index, action),
    ]);
    steps.retain(|step| !step.is_empty());
    let mut signatures = Vec::new();
    for instructions in pack(steps, &payer) {
        signatures.push(session.chain.send(&instructions, &[wallet])?.to_string());
    }
    Ok(signatures)
}

/// What makes the token accounts that an action needs, where they are not there yet. One whose owner has given
/// it away is there: it cannot be made again, and the action says for itself whether it takes it.
fn missing_accounts(
    session: &Session,
    action: &Instruction,
    payer: &Pubkey,
) -> Result<Vec<Instruction>, Failure> {
    let mut missing = Vec::new();
    for AssociatedAccount { address, owner, mint, token_program } in associated_accounts(action) {
        if session.chain.mint_of(&address)?.is_none() {
            let make = create_associated_token_account_idempotent(payer, &owner, &mint, &token_program);
            missing.push(make);
        }
    }
    Ok(missing)
}

/// Tells which action it was that failed.
fn at(index: u8, failure: Failure) -> Failure {
    let words = |words: &str| match index {
        0 => format!("action 1: {words}"),
        1 => format!("action 1 has run; action 2: {words}"),
        _ => format!("actions 1 to {index} have run; action {}: {words}", u16::from(index) + 1),
    };
    match failure {
        Failure::Input(text) => Failure::Input(words(&text)),
        Failure::Cluster(text) => Failure::Cluster(words(&text)),
        Failure::Refused(Explanation { name, words: text }) => {
            Failure::Refused(Explanation { name, words: words(&text) })
        }
        unsigned @ Failure::ToSign(_) => unsigned,
    }
}
