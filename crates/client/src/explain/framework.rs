//! Anchor's own codes: an account that an instruction was given does not fit.

use super::Explanation;

pub(super) fn explain(code: u32) -> Option<Explanation> {
    let (name, words) = match code {
        2000 => ("ConstraintMut", "An account that is written to was not given as writable"),
        2001 => ("ConstraintHasOne", "Two accounts that belong together do not"),
        2003 => ("ConstraintRaw", "An account breaks a rule of the instruction"),
        2005 => ("ConstraintRentExempt", "An account holds too little SOL for its rent"),
        2007 => ("ConstraintExecutable", "An account that should be a program is none"),
        2011 => ("ConstraintClose", "The account to close and the one that receives its rent are the same"),
        2012 => ("ConstraintAddress", "An account is not the one the program expects"),
        2013 => ("ConstraintZero", "An account that should be new holds data already"),
        2019 => ("ConstraintSpace", "An account has another size than the program expects"),
        2020 => ("ConstraintAccountIsNone", "An account that is needed was left out"),
        2040 => ("ConstraintDuplicateMutableAccount", "The same account was given twice to be written to"),
        2500..=2506 => ("RequireViolated", "A condition of the instruction does not hold"),
        _ => return None,
    };
    Some(Explanation::new(name, words))
}
