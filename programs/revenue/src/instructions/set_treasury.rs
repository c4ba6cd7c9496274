use anchor_lang::prelude::*;

use super::create_pool::require_treasury;
use crate::{
    error::RevenueError,
    event::TreasurySet,
    state::{Pool, Splitter},
};

#[derive(Accounts)]
pub struct SetTreasury {
    pub splitter: Account<Splitter>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub pool: Account<Pool>,
    pub treasury: UncheckedAccount,
}

impl SetTreasury {
    pub fn handler(&mut self) -> Result<()> {
        require!(self.pool.splitter == *self.splitter.address(), RevenueError::WrongPool);
        let before = self.pool.treasury;
        let after = require_treasury(self.treasury.account(), &self.pool)?;
        self.pool.treasury = after;
        emit!(TreasurySet {
            splitter: *self.splitter.address(),
            pool: *self.pool.address(),
            authority: *self.authority.address(),
            before,
            after,
        });
        Ok(())
    }
}
