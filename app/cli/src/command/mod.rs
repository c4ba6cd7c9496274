//! The commands, one file each.

mod begin_unlock;
mod close;
pub mod compare;
pub mod credits;
mod delegate;
mod deploy;
mod exit;
mod extend;
pub mod governance;
mod increase;
mod localnet;
mod lock;
mod lock_facts;
pub mod locker;
mod make_permanent;
mod membership;
mod plans;
mod power;
mod prune;
pub mod revenue;
mod show;
pub mod store;
mod subscribe;
mod travel;
mod withdraw;

use clap::Subcommand;

use crate::{demo::Demo, failure::Failure, options::Options, report::Report, session::Session};

#[derive(Subcommand)]
pub enum Command {
    Demo(Demo),
    Localnet(localnet::Localnet),
    Travel(travel::Travel),
    Deploy(deploy::Deploy),
    #[command(subcommand)]
    Locker(locker::Command),
    Lock(lock::Lock),
    Increase(increase::Increase),
    Extend(extend::Extend),
    MakePermanent(make_permanent::MakePermanent),
    BeginUnlock(begin_unlock::BeginUnlock),
    Withdraw(withdraw::Withdraw),
    Exit(exit::Exit),
    #[command(subcommand)]
    Delegate(delegate::Delegate),
    Prune(prune::Prune),
    Close(close::Close),
    Show(show::Show),
    Power(power::Power),
    #[command(subcommand)]
    Revenue(revenue::Command),
    #[command(subcommand)]
    Governance(governance::Command),
    #[command(subcommand)]
    Store(store::Command),
    Plans(plans::Plans),
    Subscribe(subscribe::Subscribe),
    #[command(subcommand)]
    Membership(membership::Command),
    #[command(subcommand)]
    Credits(credits::Command),
}

impl Command {
    pub fn run(&self, options: Options) -> Result<Report, Failure> {
        let session = &Session::open(options)?;
        match self {
            Self::Demo(command) => command.run(session.output()),
            Self::Localnet(command) => command.run(session.output()),
            Self::Travel(command) => command.run(session),
            Self::Deploy(command) => command.run(session),
            Self::Locker(command) => command.run(session),
            Self::Lock(command) => command.run(session),
            Self::Increase(command) => command.run(session),
            Self::Extend(command) => command.run(session),
            Self::MakePermanent(command) => command.run(session),
            Self::BeginUnlock(command) => command.run(session),
            Self::Withdraw(command) => command.run(session),
            Self::Exit(command) => command.run(session),
            Self::Delegate(command) => command.run(session),
            Self::Prune(command) => command.run(session),
            Self::Close(command) => command.run(session),
            Self::Show(command) => command.run(session),
            Self::Power(command) => command.run(session),
            Self::Revenue(command) => command.run(session),
            Self::Governance(command) => command.run(session),
            Self::Store(command) => command.run(session),
            Self::Plans(command) => command.run(session),
            Self::Subscribe(command) => command.run(session),
            Self::Membership(command) => command.run(session),
            Self::Credits(command) => command.run(session),
        }
    }
}
