//! The governor program.

mod action;
mod address;
mod error;
mod event;
mod instruction;
mod read;

pub use action::{actions_hash, decode_actions, encode_actions};
pub use address::{governor_address, proposal_address, treasury_address, vote_address};
pub use error::explain;
pub use event::{events, Event};
pub use governor::{
    Governor, GovernorError, GovernorParams, OutflowLimit, Proposal, Vote, ID, MAX_ACTIONS, MAX_LINK,
    MAX_TEXT, MAX_TITLE,
};
pub use instruction::{Draft, GovernorKeys, PIECE};
pub use read::{state_of, ReadProposal};
