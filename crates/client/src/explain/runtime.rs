//! Refusals that every program shares, by name.

use solana_instruction_error::InstructionError;

use super::Explanation;

pub(super) fn explain(error: &InstructionError) -> Explanation {
    let words = match error {
        InstructionError::InvalidSeeds => "An account's address does not follow from the other accounts",
        InstructionError::InvalidAccountOwner | InstructionError::IllegalOwner => {
            "An account belongs to another program, or does not exist"
        }
        InstructionError::InvalidAccountData => "An account is of another type, or empty",
        InstructionError::AccountDataTooSmall => "An account is too short for its type",
        InstructionError::UninitializedAccount => "An account does not exist yet",
        InstructionError::AccountAlreadyInitialized => "An account to be created exists already",
        InstructionError::MissingRequiredSignature => "A signature is missing",
        InstructionError::MissingAccount => "The instruction was given too few accounts",
        InstructionError::InvalidInstructionData => "The program does not know that instruction",
        InstructionError::IncorrectProgramId => "A program is not the one expected",
        InstructionError::InsufficientFunds => "An account holds too little for that",
        InstructionError::ArithmeticOverflow => "An amount is too large",
        InstructionError::ComputationalBudgetExceeded => "The transaction ran out of compute units",
        InstructionError::ProgramFailedToComplete => "The program stopped before its end",
        InstructionError::UnsupportedProgramId => "The program is not deployed on this cluster",
        other => return Explanation { name: variant(other), words: other.to_string() },
    };
    Explanation { name: variant(error), words: words.to_owned() }
}

/// The variant's name, without what it carries.
fn variant(error: &InstructionError) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ']).next().unwrap_or_default().to_owned()
}
