use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    clock,
    error::MembershipError,
    event::Issued,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct Issue {
    /// Pays the rent of what does not exist yet. May be the authority, or the holder.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
    /// Any address: it has no say.
    pub holder: UncheckedAccount,
    #[account(mut, address = collection.group @ MembershipError::WrongGroup)]
    pub group: UncheckedAccount,
    #[account(
        init_if_needed,
        payer = payer,
        seeds = [b"badge", collection.address().as_ref(), holder.address().as_ref()],
        bump = badge.bump
    )]
    pub badge: Account<Badge>,
    #[account(mut, seeds = [b"badge_mint", badge.address().as_ref()], bump)]
    pub mint: UncheckedAccount,
    /// A token account of the holder's.
    #[account(mut, seeds = [b"badge_token", badge.address().as_ref()], bump)]
    pub token: UncheckedAccount,
    pub token_program: Program<Token2022>,
    pub system_program: Program<System>,
}

impl Issue {
    pub fn handler(
        &mut self,
        bump: u8,
        mint_bump: u8,
        token_bump: u8,
        tier: u8,
        expires_at: u64,
        granted: u8,
    ) -> Result<()> {
        let (collection, holder) = (*self.collection.address(), *self.holder.address());
        let payer = *self.payer.address();
        require!(self.collection.version == Collection::VERSION, MembershipError::UnknownVersion);
        self.collection.tier_name(tier)?;

        let anew = self.badge.version != 0;
        if !anew {
            self.badge.open((bump, mint_bump, token_bump), collection, holder, payer);
        }
        self.badge.issue(clock::now()?, tier, expires_at, granted)?;

        let (group, token) = (self.group.account(), self.token.account());
        let mint = BadgeMint { collection: &self.collection, badge: &self.badge, mint: self.mint.account() };
        if mint.show(self.payer.account(), group, token)?.mint {
            self.badge.mint_payer = payer;
        }

        emit!(Issued {
            collection,
            badge: *self.badge.address(),
            holder,
            authority: *self.authority.address(),
            payer,
            mint: *self.mint.address(),
            issued_at: self.badge.issued_at,
            expires_at,
            tier: tier.into(),
            granted: granted.into(),
            anew: anew.into(),
            reserved: 0,
        });
        Ok(())
    }
}
