//! What came of a transaction.

use std::fmt;

use governor::GovernorError;
use locker::LockerError;
use membership::MembershipError;
use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_transaction_error::TransactionError;
use subscriptions::SubscriptionError;

/// A transaction that went through.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    pub compute_units: u64,
    pub logs: Vec<String>,
    pub return_data: Vec<u8>,
}

/// A transaction that was refused. Shown, it gives the logs.
#[derive(Clone)]
pub struct Failure {
    pub error: TransactionError,
    pub logs: Vec<String>,
}

pub type Outcome<T = Receipt> = Result<T, Failure>;

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.error)?;
        self.logs.iter().try_for_each(|line| writeln!(f, "    {line}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    pub(crate) fn instruction_error(&self) -> Option<&InstructionError> {
        match &self.error {
            TransactionError::InstructionError(_, error) => Some(error),
            _ => None,
        }
    }
}

/// An error that a test can expect.
pub trait IntoCode {
    fn code(self) -> InstructionError;
}

impl IntoCode for LockerError {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for GovernorError {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for MembershipError {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for RevenueError {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for SubscriptionError {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for anchor_lang::ErrorCode {
    fn code(self) -> InstructionError {
        anchor_lang::Error::from(self).code()
    }
}

impl IntoCode for anchor_lang::Error {
    fn code(self) -> InstructionError {
        u64::from(self).into()
    }
}

/// A code of a program outside Tenure, such as the token program's.
impl IntoCode for u32 {
    fn code(self) -> InstructionError {
        InstructionError::Custom(self)
    }
}

impl IntoCode for InstructionError {
    fn code(self) -> InstructionError {
        self
    }
}

/// How a test reads an outcome.
pub trait OutcomeExt {
    /// The transaction must have been refused with exactly this error.
    #[track_caller]
    fn refused(self, expected: impl IntoCode);
}

impl<T: fmt::Debug> OutcomeExt for Outcome<T> {
    #[track_caller]
    fn refused(self, expected: impl IntoCode) {
        let expected = expected.code();
        match self {
            Ok(receipt) => panic!("expected {expected:?}, but it went through: {receipt:?}"),
            Err(failure) => {
                assert_eq!(failure.instruction_error(), Some(&expected), "{failure}");
            }
        }
    }
}
