//! What users change of a subscription, and how it ends, instruction by instruction, on the bytecode.

mod arrears;
mod cancel;
mod early;
mod end;
mod flipping;
mod following;
mod impostors;
mod neighbour;
mod payers;
mod refund;
mod schedule_change;
mod stage;
mod switch_plan;
mod take_back_cancellation;
mod unschedule_change;
mod walk;
