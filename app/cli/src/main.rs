//! `tenure`: lock tokens, share revenue and claim it, decide by vote, sell subscriptions and subscribe, manage
//! all of that, and see the whole of it play on an embedded chain.

mod chain;
mod command;
mod demo;
mod deploy;
mod deployment;
mod failure;
mod localnet;
mod network;
mod options;
mod report;
mod session;
mod shop;
mod stage;
mod unsigned;
mod value;

use std::process::ExitCode;

use clap::Parser;

use crate::{command::Command, failure::Failure, options::Options};

/// Tenure: lock a token for time, and its power is yours.
#[derive(Parser)]
#[command(name = "tenure", version, arg_required_else_help = true, max_term_width = 100)]
struct Tenure {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Tenure { options, command } = Tenure::parse();
    let output = options.output;
    let outcome = match command.run(options) {
        Err(Failure::ToSign(unsigned)) => Ok(unsigned.report()),
        outcome => outcome,
    };
    match outcome {
        Ok(report) => {
            output.print(&report);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            output.print_failure(&failure);
            failure.exit_code()
        }
    }
}
