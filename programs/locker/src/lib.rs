//! The locker: tokens locked for time become vote-escrow power.
//!
//! A lock's power is `amount * time left / 208 weeks`, or the whole amount while it is permanent.
//! The locker keeps the sum of all of them without ever dividing it, and the total at each week's
//! start, so that revenue and votes can read what was, and no stranger can change it.

#![cfg_attr(target_os = "solana", no_std)]

pub mod call;
mod constants;
mod error;
mod event;
mod instructions;
mod state;
mod vault;

use anchor_lang::prelude::*;

pub use constants::*;
pub use error::LockerError;
pub use event::*;
pub use instructions::*;
pub use state::{Checkpoint, Lock, Locker, LockerParams, Roles};

declare_id!("TenureLockeraCJPsf6N51CBQPBBfQSPPfz8GT5X6MA");

#[program]
pub mod locker {
    use super::*;

    /// Creates a locker for a mint, with its vault. Anyone; the creator's signature is in its address.
    pub fn create_locker(ctx: &mut Context<CreateLocker>, params: LockerParams, roles: Roles) -> Result<()> {
        let (bump, vault_bump) = (ctx.bumps.locker, ctx.bumps.vault);
        ctx.accounts.handler(bump, vault_bump, params, roles)
    }

    /// Sets terms, penalty, its receiver and the governor. Authority.
    pub fn update_params(ctx: &mut Context<UpdateParams>, params: LockerParams) -> Result<()> {
        ctx.accounts.handler(params)
    }

    /// Names who may pause. Authority.
    pub fn set_pauser(ctx: &mut Context<SetPauser>, pauser: Address) -> Result<()> {
        ctx.accounts.handler(pauser)
    }

    /// Stops new commitments: lock, increase, extend, make_permanent. Pauser or authority.
    pub fn pause(ctx: &mut Context<Pause>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Allows new commitments again. Authority.
    pub fn resume(ctx: &mut Context<Resume>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// First step of handing the authority over. Authority.
    pub fn propose_authority(ctx: &mut Context<ProposeAuthority>, proposed: Address) -> Result<()> {
        ctx.accounts.handler(proposed)
    }

    /// Second step. The proposed authority.
    pub fn accept_authority(ctx: &mut Context<AcceptAuthority>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Takes the proposal back. Authority.
    pub fn cancel_authority(ctx: &mut Context<CancelAuthority>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Begins up to `max_weeks` of the weeks that have passed. Anyone.
    pub fn crank(ctx: &mut Context<Crank>, max_weeks: u16) -> Result<()> {
        ctx.accounts.handler(max_weeks)
    }

    /// Locks `amount` until the start of the week `weeks` after this one. Owner.
    pub fn lock(ctx: &mut Context<CreateLock>, amount: u64, weeks: u16) -> Result<()> {
        let bump = ctx.bumps.lock;
        ctx.accounts.handler(bump, amount, weeks)
    }

    /// Adds `amount` to a running lock. Owner.
    pub fn increase(ctx: &mut Context<Increase>, amount: u64) -> Result<()> {
        ctx.accounts.handler(amount)
    }

    /// Moves a running lock's end to the start of the week `weeks` after this one. Owner.
    pub fn extend(ctx: &mut Context<Extend>, weeks: u16) -> Result<()> {
        ctx.accounts.handler(weeks)
    }

    /// Makes a running lock permanent: its power no longer falls. Owner.
    pub fn make_permanent(ctx: &mut Context<MakePermanent>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Lets a permanent lock end in 208 weeks. Owner.
    pub fn begin_unlock(ctx: &mut Context<BeginUnlock>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Returns the tokens of an ended lock. Owner.
    pub fn withdraw(ctx: &mut Context<Withdraw>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Returns the tokens of a running lock less a penalty of at most `most_penalty`. Owner.
    pub fn exit_early(ctx: &mut Context<ExitEarly>, most_penalty: u64) -> Result<()> {
        ctx.accounts.handler(most_penalty)
    }

    /// Names who may vote with the lock; zero for nobody. Owner.
    pub fn set_delegate(ctx: &mut Context<SetDelegate>, delegate: Address) -> Result<()> {
        ctx.accounts.handler(delegate)
    }

    /// Marks a lock as counted by a running vote until the second `until`: it cannot be reduced before.
    /// The locker's governor, with the owner or the delegate who votes.
    pub fn mark_voting(ctx: &mut Context<MarkVoting>, until: i64) -> Result<()> {
        ctx.accounts.handler(until)
    }

    /// Frees checkpoints that no snapshot of the last 208 weeks, or from `give_up_before` on,
    /// needs. Owner.
    pub fn prune(ctx: &mut Context<Prune>, give_up_before: u32) -> Result<()> {
        ctx.accounts.handler(give_up_before)
    }

    /// Closes an empty lock whose power before `give_up_before` the owner gives up. Owner.
    pub fn close_lock(ctx: &mut Context<CloseLock>, give_up_before: u32) -> Result<()> {
        ctx.accounts.handler(give_up_before)
    }

    /// View: power of a lock and of the whole, now.
    pub fn power(ctx: &mut Context<ViewPower>) -> Result<Power> {
        ctx.accounts.now()
    }

    /// View: power of a lock and of the whole in the snapshot of `week`.
    pub fn power_at_week(ctx: &mut Context<ViewPower>, week: u32) -> Result<Power> {
        ctx.accounts.at_week(week)
    }
}
