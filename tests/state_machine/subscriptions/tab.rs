//! A credit for calls, and the acts that are about one.

use tenure_model::billing::Vouchers;

use super::{
    assortment::TokenId,
    book::{refused, require, Book},
};
use crate::verdict::{Reason, Verdict, NO_ACCOUNT};

#[derive(Clone, Debug)]
pub struct Tab {
    pub vouchers: Vouchers,
    pub incarnation: u64,
    pub notice: u32,
    /// Came into the vault otherwise than by a deposit.
    pub endowed: u64,
}

impl Tab {
    pub fn vault(&self) -> u64 {
        let left = self.vouchers.deposited() - self.vouchers.paid_out();
        u64::try_from(left).expect("a part of the deposits") + self.endowed
    }
}

impl Book {
    pub fn tab(&mut self, who: usize, token: TokenId) -> Verdict<&mut Tab> {
        self.customers[who].tabs[token].as_mut().map_or_else(|| refused(NO_ACCOUNT), Ok)
    }

    pub fn open_credit(&mut self, now: u64, who: usize, token: TokenId) -> Verdict {
        if self.customers[who].tabs[token].is_some() {
            return Err(Reason::System("AccountAlreadyInUse".to_owned()));
        }
        self.require_open()?;
        self.require_taken(token)?;
        let notice = self.terms.notice;
        let tab = Tab { vouchers: Vouchers::default(), incarnation: now, notice, endowed: 0 };
        self.customers[who].tabs[token] = Some(tab);
        Ok(())
    }

    pub fn deposit(&mut self, who: usize, token: TokenId, amount: u64) -> Verdict {
        self.tab(who, token)?;
        self.require_open()?;
        self.require_taken(token)?;
        require(amount > 0, "ZeroAmount")?;
        self.tab(who, token)?.vouchers.deposit(amount)?;
        self.wallet(who, token).take(amount)
    }

    /// All that the vault holds goes to the wallet.
    pub fn withdraw(&mut self, now: u64, who: usize, token: TokenId) -> Verdict {
        let tab = self.tab(who, token)?;
        tab.vouchers.withdraw(now)?;
        let amount = tab.vault();
        if amount > 0 {
            self.wallet(who, token).put(amount)?;
        }
        self.customers[who].tabs[token] = None;
        Ok(())
    }

    /// What a voucher says was used, and was not paid yet, goes to the store.
    pub fn settle(
        &mut self,
        now: u64,
        who: usize,
        token: TokenId,
        incarnation: u64,
        used: u64,
        valid_until: u64,
    ) -> Verdict {
        let tab = self.tab(who, token)?;
        require(tab.incarnation == incarnation, "WrongVoucher")?;
        let paid = tab.vouchers.settle(now, used, valid_until)?;
        self.tills[token].payout += u64::try_from(paid).expect("a part of the deposits");
        Ok(())
    }
}
