use anchor_lang::prelude::*;
use tenure_tokens::{balance, Transfer};

use crate::{
    clock,
    error::SubscriptionError,
    event::VoucherSettled,
    state::{Credit, PayToken, Store},
    voucher::Voucher,
};

#[derive(Accounts)]
pub struct SettleVoucher {
    pub store: Account<Store>,
    pub pay_token: Account<PayToken>,
    #[account(mut)]
    pub credit: Account<Credit>,
    #[account(mut, address = credit.vault @ SubscriptionError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(mut)]
    pub payout: UncheckedAccount,
    pub mint: UncheckedAccount,
    #[account(address = credit.token_program @ SubscriptionError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// Knows the instruction before this one, which has checked the signature.
    pub instructions: Sysvar<SysvarInstructions>,
}

impl SettleVoucher {
    fn validate(&self, cumulative: u64, valid_until: u64) -> Result<()> {
        self.pay_token.require_of(&self.store)?;
        self.credit.require_known()?;
        let of_store = self.credit.store == *self.store.address() && self.credit.mint == self.pay_token.mint;
        require!(of_store, SubscriptionError::WrongCredit);
        self.pay_token.require_sound(&self.store, self.mint.account(), self.payout.account())?;
        let (credit, incarnation) = (*self.credit.address(), self.credit.incarnation);
        Voucher { credit, incarnation, cumulative, valid_until }
            .require_signed(&self.credit.session_key, &self.instructions)
    }

    /// `cumulative` is all that was ever used. Whoever brings the voucher, the store is paid.
    pub fn handler(&mut self, cumulative: u64, valid_until: u64) -> Result<()> {
        self.validate(cumulative, valid_until)?;
        let mut tab = self.credit.tab();
        let settled_before = tab.settled;
        let amount = tab.settle(clock::now()?, cumulative, valid_until).map_err(SubscriptionError::from)?;
        self.credit.set_tab(&tab);
        self.pay(amount)?;

        emit!(VoucherSettled {
            store: *self.store.address(),
            credit: *self.credit.address(),
            user: self.credit.user,
            mint: self.credit.mint,
            amount,
            settled_before,
            settled_after: tab.settled,
        });
        Ok(())
    }

    fn pay(&mut self, amount: u64) -> Result<()> {
        let credit = &self.credit;
        let bump = [credit.bump];
        let seeds: &[&[u8]] =
            &[Credit::SEED, credit.store.as_ref(), credit.user.as_ref(), credit.mint.as_ref(), &bump];
        let before = balance(self.payout.account())?;
        Transfer {
            token_program: self.token_program.address(),
            from: self.vault.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: self.payout.cpi_handle_mut(),
            authority: credit.cpi_handle(),
        }
        .invoke(amount, credit.decimals, &[seeds]);
        let received = balance(self.payout.account())?.checked_sub(before);
        require!(received == Some(amount), SubscriptionError::AmountMismatch);
        Ok(())
    }
}
