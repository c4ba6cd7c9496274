//! The `tenure` binary, as its users run it.

mod dao;
mod demo;
mod flow;
mod governance_flow;
mod input;
mod locker_flow;
mod network;
mod proposals_flow;
mod revenue_flow;
mod shell;
