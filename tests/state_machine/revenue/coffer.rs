//! Who holds how much of one token, by the book: the model does not know.

use tenure_model::{Distribution, OwnerId};

use crate::{
    purses::transfer,
    verdict::{Reason, Verdict},
};

pub struct Coffer {
    pub holdings: Holdings,
    /// The part of the vault's tokens that came otherwise than by distribution.
    pub endowed: u64,
    /// All that was claimed into locks.
    pub relocked: u128,
    /// Which of the two accounts receives the treasury's share now.
    pub receiver: usize,
    pub frozen: [bool; 2],
    /// A part of the treasury's ever had to wait.
    pub withheld: bool,
}

/// Tokens in every account that can hold some, and all that exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    pub supply: u64,
    pub intake: u64,
    pub vault: u64,
    pub treasuries: [u64; 2],
    /// By owner; nothing where there is no account.
    pub received: Vec<Option<u64>>,
}

impl Coffer {
    pub fn new(holdings: Holdings) -> Self {
        Self { holdings, endowed: 0, relocked: 0, receiver: 0, frozen: [false; 2], withheld: false }
    }

    /// Whether the account that receives the treasury's share does.
    pub fn accepts(&self) -> bool {
        !self.frozen[self.receiver]
    }

    pub fn receives(&self, owner: OwnerId) -> bool {
        self.holdings.received[owner as usize].is_some()
    }

    pub fn take_in(&mut self, amount: u64) -> Verdict {
        self.issue(amount)?;
        self.holdings.intake += amount;
        Ok(())
    }

    pub fn endow(&mut self, amount: u64) -> Verdict {
        self.issue(amount)?;
        self.holdings.vault += amount;
        self.endowed += amount;
        Ok(())
    }

    pub fn settle(&mut self, Distribution { parts, treasury_paid }: Distribution) -> Verdict {
        let Holdings { supply, intake, vault, treasuries, .. } = &mut self.holdings;
        self.withheld |= treasury_paid < parts.treasury;
        *supply -= parts.burn;
        *intake -= parts.burn;
        transfer(intake, vault, parts.stakers + parts.treasury)?;
        transfer(vault, &mut treasuries[self.receiver], treasury_paid)
    }

    /// Pays a claim out of the vault.
    pub fn pay(&mut self, owner: OwnerId, amount: u64) -> Verdict {
        let received = self.holdings.received[owner as usize].as_mut().expect("an account that receives");
        transfer(&mut self.holdings.vault, received, amount)
    }

    /// Pays a claim out of the vault into a lock.
    pub fn relock(&mut self, locker_vault: &mut u64, amount: u64) -> Verdict {
        transfer(&mut self.holdings.vault, locker_vault, amount)?;
        self.relocked += u128::from(amount);
        Ok(())
    }

    pub fn open_destination(&mut self, owner: OwnerId) {
        self.holdings.received[owner as usize].get_or_insert(0);
    }

    pub fn set_frozen(&mut self, treasury: usize, frozen: bool) -> Verdict {
        if self.frozen[treasury] == frozen {
            return Err(Reason::TokenProgram("InvalidState".to_owned()));
        }
        self.frozen[treasury] = frozen;
        Ok(())
    }

    fn issue(&mut self, amount: u64) -> Verdict {
        let supply = self.holdings.supply.checked_add(amount);
        self.holdings.supply = supply.ok_or_else(|| Reason::TokenProgram("Overflow".to_owned()))?;
        Ok(())
    }
}
