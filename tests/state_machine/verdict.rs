//! How a deed ended, in names that chain and model share.

use std::fmt;

use solana_transaction_error::TransactionError;
use tenure_client::{explain, refusing_program};
use tenure_model::Refusal;
use tenure_tests::{Failure, Receipt};

pub type Verdict<T = ()> = Result<T, Reason>;

/// Who refused, and with which error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Locker(String),
    TokenProgram(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locker(name) => write!(f, "{name}"),
            Self::TokenProgram(name) => write!(f, "{name} (tokens)"),
        }
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self::Locker(format!("{refusal:?}"))
    }
}

/// What the chain answered.
pub fn of(outcome: Result<Receipt, Failure>) -> Verdict<Receipt> {
    outcome.map_err(|failure| {
        let TransactionError::InstructionError(_, error) = &failure.error else {
            panic!("not a program refused, but the runtime: {failure}");
        };
        let Some(program) = refusing_program(&failure.logs) else { panic!("no program refused: {failure}") };
        let name = explain(&program, error).name;
        if program != locker::ID {
            return Reason::TokenProgram(name);
        }
        match name.as_str() {
            // What the framework says of an account that is not there: to be written to, to be read,
            // and to be read where a stranger left lamports.
            "AccountDataTooSmall" | "UninitializedAccount" | "IllegalOwner" => Refusal::NoLock.into(),
            _ => Reason::Locker(name),
        }
    })
}
