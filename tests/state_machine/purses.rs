//! Who holds how many tokens, by the book: the model does not know.

use tenure_model::{Effect, OwnerId};

use crate::{
    chain::Balances,
    verdict::{Reason, Verdict},
};

pub struct Purses {
    pub balances: Balances,
    /// The part of the vault's tokens that no lock holds.
    pub donated: u64,
    /// Which of the two accounts receives penalties now.
    pub receiver: usize,
}

impl Purses {
    pub fn new(balances: Balances) -> Self {
        Self { balances, donated: 0, receiver: 0 }
    }

    /// Moves what `effect` says between `owner`, the vault and the receiver of penalties: all of it,
    /// or nothing if the token program refuses a part.
    pub fn settle(&mut self, owner: OwnerId, effect: &Effect) -> Verdict {
        let mut after = self.balances.clone();
        let (purse, vault) = (&mut after.owners[owner as usize], &mut after.vault);
        transfer(purse, vault, effect.paid_in)?;
        transfer(vault, purse, effect.paid_out)?;
        transfer(vault, &mut after.penalties[self.receiver], effect.penalty)?;
        self.balances = after;
        Ok(())
    }

    pub fn donate(&mut self, amount: u64) -> Verdict {
        transfer(&mut self.balances.stranger, &mut self.balances.vault, amount)?;
        self.donated += amount;
        Ok(())
    }
}

/// Moves tokens as the token programs do.
pub fn transfer(from: &mut u64, to: &mut u64, amount: u64) -> Verdict {
    let refused = |name: &str| Reason::TokenProgram(name.to_owned());
    let left = from.checked_sub(amount).ok_or_else(|| refused("InsufficientFunds"))?;
    *to = to.checked_add(amount).ok_or_else(|| refused("Overflow"))?;
    *from = left;
    Ok(())
}
