use tenure_client::{Instruction, Pubkey};

/// A thing of the file, and how it is on the chain.
pub struct Finding {
    pub what: String,
    pub found: Found,
}

pub enum Found {
    Same,
    /// What makes it.
    Missing(Vec<Instruction>),
    /// Missing, and made by other means, before.
    Needed(String),
    /// How, a line each.
    Differs(String),
    Waiting(Pending),
}

/// What somebody else has to do.
pub struct Pending {
    pub by: Pubkey,
    pub instruction: Instruction,
    /// The same, in a proposal's file.
    pub action: String,
}

impl Finding {
    pub fn new(what: impl Into<String>, found: Found) -> Self {
        Self { what: what.into(), found }
    }

    /// The same if there are no differences.
    pub fn compared(what: impl Into<String>, differences: String) -> Self {
        let found = if differences.is_empty() { Found::Same } else { Found::Differs(differences) };
        Self::new(what, found)
    }

    /// Missing, where only `ruler` can make it, whom the chain names: nobody yet if it has no such account.
    pub fn missing(
        what: impl Into<String>,
        deployer: &Pubkey,
        ruler: Option<Pubkey>,
        make: Vec<Instruction>,
    ) -> Self {
        match ruler {
            Some(ruler) if ruler != *deployer => {
                let words = format!("\n  it is missing, and only {ruler}, the authority, can make it");
                Self::new(what, Found::Differs(words))
            }
            _ => Self::new(what, Found::Missing(make)),
        }
    }
}
