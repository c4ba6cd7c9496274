use solana_pubkey::Pubkey;
use tenure_model::Operation;

use crate::{governance::measure::Measure, revenue::affair::Affair};

/// What someone does. All but the first three are beyond the model.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Asks the locker for something.
    Ask(Operation),
    /// Does something with the platform's income.
    Settle(Affair),
    /// Does something in the DAO.
    Decide(Measure),
    /// The authority chooses which of two accounts receives penalties, and leaves the terms alone.
    MovePenalties { receiver: usize },
    /// The owner names who may vote.
    SetDelegate(Pubkey),
    /// A stranger sends tokens straight to the vault.
    Donate { amount: u64 },
    /// A stranger sends lamports to where the owner's lock is, or would be.
    Gift { lamports: u64 },
}

impl Deed {
    /// What it is, without its numbers.
    pub fn name(&self) -> String {
        let text = match self {
            Self::Ask(operation) => format!("{operation:?}"),
            Self::Settle(affair) => format!("{affair:?}"),
            Self::Decide(measure) => format!("{measure:?}"),
            other => format!("{other:?}"),
        };
        text.split([' ', '(']).next().unwrap_or_default().to_owned()
    }
}
