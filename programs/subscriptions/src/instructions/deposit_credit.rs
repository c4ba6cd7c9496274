use anchor_lang::prelude::*;
use tenure_tokens::{balance, decimals_of_admitted, Transfer};

use crate::{
    error::SubscriptionError,
    event::CreditDeposited,
    state::{Credit, PayToken, Store},
};

#[derive(Accounts)]
pub struct DepositCredit {
    /// Owns the source. Anybody: what is left is the user's to withdraw.
    pub depositor: Signer,
    pub store: Account<Store>,
    pub pay_token: Account<PayToken>,
    #[account(mut)]
    pub credit: Account<Credit>,
    #[account(mut)]
    pub source: UncheckedAccount,
    #[account(mut, address = credit.vault @ SubscriptionError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = credit.mint @ SubscriptionError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(address = credit.token_program @ SubscriptionError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl DepositCredit {
    fn validate(&self, amount: u64) -> Result<()> {
        self.store.require_open()?;
        self.pay_token.require_taken(&self.store)?;
        self.credit.require_known()?;
        let of_store = self.credit.store == *self.store.address() && self.credit.mint == self.pay_token.mint;
        require!(of_store, SubscriptionError::WrongCredit);
        let decimals = decimals_of_admitted(self.mint.account(), &self.credit.token_program);
        let decimals = decimals.map_err(SubscriptionError::from)?;
        require!(decimals == self.credit.decimals, SubscriptionError::MintChanged);
        require!(amount > 0, SubscriptionError::ZeroAmount);
        Ok(())
    }

    pub fn handler(&mut self, amount: u64) -> Result<()> {
        self.validate(amount)?;
        let mut tab = self.credit.tab();
        let deposited_before = tab.deposited;
        tab.deposit(amount).map_err(SubscriptionError::from)?;
        self.credit.set_tab(&tab);
        self.take(amount)?;

        emit!(CreditDeposited {
            store: *self.store.address(),
            credit: *self.credit.address(),
            user: self.credit.user,
            depositor: *self.depositor.address(),
            mint: self.credit.mint,
            amount,
            deposited_before,
            deposited_after: tab.deposited,
        });
        Ok(())
    }

    fn take(&mut self, amount: u64) -> Result<()> {
        let before = balance(self.vault.account())?;
        Transfer {
            token_program: self.token_program.address(),
            from: self.source.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: self.vault.cpi_handle_mut(),
            authority: self.depositor.cpi_handle(),
        }
        .invoke(amount, self.credit.decimals, &[]);
        let received = balance(self.vault.account())?.checked_sub(before);
        require!(received == Some(amount), SubscriptionError::AmountMismatch);
        Ok(())
    }
}
