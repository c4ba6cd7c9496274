//! Votes and what comes of them: who has a voice, what it decides, what the treasury then signs.

mod accounts;
mod cancel;
mod choices;
mod delegates;
mod execute;
mod failing;
mod given_away;
mod impostors;
mod limits;
mod neighbour;
mod order;
mod outcomes;
mod outflow;
mod program_owner;
mod proxy_call;
mod quorum;
mod reentry;
mod rule;
mod self_government;
mod stage;
mod tokens;
mod treasury;
mod veto;
mod voices;
mod vote;
