//! `tenure store`: sell subscriptions.

mod authority;
mod collection;
mod compare;
mod config;
mod create;
mod end;
mod exclude;
mod grant;
mod operator;
mod pause;
mod pauser;
mod pay_token;
mod plan;
mod plan_config;
mod refund;
mod resume;
mod show;
mod subscribers;
mod terms;
mod token_config;

pub use compare::{compare, Comparison};
pub use config::{CollectionConfig, StoreConfig};
pub use plan_config::PlanConfig;
pub use token_config::PayTokenConfig;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

/// Sell subscriptions, and manage what is sold
#[derive(Subcommand)]
pub enum Command {
    Create(create::Create),
    Show(show::Show),
    Subscribers(subscribers::Subscribers),
    #[command(subcommand)]
    Plan(plan::Plan),
    #[command(subcommand)]
    PayToken(pay_token::PayToken),
    Terms(terms::Terms),
    Pause(pause::Pause),
    Resume(resume::Resume),
    #[command(subcommand)]
    Operator(operator::Operator),
    #[command(subcommand)]
    Pauser(pauser::Pauser),
    #[command(subcommand)]
    Authority(authority::Authority),
    #[command(subcommand)]
    Collection(collection::Collection),
    Refund(refund::Refund),
    Grant(grant::Grant),
    Exclude(exclude::Exclude),
    Reinstate(exclude::Reinstate),
    End(end::End),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Create(command) => command.run(session),
            Self::Show(command) => command.run(session),
            Self::Subscribers(command) => command.run(session),
            Self::Plan(command) => command.run(session),
            Self::PayToken(command) => command.run(session),
            Self::Terms(command) => command.run(session),
            Self::Pause(command) => command.run(session),
            Self::Resume(command) => command.run(session),
            Self::Operator(command) => command.run(session),
            Self::Pauser(command) => command.run(session),
            Self::Authority(command) => command.run(session),
            Self::Collection(command) => command.run(session),
            Self::Refund(command) => command.run(session),
            Self::Grant(command) => command.run(session),
            Self::Exclude(command) => command.run(session),
            Self::Reinstate(command) => command.run(session),
            Self::End(command) => command.run(session),
        }
    }
}
