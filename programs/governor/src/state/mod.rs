mod governor;
mod outflow_limit;
mod proposal;
mod vote;

pub use governor::{Governor, GovernorParams};
pub use outflow_limit::OutflowLimit;
pub use proposal::{Proposal, ProposalText, Stage};
pub use vote::Vote;
