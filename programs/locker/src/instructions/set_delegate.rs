use anchor_lang::prelude::*;

use crate::{
    event::DelegateSet,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct SetDelegate {
    pub owner: Signer,
    pub locker: Account<Locker>,
    #[account(
        mut,
        seeds = [b"lock", locker.address().as_ref(), owner.address().as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
}

impl SetDelegate {
    pub fn handler(&mut self, delegate: Address) -> Result<()> {
        let before = self.lock.delegate;
        self.lock.delegate = delegate;
        emit!(DelegateSet {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            before,
            after: delegate,
        });
        Ok(())
    }
}
