//! Membership: badges that say who is a member, of which tier, and until when.
//!
//! A collection's authority issues one badge to a holder: an account of this program, which is the truth,
//! and a Token-2022 token that shows it in wallets, which cannot be transferred. What a holder does to the
//! token, burning it or closing its account, never stands in the way of the badge.

#![cfg_attr(target_os = "solana", no_std)]

pub mod call;
mod clock;
mod constants;
mod error;
mod event;
mod instructions;
mod state;
mod text;
mod token;

use anchor_lang::prelude::*;

pub use constants::*;
pub use error::MembershipError;
pub use event::*;
pub use instructions::*;
pub use state::{Badge, Collection, CollectionTerms};
pub use text::text_of;

declare_id!("TenureMembershipcn5d4gEYkbUrMWeWQLGsCmrG6dL");

#[program]
pub mod membership {
    use super::*;

    /// Creates a collection of badges and the group that they are members of. Anyone, under their own name.
    pub fn create_collection(
        ctx: &mut Context<CreateCollection>,
        id: [u8; 4],
        terms: CollectionTerms,
    ) -> Result<()> {
        let (bump, group_bump) = (ctx.bumps.collection, ctx.bumps.group);
        ctx.accounts.handler(bump, group_bump, id, &terms)
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

    /// Issues a badge, with its token, to a holder who has no live one. Authority.
    pub fn issue(ctx: &mut Context<Issue>, tier: u8, expires_at: u64, granted: u8) -> Result<()> {
        let (bump, mint_bump, token_bump) = (ctx.bumps.badge, ctx.bumps.mint, ctx.bumps.token);
        ctx.accounts.handler(bump, mint_bump, token_bump, tier, expires_at, granted)
    }

    /// Changes a live badge's tier; its token shows it at once if its mint is given. Authority.
    pub fn set_tier(ctx: &mut Context<SetTier>, tier: u8) -> Result<()> {
        ctx.accounts.handler(tier)
    }

    /// Changes until when a live badge holds; its token shows it at once if its mint is given. Authority.
    pub fn extend(ctx: &mut Context<Extend>, expires_at: u64, granted: u8) -> Result<()> {
        ctx.accounts.handler(expires_at, granted)
    }

    /// Ends a live badge: its token is burned, the badge stays as the record. Authority.
    pub fn revoke(ctx: &mut Context<Revoke>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Removes a badge whose time and grace are over, with its token; all rent goes back. Anyone.
    pub fn expire(ctx: &mut Context<Expire>) -> Result<()> {
        ctx.accounts.handler()
    }

    /// Makes a live badge's token show it again, whatever its holder did to the token. Anyone.
    pub fn rebuild(ctx: &mut Context<Rebuild>) -> Result<()> {
        ctx.accounts.handler()
    }
}
