//! The splitter, its pools and distribution, instruction by instruction, on the bytecode.

mod accept_authority;
mod announce_terms;
mod boundaries;
mod cancel_authority;
mod clock;
mod create_pool;
mod create_splitter;
mod distribute;
mod events;
mod impostors;
mod mints;
mod neighbour;
mod pause;
mod payers;
mod program_authority;
mod propose_authority;
mod recycling;
mod reorder;
mod resume;
mod ring;
mod rule;
mod set_pauser;
mod set_treasury;
mod treasury;
