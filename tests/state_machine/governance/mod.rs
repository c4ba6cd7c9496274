//! The governor's bytecode beside the model, on the same chain as the locker.
//!
//! - `measure`: what people can do in the DAO; `agenda`: what proposals would do; `wishes`: who does what
//!   next, with which numbers
//! - `seat`: the governor, and the addresses around it; `performance`: what a measure sends there
//! - `register`: a measure done in the model; `treasury`: who holds how much SOL
//! - `figures`: what proposals and votes say of themselves; `check`: what must hold after each deed;
//!   `views`: where a proposal stands
//! - `variety`: what a run must have met

mod agenda;
pub mod check;
mod figures;
pub mod measure;
mod performance;
pub mod register;
pub mod seat;
mod treasury;
pub mod variety;
pub mod views;
pub mod wishes;
