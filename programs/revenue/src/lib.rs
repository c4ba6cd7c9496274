//! Revenue: the platform's income, shared with those who locked, in any token, every week.
//!
//! Anyone pays in by sending tokens to the splitter. Distribution divides what came in between lockers,
//! the treasury and, of the token that is locked, the fire; the lockers' share belongs to the week in
//! which it is distributed. Each lock earns of a week by the power it had at that week's start, read
//! from the locker itself, so what is locked after that start earns none of that week.

#![cfg_attr(target_os = "solana", no_std)]

mod claiming;
mod clock;
mod constants;
mod error;
mod event;
mod instructions;
mod state;
mod vault;

use anchor_lang::prelude::*;

pub use claiming::{claimable_weeks, standings};
pub use constants::*;
pub use error::RevenueError;
pub use event::*;
pub use instructions::*;
pub use state::{ClaimRecord, Pool, Splitter, Standing, Terms};

declare_id!("TenureRevenueMASi45ub7Qe4ZE36UT5G6cU4ud8Fhh");

#[program]
pub mod revenue {
    use super::*;

    /// Creates a locker's splitter. The locker's authority.
    pub fn create_splitter(
        ctx: &mut Context<CreateSplitter>,
        terms: Terms,
        authority: Address,
        pauser: Address,
    ) -> Result<()> {
        let bump = ctx.bumps.splitter;
        ctx.accounts.handler(bump, terms, authority, pauser)
    }

    /// Announces terms for the start of the second week from now. Authority.
    pub fn announce_terms(ctx: &mut Context<AnnounceTerms>, terms: Terms) -> Result<()> {
        ctx.accounts.handler(terms)
    }

    /// Creates the pool of a mint, with its vault. Authority.
    pub fn create_pool(ctx: &mut Context<CreatePool>) -> Result<()> {
        let (bump, vault_bump) = (ctx.bumps.pool, ctx.bumps.vault);
        ctx.accounts.handler(bump, vault_bump)
    }

    /// Names the token account that receives the treasury's share of a mint. Authority.
    pub fn set_treasury(ctx: &mut Context<SetTreasury>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Names who may pause. Authority.
    pub fn set_pauser(ctx: &mut Context<SetPauser>, pauser: Address) -> Result<()> {
        ctx.accounts.handler(pauser)
    }

    /// Stops distribution, never claims. Pauser or authority.
    pub fn pause(ctx: &mut Context<Pause>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Allows distribution again. Authority.
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

    /// Splits what came in of a mint, by the terms in force now. Anyone.
    pub fn distribute(ctx: &mut Context<Distribute>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Opens the record of what a lock has claimed. Anyone.
    pub fn open_claim_record(ctx: &mut Context<OpenClaimRecord>) -> Result<()> {
        let bump = ctx.bumps.record;
        ctx.accounts.handler(bump)
    }

    /// Closes the record of a lock that no longer exists; its rent goes back. Anyone.
    pub fn close_claim_record(ctx: &mut Context<CloseClaimRecord>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Pays the lock's owner what it earned in the oldest unclaimed weeks, 26 at the most. Anyone.
    pub fn claim(ctx: &mut Context<Claim>, max_weeks: u8) -> Result<()> {
        ctx.accounts.handler(max_weeks)
    }

    /// As `claim`, of the mint that is locked, and adds it to the lock. The lock's owner.
    pub fn claim_and_lock(ctx: &mut Context<ClaimAndLock>, max_weeks: u8) -> Result<()> {
        ctx.accounts.handler(max_weeks)
    }

    /// View: what the lock's owner can claim, in however many calls. It answers for a locker that is behind
    /// too.
    pub fn claimable(ctx: &mut Context<ViewClaimable>) -> Result<Claimable> {
        ctx.accounts.handler()
    }
}
