//! A token account, by the rules of both token programs.

use crate::verdict::{Reason, Verdict};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    pub amount: u64,
    /// Who may spend of it beside the owner, and how much.
    pub delegate: Option<(Delegate, u64)>,
    pub frozen: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delegate {
    /// The address of the store's mandate, whether there is one or not.
    Mandate,
    Somebody,
}

/// A refusal by a token program.
pub fn stopped<T>(name: &str) -> Verdict<T> {
    Err(Reason::TokenProgram(name.to_owned()))
}

impl Wallet {
    /// Takes out tokens as the owner.
    pub fn take(&mut self, amount: u64) -> Verdict {
        self.require_thawed()?;
        let Some(left) = self.amount.checked_sub(amount) else { return stopped("InsufficientFunds") };
        self.amount = left;
        Ok(())
    }

    /// Takes out tokens as the delegate, who may.
    pub fn take_delegated(&mut self, amount: u64) {
        self.amount -= amount;
        let (delegate, may) = self.delegate.expect("a delegate");
        let left = may - amount;
        self.delegate = (left > 0).then_some((delegate, left));
    }

    pub fn put(&mut self, amount: u64) -> Verdict {
        self.require_thawed()?;
        self.amount += amount;
        Ok(())
    }

    pub fn approve(&mut self, delegate: Delegate, amount: u64) -> Verdict {
        self.require_thawed()?;
        self.delegate = Some((delegate, amount));
        Ok(())
    }

    pub fn revoke(&mut self) -> Verdict {
        self.require_thawed()?;
        self.delegate = None;
        Ok(())
    }

    pub fn set_frozen(&mut self, frozen: bool) -> Verdict {
        if self.frozen == frozen {
            return stopped("InvalidState");
        }
        self.frozen = frozen;
        Ok(())
    }

    fn require_thawed(&self) -> Verdict {
        if self.frozen {
            return stopped("AccountFrozen");
        }
        Ok(())
    }
}
