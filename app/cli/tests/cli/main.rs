//! The `tenure` binary, as its users run it.

mod demo;
mod flow;
mod input;
mod locker_flow;
mod network;
mod revenue_flow;
mod shell;
