//! The store: its terms and roles, its plans, the tokens it takes and the badges it issues, instruction by
//! instruction, on the bytecode.

mod accept_authority;
mod cancel_authority;
mod create_pay_token;
mod create_plan;
mod create_store;
mod events;
mod impostors;
mod mints;
mod neighbour;
mod offer_collection;
mod open;
mod pause;
mod payers;
mod program_authority;
mod propose_authority;
mod resume;
mod rule;
mod set_operator;
mod set_pauser;
mod stopped;
mod sunset_plan;
mod take_collection;
mod update_pay_token;
mod update_store;
