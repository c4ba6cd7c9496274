use clap::Args;
use solana_signer::Signer;
use solana_transaction::Signature;
use tenure_client::{locker::counting_second, Instruction};

use crate::{chain::OpenLocker, failure::Failure, report::Report, session::Session, value};

/// Show a locker: its rules, its roles, and what it holds
#[derive(Args)]
pub struct Show {}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        locker_facts(session, &session.locker()?, Report::new(""))
    }
}

/// Sends one instruction of the locker's management, and shows the locker after it.
pub(super) fn manage(
    session: &Session,
    headline: &str,
    instruction: impl FnOnce(&OpenLocker, tenure_client::Pubkey) -> Instruction,
) -> Result<Report, Failure> {
    let wallet = session.wallet()?;
    let locker = session.locker()?;
    let signature = session.chain.send(&[instruction(&locker, wallet.pubkey())], &[&wallet])?;
    managed(session, &locker, &signature, headline)
}

fn managed(
    session: &Session,
    locker: &OpenLocker,
    signature: &Signature,
    headline: &str,
) -> Result<Report, Failure> {
    let report = Report::new(headline).text("signature", "Transaction", signature);
    locker_facts(session, &session.chain.locker(locker.address)?, report)
}

/// Adds a locker's facts to a report.
pub(super) fn locker_facts(
    session: &Session,
    locker: &OpenLocker,
    report: Report,
) -> Result<Report, Failure> {
    let state = &locker.state;
    let now = session.chain.now()?;
    let power = state.power_at(counting_second(state, now));
    let paused = state.paused == 1;
    Ok(report
        .address("locker", "Locker", locker.address)
        .address("mint", "Token", state.mint)
        .address("tokenProgram", "Token program", state.token_program)
        .number("minWeeks", "Shortest lock, weeks", state.min_weeks)
        .number("maxWeeks", "Longest lock, weeks", state.max_weeks)
        .number("penaltyBps", "Penalty, basis points", state.penalty_bps)
        .address("penaltyAccount", "Penalties go to", state.penalty_account)
        .address("creator", "Creator", state.creator)
        .address("authority", "Authority", state.authority)
        .address("proposedAuthority", "Proposed authority", state.proposed_authority)
        .address("pauser", "Pauser", state.pauser)
        .address("governor", "Governor", state.governor)
        .fact("paused", "Paused", if paused { "yes" } else { "no" }, paused.into())
        .tokens("deposits", "Held for locks", locker.tokens(state.deposits))
        .tokens("power", "Power", locker.tokens(power))
        .fact("week", "Counted up to", value::start(state.week), state.week.into())
        .number("weeksBehind", "Weeks behind", locker.weeks_behind(now)))
}
