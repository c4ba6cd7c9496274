use clap::Args;
use serde_json::json;
use tenure_client::{governor::OutflowLimit, Pubkey};

use super::action::SOL_DECIMALS;
use crate::{
    chain::{Chain, OpenGovernor},
    failure::Failure,
    report::Report,
    session::Session,
    value::{self, percent, Duration, Tokens},
};

/// Show a governor: its parameters, its treasury and what that holds, its limits, its council
#[derive(Args)]
pub struct Show {}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        governor_facts(session, &session.governor()?, Report::new(""))
    }
}

/// Adds a governor's facts to a report.
pub(super) fn governor_facts(
    session: &Session,
    governor: &OpenGovernor,
    report: Report,
) -> Result<Report, Failure> {
    let (state, keys, params) = (&governor.state, &governor.keys, governor.state.params());
    let span = |seconds: u32| Duration(seconds.into());
    let sol = Tokens { units: session.chain.lamports(&keys.treasury)?, decimals: SOL_DECIMALS };
    let report = report
        .address("governor", "Governor", keys.governor)
        .address("locker", "Locker", governor.locker.address)
        .tokens("proposalThreshold", "Power to propose", governor.locker.tokens(params.proposal_threshold))
        .fact("votingDelay", "Voting begins after", span(params.voting_delay), params.voting_delay.into())
        .fact("votingPeriod", "Voting lasts", span(params.voting_period), params.voting_period.into())
        .fact("timelock", "Timelock", span(params.timelock), params.timelock.into())
        .fact("grace", "Time to execute", span(params.grace), params.grace.into())
        .fact("quorumBps", "Quorum", percent(params.quorum_bps), params.quorum_bps.into())
        .number("proposalCount", "Proposals so far", state.proposal_count)
        .address("council", "Council, may veto", state.council)
        .address("treasury", "Treasury", keys.treasury)
        .tokens("sol", "It holds, SOL", sol);
    let report = authority_facts(session, governor, naming_facts(governor, report))?;
    let holdings = session.chain.holdings(&keys.treasury)?.into_iter().map(|holding| {
        Report::new(format!("It holds tokens of {}", holding.mint))
            .address("mint", "", holding.mint)
            .address("account", "Account", holding.account)
            .tokens("amount", "Amount", holding.tokens)
    });
    Ok(report.parts("tokens", holdings.collect()).parts("limits", limit_facts(session, governor)?))
}

/// Whether the locker names the governor, and if not, what has to be done.
fn naming_facts(governor: &OpenGovernor, report: Report) -> Report {
    let named = governor.is_named();
    let words = if named { "yes".to_owned() } else { format!("NO: {}", how_to_name(governor)) };
    report.fact("named", "The locker names it", words, named.into())
}

/// What has to be done for the locker to name the governor.
pub(super) fn how_to_name(governor: &OpenGovernor) -> String {
    format!(
        "nobody can vote until it does. Its authority, {}, must run: tenure locker params --governor {}",
        governor.locker.state.authority, governor.keys.governor
    )
}

/// What the treasury rules.
fn authority_facts(session: &Session, governor: &OpenGovernor, report: Report) -> Result<Report, Failure> {
    let treasury = governor.keys.treasury;
    let locker = &governor.locker.state;
    let words = |authority: Pubkey, proposed: Pubkey| match (authority == treasury, proposed == treasury) {
        (true, _) => "the treasury".to_owned(),
        (false, true) => format!("{authority}; the treasury can accept it (action accept_authority)"),
        (false, false) => authority.to_string(),
    };
    let of_locker = words(locker.authority, locker.proposed_authority);
    let report = report.fact(
        "lockerAuthority",
        "Authority of the locker",
        of_locker,
        locker.authority.to_string().into(),
    );
    Ok(match session.chain.find_splitter(&governor.locker)? {
        Some(splitter) => report.fact(
            "revenueAuthority",
            "Authority of revenue",
            words(splitter.authority, splitter.proposed_authority),
            splitter.authority.to_string().into(),
        ),
        None => report,
    })
}

/// Of the token that a limit is for; none where its mint is gone: it is in base units then.
pub fn limit_decimals(chain: &Chain, mint: &Pubkey) -> Result<u8, Failure> {
    if *mint == Pubkey::default() {
        return Ok(SOL_DECIMALS);
    }
    Ok(chain.find_decimals(mint)?.unwrap_or_default())
}

fn limit_facts(session: &Session, governor: &OpenGovernor) -> Result<Vec<Report>, Failure> {
    let week = tenure_math::week_of(session.chain.now()?);
    let mut reports = Vec::new();
    for row in governor.state.outflow_limits.iter().filter(|row| !row.is_free(week)) {
        let is_sol = row.mint == Pubkey::default();
        let decimals = limit_decimals(&session.chain, &row.mint)?;
        let amount = |units| Tokens { units, decimals };
        let limit = |units| match units {
            OutflowLimit::NONE => ("none".to_owned(), json!(null)),
            units => (amount(units).to_string(), amount(units).to_json()),
        };
        let name = if is_sol { "SOL".to_owned() } else { format!("tokens of {}", row.mint) };
        let (words, value) = limit(row.in_force(week));
        let report = Report::new(format!("At most, in a week, of {name}"))
            .address("mint", "", row.mint)
            .fact("limit", "Limit", words, value)
            .tokens("spent", "Paid out this week", amount(row.spent_in(week)));
        let report = if row.next_from_week > week {
            let (words, value) = limit(row.next_limit);
            let words = format!("{words}, from {}", value::start(row.next_from_week));
            report.fact("nextLimit", "Afterwards", words, value).number(
                "nextFromWeek",
                "",
                row.next_from_week,
            )
        } else {
            report
        };
        reports.push(report);
    }
    Ok(reports)
}
