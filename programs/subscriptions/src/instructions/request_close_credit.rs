use anchor_lang::prelude::*;

use crate::{clock, error::SubscriptionError, event::CreditCloseRequested, state::Credit};

#[derive(Accounts)]
pub struct RequestCloseCredit {
    #[account(address = credit.user @ SubscriptionError::NotUser)]
    pub user: Signer,
    #[account(mut)]
    pub credit: Account<Credit>,
}

impl RequestCloseCredit {
    pub fn handler(&mut self) -> Result<()> {
        self.credit.require_known()?;
        let mut tab = self.credit.tab();
        tab.request_close(clock::now()?, self.credit.notice).map_err(SubscriptionError::from)?;
        self.credit.set_tab(&tab);
        emit!(CreditCloseRequested {
            store: self.credit.store,
            credit: *self.credit.address(),
            user: *self.user.address(),
            closes_at: self.credit.closes_at,
        });
        Ok(())
    }
}
