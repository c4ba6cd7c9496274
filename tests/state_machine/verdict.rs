//! How a deed ended, in names that chain and model share.

use std::fmt;

use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;
use tenure_client::{explain, refusing_program};
use tenure_model::Refusal;
use tenure_tests::{Failure, Receipt};

/// Makes accounts.
const SYSTEM_PROGRAM: Pubkey = Pubkey::new_from_array([0; 32]);

pub type Verdict<T = ()> = Result<T, Reason>;

/// Who refused, and with which error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Locker(String),
    Revenue(String),
    Governor(String),
    Subscriptions(String),
    Membership(String),
    System(String),
    /// The runtime, after all programs had done their part.
    Runtime(String),
    TokenProgram(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locker(name) => write!(f, "{name}"),
            Self::Revenue(name) => write!(f, "{name} (revenue)"),
            Self::Governor(name) => write!(f, "{name} (governor)"),
            Self::Subscriptions(name) => write!(f, "{name}"),
            Self::Membership(name) => write!(f, "{name} (membership)"),
            Self::System(name) => write!(f, "{name} (system)"),
            Self::Runtime(name) => write!(f, "{name} (runtime)"),
            Self::TokenProgram(name) => write!(f, "{name} (tokens)"),
        }
    }
}

impl Reason {
    /// Why the revenue program refuses.
    pub fn of_revenue(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoLock | Refusal::NoRecord => Self::Revenue(NO_ACCOUNT.to_owned()),
            // Who makes accounts says so.
            Refusal::RecordExists => Self::System("AccountAlreadyInUse".to_owned()),
            other => Self::Revenue(format!("{other:?}")),
        }
    }
}

/// What is said of an account that is not there, whichever it is, but for the locker's.
pub const NO_ACCOUNT: &str = "NoAccount";

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self::Locker(format!("{refusal:?}"))
    }
}

/// What the chain answered.
pub fn of(outcome: Result<Receipt, Failure>) -> Verdict<Receipt> {
    outcome.map_err(|failure| {
        if let TransactionError::InsufficientFundsForRent { .. } = failure.error {
            return Reason::Runtime("InsufficientFundsForRent".to_owned());
        }
        let TransactionError::InstructionError(_, error) = &failure.error else {
            panic!("not a program refused, but the runtime: {failure}");
        };
        let Some(program) = refusing_program(&failure.logs) else { panic!("no program refused: {failure}") };
        let name = explain(&program, error).name;
        // What the framework says of an account that is not there: to be written to, to be read, and to
        // be read where a stranger left lamports.
        let missing =
            ["AccountDataTooSmall", "UninitializedAccount", "IllegalOwner"].contains(&name.as_str());
        match program {
            locker::ID if missing => Refusal::NoLock.into(),
            locker::ID => Reason::Locker(name),
            revenue::ID if missing => Reason::Revenue(NO_ACCOUNT.to_owned()),
            revenue::ID => Reason::Revenue(name),
            governor::ID if missing => Reason::Governor(NO_ACCOUNT.to_owned()),
            governor::ID => Reason::Governor(name),
            subscriptions::ID if missing => Reason::Subscriptions(NO_ACCOUNT.to_owned()),
            subscriptions::ID => Reason::Subscriptions(name),
            membership::ID if missing => Reason::Membership(NO_ACCOUNT.to_owned()),
            membership::ID => Reason::Membership(name),
            SYSTEM_PROGRAM => Reason::System(name),
            _ => Reason::TokenProgram(name),
        }
    })
}
