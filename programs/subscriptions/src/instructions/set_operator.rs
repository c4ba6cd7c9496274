use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::OperatorSet, state::Store};

#[derive(Accounts)]
pub struct SetOperator {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
}

impl SetOperator {
    pub fn handler(&mut self, operator: Address) -> Result<()> {
        let before = self.store.operator;
        self.store.operator = operator;
        emit!(OperatorSet {
            store: *self.store.address(),
            authority: *self.authority.address(),
            before,
            after: operator,
        });
        Ok(())
    }
}
