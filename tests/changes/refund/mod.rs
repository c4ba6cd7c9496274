//! Paying credit back.

mod amounts;
mod refusals;
