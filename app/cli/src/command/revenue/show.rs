use clap::Args;
use serde_json::{json, Value};
use solana_signer::Signer;
use tenure_client::{revenue::Terms, Instruction, Pubkey};

use crate::{
    chain::{OpenPool, OpenSplitter},
    failure::Failure,
    report::Report,
    session::Session,
    value::{self, percent},
};

/// Show a splitter: its terms, its roles, and its pools
#[derive(Args)]
pub struct Show {}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let splitter = session.splitter()?;
        let report = splitter_facts(session, &splitter, Report::new(""))?;
        let pools = session.chain.pools(&splitter)?;
        let facts = |pool| pool_facts(session, pool, Report::new(format!("Pool of {}", pool.keys.mint)));
        Ok(report.parts("pools", pools.iter().map(facts).collect::<Result<_, _>>()?))
    }
}

/// Sends one instruction of the splitter's management, and shows the splitter after it.
pub(super) fn manage(
    session: &Session,
    headline: &str,
    instruction: impl FnOnce(&OpenSplitter, Pubkey) -> Result<Instruction, Failure>,
) -> Result<Report, Failure> {
    let wallet = session.wallet()?;
    let splitter = session.splitter()?;
    let instruction = instruction(&splitter, wallet.pubkey())?;
    let signature = session.chain.send(&[instruction], &[&wallet])?;
    let report = Report::new(headline).text("signature", "Transaction", signature);
    splitter_facts(session, &session.chain.splitter(splitter.locker)?, report)
}

/// Adds a splitter's facts to a report.
pub(super) fn splitter_facts(
    session: &Session,
    splitter: &OpenSplitter,
    report: Report,
) -> Result<Report, Failure> {
    let state = &splitter.state;
    let week = splitter.locker.week_at(session.chain.now()?);
    let report = report
        .address("splitter", "Splitter", splitter.keys.splitter)
        .address("locker", "Locker", splitter.locker.address)
        .address("stakeMint", "Locked token", state.stake_mint);
    let paused = state.paused == 1;
    Ok(terms_facts(splitter, week, report)
        .address("authority", "Authority", state.authority)
        .address("proposedAuthority", "Proposed authority", state.proposed_authority)
        .address("pauser", "Pauser", state.pauser)
        .fact("paused", "Paused", if paused { "yes" } else { "no" }, paused.into())
        .number("week", "", week)
        .number("poolCount", "Pools", state.pool_count))
}

/// Adds the terms in force in `week`, and those that are announced.
fn terms_facts(splitter: &OpenSplitter, week: u32, report: Report) -> Report {
    let change = splitter.state.next_from_week;
    let in_force = splitter.state.terms_in(week);
    // Since when is known of the last change only; the first terms count from the beginning.
    let since = (1..=week).contains(&change).then_some(change);
    let json = terms_json(splitter, &in_force, since);
    let report = report.fact("terms", "Terms in force", terms_words(splitter, &in_force, since), json);
    if change <= week {
        return report.fact("announced", "", "", Value::Null);
    }
    let (announced, from) = (splitter.newest_terms(), Some(change));
    let json = terms_json(splitter, &announced, from);
    report.fact("announced", "Announced", terms_words(splitter, &announced, from), json)
}

fn terms_words(splitter: &OpenSplitter, terms: &Terms, from_week: Option<u32>) -> String {
    let from = from_week.map(|week| format!("from week {week}, {}: ", value::start(week)));
    format!(
        "{}{} to lockers, {} of the locked token burned, least power {}",
        from.unwrap_or_default(),
        percent(terms.staker_bps),
        percent(terms.burn_bps),
        splitter.locker.tokens(terms.min_power.max(1)),
    )
}

fn terms_json(splitter: &OpenSplitter, terms: &Terms, from_week: Option<u32>) -> Value {
    json!({
        "stakerBps": terms.staker_bps,
        "burnBps": terms.burn_bps,
        "minPower": splitter.locker.tokens(terms.min_power).to_json(),
        "fromWeek": from_week,
        "from": from_week.map(value::start),
    })
}

/// Adds a pool's facts to a report.
pub(super) fn pool_facts(session: &Session, pool: &OpenPool, report: Report) -> Result<Report, Failure> {
    let (state, keys) = (&pool.state, &pool.keys);
    let waiting = session.chain.balance(&keys.intake)?;
    Ok(report
        .address("mint", "", keys.mint)
        .address("pool", "Pool", keys.pool)
        .address("intake", "Intake", keys.intake)
        .address("treasury", "Treasury's account", keys.treasury)
        .tokens("waiting", "Waiting at the intake", pool.tokens(waiting))
        .sum("credited", "Credited to lockers", pool.sum(state.credited.get()))
        .sum("paid", "Paid to lockers", pool.sum(state.paid.get()))
        .sum("remaining", "Remaining to claim", pool.sum(state.remaining()))
        .tokens("recycling", "Waiting for weeks to come", pool.tokens(state.recycling))
        .tokens("treasuryDue", "Due to the treasury", pool.tokens(state.treasury_due))
        .number("index", "", state.index)
        .number("createdWeek", "", state.created_week)
        .fact("week", "Counted up to", value::start(state.week), state.week.into()))
}
