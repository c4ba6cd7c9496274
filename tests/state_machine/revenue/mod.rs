//! The revenue program's bytecode beside the model, on the same chain as the locker.
//!
//! - `affair`: what people can do with income; `wishes`: who does what next, with which numbers
//! - `token`: a mint, its pool and the accounts around them; `performance`: what an affair sends there
//! - `book`: an affair done in the model; `coffer`: who holds how much of a token
//! - `figures`: what a pool says of itself; `check`: what must hold after each deed; `views`: what a
//!   lock has to expect
//! - `settlement`: at the end everyone claims everything; `variety`: what a run must have met

pub mod affair;
pub mod book;
pub mod check;
mod coffer;
mod figures;
mod performance;
pub mod settlement;
pub mod token;
pub mod variety;
pub mod views;
pub mod wishes;
