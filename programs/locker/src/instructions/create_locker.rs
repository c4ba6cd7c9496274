use anchor_lang::prelude::*;
use anchor_spl::token_interface::TokenInterface;
use tenure_tokens::{create_token_account, decimals_of_admitted};

use crate::{
    error::LockerError,
    event::LockerCreated,
    state::{unix_time, Locker, LockerParams, Roles},
    vault::holder_of,
};

#[derive(Accounts)]
pub struct CreateLocker {
    /// Pays the rent. May be the creator.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    /// Signs, so that nobody can take another's locker address first.
    pub creator: Signer,
    pub mint: UncheckedAccount,
    #[account(
        init,
        payer = payer,
        seeds = [b"locker", mint.address().as_ref(), creator.address().as_ref()],
        bump
    )]
    pub locker: Account<Locker>,
    #[account(mut, seeds = [b"vault", locker.address().as_ref()], bump)]
    pub vault: UncheckedAccount,
    pub penalty_account: UncheckedAccount,
    pub token_program: Interface<'static, TokenInterface>,
    pub system_program: Program<System>,
}

impl CreateLocker {
    pub fn handler(&mut self, bump: u8, vault_bump: u8, params: LockerParams, roles: Roles) -> Result<()> {
        require!(roles.authority != Address::default(), LockerError::ZeroAddress);
        let decimals = decimals_of_admitted(self.mint.account(), self.token_program.address())
            .map_err(LockerError::from)?;
        let week = tenure_math::week_of(unix_time()?);

        let (mint, vault) = (*self.mint.address(), *self.vault.address());
        let locker = &mut self.locker;
        locker.version = Locker::VERSION;
        locker.bump = bump;
        locker.vault_bump = vault_bump;
        locker.decimals = decimals;
        locker.week = week;
        locker.mint = mint;
        locker.token_program = *self.token_program.address();
        locker.vault = vault;
        locker.creator = *self.creator.address();
        locker.authority = roles.authority;
        locker.pauser = roles.pauser;
        locker.penalty_account = require_penalty_account(self.penalty_account.account(), locker)?;
        locker.set_params(&params)?;

        create_token_account(
            self.payer.account(),
            self.vault.account(),
            self.mint.account(),
            self.locker.address(),
            self.token_program.address(),
            &[Locker::VAULT_SEED, self.locker.address().as_ref(), &[vault_bump]],
        )?;

        emit!(LockerCreated {
            locker: *self.locker.address(),
            mint,
            creator: *self.creator.address(),
            authority: roles.authority,
            pauser: roles.pauser,
            penalty_account: *self.penalty_account.address(),
            governor: params.governor,
            min_weeks: params.min_weeks,
            max_weeks: params.max_weeks,
            penalty_bps: params.penalty_bps,
        });
        Ok(())
    }
}

/// A token account of the locker's mint that is not its vault.
pub(crate) fn require_penalty_account(account: &AccountView, locker: &Locker) -> Result<Address> {
    require!(*account.address() != locker.vault, LockerError::PenaltyToVault);
    holder_of(account, locker)?;
    Ok(*account.address())
}
