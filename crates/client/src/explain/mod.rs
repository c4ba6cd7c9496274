//! What a program meant by refusing.

mod framework;
mod runtime;
mod system;
mod token;

use std::fmt;

use solana_instruction_error::InstructionError;
use solana_program::pubkey::Pubkey;

use crate::program::SYSTEM_PROGRAM;

/// A refusal's name, for programs, and its words, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub name: String,
    pub words: String,
}

impl Explanation {
    fn new(name: &str, words: &str) -> Self {
        Self { name: name.to_owned(), words: words.to_owned() }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.words, self.name)
    }
}

/// Explains an instruction's error as `program` meant it. `program` is the one that refused, which may
/// have been called by the instruction's own: [`crate::refusing_program`] tells.
pub fn explain(program: &Pubkey, error: &InstructionError) -> Explanation {
    match error {
        InstructionError::Custom(code) => custom(program, *code).unwrap_or_else(|| {
            Explanation::new("Custom", &format!("Program {program} refused with its error {code}"))
        }),
        other => runtime::explain(other),
    }
}

fn custom(program: &Pubkey, code: u32) -> Option<Explanation> {
    if *program == crate::locker::ID {
        return crate::locker::explain(code).or_else(|| framework::explain(code));
    }
    if *program == crate::governor::ID {
        return crate::governor::explain(code).or_else(|| framework::explain(code));
    }
    if *program == crate::membership::ID {
        return crate::membership::explain(code).or_else(|| framework::explain(code));
    }
    if *program == crate::revenue::ID {
        return crate::revenue::explain(code).or_else(|| framework::explain(code));
    }
    if *program == crate::subscriptions::ID {
        return crate::subscriptions::explain(code).or_else(|| framework::explain(code));
    }
    if *program == spl_token::ID || *program == spl_token_2022_interface::ID {
        return token::explain(code);
    }
    if *program == SYSTEM_PROGRAM {
        return system::explain(code);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        governor::GovernorError, locker::LockerError, membership::MembershipError, revenue::RevenueError,
        subscriptions::SubscriptionError,
    };

    fn locker(code: u32) -> String {
        explain(&crate::locker::ID, &InstructionError::Custom(code)).to_string()
    }

    #[test]
    fn explains_each_source_in_words() {
        assert_eq!(locker(6000), "The amount is zero (ZeroAmount)");
        assert_eq!(locker(2012), "An account is not the one the program expects (ConstraintAddress)");
        let token = explain(&spl_token::ID, &InstructionError::Custom(1));
        assert_eq!(token.name, "InsufficientFunds");
        let seeds = explain(&crate::locker::ID, &InstructionError::InvalidSeeds);
        assert_eq!(seeds.name, "InvalidSeeds");
    }

    #[test]
    fn knows_every_error_of_each_program_and_no_more() {
        let programs = [
            (crate::governor::ID, GovernorError::OwnProposal as u32),
            (crate::locker::ID, LockerError::WrongLock as u32),
            (crate::membership::ID, MembershipError::BadClock as u32),
            (crate::revenue::ID, RevenueError::ExtensionUnknown as u32),
            (crate::subscriptions::ID, SubscriptionError::ExtensionUnknown as u32),
        ];
        for (program, last) in programs.map(|(program, last)| (program, 6000 + last)) {
            for code in 6000..=last {
                assert!(custom(&program, code).is_some(), "{code} is missing in the IDL");
            }
            assert_eq!(custom(&program, last + 1), None);
        }
    }

    #[test]
    fn names_the_program_of_an_unknown_code() {
        let program = Pubkey::new_from_array([7; 32]);
        let words = explain(&program, &InstructionError::Custom(42)).words;
        assert_eq!(words, format!("Program {program} refused with its error 42"));
    }
}
