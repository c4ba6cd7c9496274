use anchor_lang::prelude::*;
use locker::Locker;

use crate::{
    clock::current_week,
    error::RevenueError,
    event::TermsAnnounced,
    state::{Splitter, Terms},
};

#[derive(Accounts)]
pub struct AnnounceTerms {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    /// Tells which week it is.
    #[account(address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
}

impl AnnounceTerms {
    pub fn handler(&mut self, terms: Terms) -> Result<()> {
        let week = current_week(&self.locker)?;
        let before = self.splitter.terms_in(week);
        let from_week = self.splitter.announce(week, &terms)?;
        emit!(TermsAnnounced {
            splitter: *self.splitter.address(),
            authority: *self.authority.address(),
            min_power_before: before.min_power,
            min_power_after: terms.min_power,
            staker_bps_before: before.staker_bps,
            staker_bps_after: terms.staker_bps,
            burn_bps_before: before.burn_bps,
            burn_bps_after: terms.burn_bps,
            week,
            from_week,
        });
        Ok(())
    }
}
