use anchor_lang::prelude::*;
use locker::Locker;

use crate::{
    error::GovernorError,
    event::GovernorCreated,
    state::{Governor, GovernorParams},
};

#[derive(Accounts)]
pub struct CreateGovernor {
    /// Pays the rent. May be the locker's authority.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub locker: Account<Locker>,
    /// Signs, so that nobody else decides how a locker's holders govern.
    pub locker_authority: Signer,
    #[account(init, payer = payer, seeds = [b"governor", locker.address().as_ref()], bump)]
    pub governor: Account<Governor>,
    /// Holds the DAO's funds and signs its actions. It may hold some already.
    #[account(seeds = [b"treasury", governor.address().as_ref()], bump)]
    pub treasury: UncheckedAccount,
    pub system_program: Program<System>,
}

impl CreateGovernor {
    pub fn handler(
        &mut self,
        bump: u8,
        treasury_bump: u8,
        params: GovernorParams,
        council: Address,
    ) -> Result<()> {
        let signer = self.locker_authority.address();
        require!(self.locker.version == Locker::VERSION, GovernorError::UnknownVersion);
        require!(*signer == self.locker.authority, GovernorError::NotLockerAuthority);

        let (locker, treasury) = (*self.locker.address(), *self.treasury.address());
        let governor = &mut self.governor;
        governor.version = Governor::VERSION;
        governor.bump = bump;
        governor.treasury_bump = treasury_bump;
        governor.locker = locker;
        governor.treasury = treasury;
        governor.council = council;
        governor.open_limits();
        governor.set_params(&params)?;

        emit!(GovernorCreated {
            governor: *self.governor.address(),
            locker,
            treasury,
            council,
            proposal_threshold: params.proposal_threshold,
            voting_delay: params.voting_delay,
            voting_period: params.voting_period,
            timelock: params.timelock,
            grace: params.grace,
            quorum_bps: params.quorum_bps.into(),
        });
        Ok(())
    }
}
