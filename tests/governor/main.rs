//! The governor and its proposals, instruction by instruction, on the bytecode.

mod actions;
mod cancel;
mod close_proposal;
mod close_vote;
mod create_governor;
mod draft;
mod events;
mod impostors;
mod neighbour;
mod payers;
mod proposal_state;
mod reorder;
mod set_council;
mod set_outflow_limit;
mod snapshot;
mod stage;
mod submit;
mod terms;
mod update_params;
mod veto;
mod write;
