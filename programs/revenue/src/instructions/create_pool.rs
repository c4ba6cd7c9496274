use anchor_lang::prelude::*;
use anchor_spl::token_interface::TokenInterface;
use locker::Locker;
use tenure_tokens::{associated_account_bump, create_token_account, decimals_of_admitted, owner_of_tokens};

use crate::{
    clock::current_week,
    error::RevenueError,
    event::PoolCreated,
    state::{Pool, Splitter},
};

#[derive(Accounts)]
pub struct CreatePool {
    /// Pays the rent. May be the authority.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    #[account(mut)]
    pub splitter: Account<Splitter>,
    /// Tells which week it is.
    #[account(address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    /// Chooses the tokens: a splitter has room for 32.
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
    pub mint: UncheckedAccount,
    #[account(
        init,
        payer = payer,
        seeds = [b"pool", splitter.address().as_ref(), mint.address().as_ref()],
        bump
    )]
    pub pool: Account<Pool>,
    #[account(mut, seeds = [b"vault", pool.address().as_ref()], bump)]
    pub vault: UncheckedAccount,
    /// The splitter's associated token account for the mint.
    pub intake: UncheckedAccount,
    pub treasury: UncheckedAccount,
    pub token_program: Interface<'static, TokenInterface>,
    pub system_program: Program<System>,
}

impl CreatePool {
    fn validate(&self) -> Result<u8> {
        let (splitter, mint) = (self.splitter.address(), self.mint.address());
        let token_program = self.token_program.address();
        let decimals =
            decimals_of_admitted(self.mint.account(), token_program).map_err(RevenueError::from)?;
        let bump = associated_account_bump(self.intake.address(), splitter, mint, token_program);
        require!(bump.is_some(), RevenueError::WrongIntake);
        owner_of_tokens(self.intake.account(), mint, token_program).map_err(RevenueError::from)?;
        Ok(decimals)
    }

    pub fn handler(&mut self, bump: u8, vault_bump: u8) -> Result<()> {
        let decimals = self.validate()?;
        let week = current_week(&self.locker)?;
        let index = self.splitter.add_pool()?;

        let (splitter, mint) = (*self.splitter.address(), *self.mint.address());
        let (vault, intake) = (*self.vault.address(), *self.intake.address());
        let token_program = *self.token_program.address();
        let pool = &mut self.pool;
        pool.version = Pool::VERSION;
        pool.bump = bump;
        pool.vault_bump = vault_bump;
        pool.decimals = decimals;
        pool.week = week;
        pool.created_week = week;
        pool.index = index;
        pool.splitter = splitter;
        pool.mint = mint;
        pool.token_program = token_program;
        pool.vault = vault;
        pool.intake = intake;
        pool.treasury = require_treasury(self.treasury.account(), pool)?;

        create_token_account(
            self.payer.account(),
            self.vault.account(),
            self.mint.account(),
            self.pool.address(),
            &token_program,
            &[Pool::VAULT_SEED, self.pool.address().as_ref(), &[vault_bump]],
        )?;

        emit!(PoolCreated {
            splitter,
            pool: *self.pool.address(),
            mint,
            token_program,
            vault,
            intake,
            treasury: *self.treasury.address(),
            index: u32::from(index),
            week,
        });
        Ok(())
    }
}

/// A token account of the pool's mint that belongs neither to the splitter nor to the pool: income that
/// is the treasury's must not come in again.
pub(crate) fn require_treasury(account: &AccountView, pool: &Account<Pool>) -> Result<Address> {
    let owner = owner_of_tokens(account, &pool.mint, &pool.token_program).map_err(RevenueError::from)?;
    require!(owner != pool.splitter && owner != *pool.address(), RevenueError::TreasuryToPool);
    Ok(*account.address())
}
