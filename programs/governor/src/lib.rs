//! The governor: proposals decided by vote-escrow power, executed after a timelock.
//!
//! A proposal is a list of instructions for the treasury to sign. It is written, submitted by one who has
//! power enough, voted on with the power that locks had before the week of its submission, and executed by
//! anyone between the timelock and the end of its grace. A council can veto it until then, and nothing else.

#![cfg_attr(target_os = "solana", no_std)]

extern crate alloc;

pub mod action;
mod clock;
mod constants;
mod error;
mod event;
mod holdings;
mod instructions;
mod state;
mod voice;

use alloc::{string::String, vec::Vec};

use anchor_lang::prelude::*;

pub use constants::*;
pub use error::GovernorError;
pub use event::*;
pub use instructions::*;
pub use state::{Governor, GovernorParams, OutflowLimit, Proposal, ProposalText, Stage, Vote};

declare_id!("TenureGovernore4deS4F3cw9KTAb8dLcukC7edhDQ7");

#[program]
pub mod governor {
    use super::*;

    /// Creates a locker's governor and its treasury. The locker's authority.
    pub fn create_governor(
        ctx: &mut Context<CreateGovernor>,
        params: GovernorParams,
        council: Address,
    ) -> Result<()> {
        let (bump, treasury_bump) = (ctx.bumps.governor, ctx.bumps.treasury);
        ctx.accounts.handler(bump, treasury_bump, params, council)
    }

    /// Sets threshold, quorum and times, for proposals to come. The treasury.
    pub fn update_params(ctx: &mut Context<UpdateParams>, params: GovernorParams) -> Result<()> {
        ctx.accounts.handler(params)
    }

    /// Names who may veto; zero for nobody. The treasury.
    pub fn set_council(ctx: &mut Context<SetCouncil>, council: Address) -> Result<()> {
        ctx.accounts.handler(council)
    }

    /// Limits what the treasury pays out of a mint in a week; `u64::MAX` for no limit. The treasury.
    pub fn set_outflow_limit(ctx: &mut Context<SetOutflowLimit>, mint: Address, limit: u64) -> Result<()> {
        ctx.accounts.handler(mint, limit)
    }

    /// Makes room for a proposal, and gives it a title and a link. A lock's owner or delegate.
    pub fn draft(
        ctx: &mut Context<Draft>,
        nonce: [u8; 8],
        title: String,
        link: String,
        actions_len: u16,
    ) -> Result<()> {
        let bump = ctx.bumps.proposal;
        ctx.accounts.handler(bump, nonce, &title, &link, actions_len)
    }

    /// Writes a piece of a draft's actions. The proposer.
    pub fn write(ctx: &mut Context<Write>, offset: u16, piece: Vec<u8>) -> Result<()> {
        ctx.accounts.handler(offset, &piece)
    }

    /// Fixes a draft, takes the snapshot and sets the course of the vote. The proposer.
    pub fn submit(ctx: &mut Context<Submit>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Votes with a lock: 0 against, 1 for, 2 abstain. Its owner or delegate.
    pub fn vote(ctx: &mut Context<CastVote>, choice: u8) -> Result<()> {
        let bump = ctx.bumps.vote;
        ctx.accounts.handler(bump, choice)
    }

    /// Withdraws a proposal that is not decided. The proposer; anyone, once the proposer lost the power.
    pub fn cancel(ctx: &mut Context<Cancel>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Stops a proposal, whatever of it has run. The council.
    pub fn veto(ctx: &mut Context<Veto>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Runs the next action of a proposal that passed. Anyone.
    pub fn execute(ctx: &mut Context<Execute>, index: u8) -> Result<()> {
        let given = ctx.remaining_accounts()?;
        ctx.accounts.handler(index, &given)
    }

    /// Closes a vote that is over; its rent goes back. Anyone.
    pub fn close_vote(ctx: &mut Context<CloseVote>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Closes a draft, or a proposal whose course is over; its rent goes back. The proposer; anyone.
    pub fn close_proposal(ctx: &mut Context<CloseProposal>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// View: where a proposal stands.
    pub fn proposal_state(ctx: &mut Context<ViewProposalState>) -> Result<u8> {
        ctx.accounts.handler()
    }
}
