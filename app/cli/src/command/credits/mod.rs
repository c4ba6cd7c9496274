//! `tenure credits`: calls paid one by one, from a deposit.

mod deposit;
mod facts;
mod open;
mod request_close;
mod settle;
mod show;
mod signed_voucher;
mod voucher;
mod withdraw;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

pub use self::signed_voucher::SignedVoucher;

/// Pay for calls from a deposit, with vouchers
#[derive(Subcommand)]
pub enum Command {
    Open(open::Open),
    Deposit(deposit::Deposit),
    Voucher(voucher::Voucher),
    Settle(settle::Settle),
    RequestClose(request_close::RequestClose),
    Withdraw(withdraw::Withdraw),
    Show(show::Show),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Open(command) => command.run(session),
            Self::Deposit(command) => command.run(session),
            Self::Voucher(command) => command.run(session),
            Self::Settle(command) => command.run(session),
            Self::RequestClose(command) => command.run(session),
            Self::Withdraw(command) => command.run(session),
            Self::Show(command) => command.run(session),
        }
    }
}
