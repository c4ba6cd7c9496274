//! What is told of a proposal.

use serde_json::{json, Value};
use tenure_client::{
    decode::{decode, hex, printable, Names},
    Instruction,
};

use super::{present::Present, standing::Standing};
use crate::{
    chain::{Chain, OpenGovernor, OpenProposal},
    failure::Failure,
    report::Report,
    value::{moment, share, Sum, Tokens},
};

/// Each action in words, and whether it has run: the first `run` have.
pub fn action_facts(
    chain: &Chain,
    governor: &OpenGovernor,
    actions: &[Instruction],
    run: u8,
) -> Result<Vec<Report>, Failure> {
    let (names, present) = (governor.names(), Present::read(chain, governor)?);
    let names = Names::new(&names);
    let report = |(index, action): (u8, &Instruction)| {
        let decoded = decode(action, &names);
        let has_run = index < run;
        let mark = if has_run { " (has run)" } else { "" };
        Report::new(format!("Action {}{mark}: {}", u16::from(index) + 1, decoded.headline))
            .fact("headline", "", "", decoded.headline.as_str().into())
            .fact("known", "", "", decoded.known.into())
            .fact("program", "", "", action.program_id.to_string().into())
            .fact("run", "", "", has_run.into())
            .details("details", &present.compare(action, &decoded, &names))
    };
    Ok((0..).zip(actions).map(report).collect())
}

/// Adds a proposal's facts to a report: what is proposed, where it stands, and its actions.
pub fn proposal_facts(
    chain: &Chain,
    governor: &OpenGovernor,
    proposal: &OpenProposal,
    report: Report,
) -> Result<Report, Failure> {
    let state = &proposal.read.proposal;
    let report = standing_facts(governor, proposal, chain.now()?, report).fact(
        "actionsHash",
        "",
        "",
        hex(&state.actions_hash).into(),
    );
    Ok(match proposal.read.instructions() {
        Some(actions) => report.parts("actions", action_facts(chain, governor, &actions, state.actions_run)?),
        None => report.text("unreadable", "Actions", "not all written yet"),
    })
}

/// As [`proposal_facts`], without the actions.
pub fn standing_facts(governor: &OpenGovernor, proposal: &OpenProposal, now: u64, report: Report) -> Report {
    let (state, read) = (&proposal.read.proposal, &proposal.read);
    let standing = Standing::of(state, now);
    let link = match printable(&read.link) {
        link if link.is_empty() => "none".to_owned(),
        link => link,
    };
    let report = report
        .number("number", "Number", state.number)
        .text("title", "Title", printable(&read.title))
        .text("link", "Link", link)
        .address("proposal", "Proposal", proposal.address)
        .address("proposer", "Proposer", state.proposer)
        .fact("state", "State", standing.words(), standing.state.into())
        .fact("secondsLeft", "", "", standing.seconds_left().into());
    if standing.state == "draft" {
        return report.fact("actionCount", "", "", Value::Null);
    }
    let power = |units| governor.locker.tokens(units);
    let of_all = |units| format!("{} = {} of all", power(units), share(units, state.total_power));
    let counted = Sum {
        units: u128::from(state.votes_for) + u128::from(state.votes_abstain),
        decimals: governor.locker.state.decimals,
    };
    let reached = counted.units >= u128::from(state.quorum);
    report
        .fact("votesFor", "For", of_all(state.votes_for), power(state.votes_for).to_json())
        .fact("votesAgainst", "Against", of_all(state.votes_against), power(state.votes_against).to_json())
        .fact("votesAbstain", "Abstain", of_all(state.votes_abstain), power(state.votes_abstain).to_json())
        .fact(
            "quorum",
            "Quorum",
            quorum_words(power(state.quorum), counted, reached),
            power(state.quorum).to_json(),
        )
        .fact("quorumReached", "", "", reached.into())
        .tokens("totalPower", "All power", power(state.total_power))
        .fact("submittedAt", "", "", state.submitted_at.into())
        .fact(
            "votingStartsAt",
            "Voting",
            format!("from {} until {}", moment(state.voting_starts_at), moment(state.voting_ends_at)),
            state.voting_starts_at.into(),
        )
        .fact("votingEndsAt", "", "", state.voting_ends_at.into())
        .fact(
            "executableAt",
            "Execution",
            format!("from {} until {}", moment(state.executable_at), moment(state.expires_at)),
            state.executable_at.into(),
        )
        .fact("expiresAt", "", "", state.expires_at.into())
        .fact(
            "actionCount",
            "Actions run",
            format!("{} of {}", state.actions_run, state.actions),
            state.actions.into(),
        )
        .fact("actionsRun", "", "", json!(state.actions_run))
}

fn quorum_words(quorum: Tokens, counted: Sum, reached: bool) -> String {
    let words = if reached { "reached" } else { "not reached" };
    format!("{words}: {counted} for or abstaining, and it takes {quorum}")
}
