//! What lockers earn and claim, on the bytecode.

mod behind;
mod claim;
mod claim_and_lock;
mod claimable;
mod close_claim_record;
mod closed_weeks;
mod compute;
mod events;
mod impostors;
mod isolation;
mod many_mints;
mod open_claim_record;
mod payers;
mod program_owner;
mod recycling;
mod stage;
mod together;
mod views;
mod weeks;
