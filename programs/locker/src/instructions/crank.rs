use anchor_lang::prelude::*;

use crate::{error::LockerError, event::Cranked, state::Locker};

#[derive(Accounts)]
pub struct Crank {
    #[account(mut)]
    pub locker: Account<Locker>,
}

impl Crank {
    pub fn handler(&mut self, max_weeks: u16) -> Result<()> {
        require!(max_weeks > 0, LockerError::ZeroWeeks);
        let (now, _) = self.locker.now()?;
        let week_before = self.locker.week;
        // Someone else may have cranked first: then there is nothing to do, and nothing wrong.
        if self.locker.begin_weeks(now, u32::from(max_weeks)) > 0 {
            emit!(Cranked { locker: *self.locker.address(), week_before, week_after: self.locker.week });
        }
        Ok(())
    }
}
