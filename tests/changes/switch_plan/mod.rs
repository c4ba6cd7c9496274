//! Switching at once, with proration on what was really paid.

mod ahead;
mod amounts;
mod badge;
mod consent;
mod credit;
mod grace;
mod interval;
mod refusals;
mod tokens;
mod wishes;
