use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    error::MembershipError,
    event::Revoked,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct Revoke {
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub badge: Account<Badge>,
    /// The badge's mint.
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The badge's token account.
    #[account(mut)]
    pub token: UncheckedAccount,
    /// Paid the mint's rent. May be the authority: it is only credited.
    #[account(mut, unsafe(dup), address = badge.mint_payer @ MembershipError::WrongRentPayer)]
    pub mint_payer: UncheckedAccount,
    pub token_program: Program<Token2022>,
}

impl Revoke {
    fn validate(&self) -> Result<()> {
        self.badge.require_live(&self.collection)?;
        self.badge.require_mint(self.badge.address(), self.mint.address())?;
        self.badge.require_token(self.badge.address(), self.token.address())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        self.badge.status = Badge::REVOKED;
        let mint = BadgeMint { collection: &self.collection, badge: &self.badge, mint: self.mint.account() };
        let burned = mint.remove(self.token.account(), self.mint_payer.account())?;

        emit!(Revoked {
            collection: *self.collection.address(),
            badge: *self.badge.address(),
            holder: self.badge.holder,
            authority: *self.authority.address(),
            expires_at: self.badge.expires_at,
            tier: self.badge.tier.into(),
            burned: burned.into(),
        });
        Ok(())
    }
}
