//! The `tenure` binary, as its users run it.

mod demo;
mod input;
mod locker_flow;
mod network;
mod shell;
