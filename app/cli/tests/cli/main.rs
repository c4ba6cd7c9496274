//! The `tenure` binary, as its users run it.

mod cable;
mod credits_flow;
mod dao;
mod demo;
mod deploy_flow;
mod flow;
mod governance_flow;
mod input;
mod localnet;
mod locker_flow;
mod mandate_flow;
mod market;
mod membership_flow;
mod network;
mod proposals_flow;
mod remedies_flow;
mod revenue_flow;
mod shell;
mod store_flow;
mod store_users_flow;
mod subscribers_flow;
