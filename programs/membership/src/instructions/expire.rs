use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    clock,
    error::MembershipError,
    event::Expired,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct Expire {
    pub collection: Account<Collection>,
    #[account(mut, close = rent_payer)]
    pub badge: Account<Badge>,
    /// The badge's mint.
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The badge's token account.
    #[account(mut)]
    pub token: UncheckedAccount,
    /// Paid the badge's rent.
    #[account(mut, unsafe(dup), address = badge.rent_payer @ MembershipError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
    /// Paid the mint's rent. May be the same: both are only credited.
    #[account(mut, unsafe(dup), address = badge.mint_payer @ MembershipError::WrongRentPayer)]
    pub mint_payer: UncheckedAccount,
    pub token_program: Program<Token2022>,
}

impl Expire {
    fn validate(&self) -> Result<()> {
        self.badge.require_of(&self.collection)?;
        self.badge.require_mint(self.badge.address(), self.mint.address())?;
        self.badge.require_token(self.badge.address(), self.token.address())?;
        let removable = clock::now()? >= self.badge.removable_at(&self.collection);
        require!(removable, MembershipError::NotExpired);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        let mint = BadgeMint { collection: &self.collection, badge: &self.badge, mint: self.mint.account() };
        let burned = mint.remove(self.token.account(), self.mint_payer.account())?;

        emit!(Expired {
            collection: *self.collection.address(),
            badge: *self.badge.address(),
            holder: self.badge.holder,
            rent_payer: *self.rent_payer.address(),
            expires_at: self.badge.expires_at,
            tier: self.badge.tier.into(),
            revoked: u32::from(self.badge.status == Badge::REVOKED),
            burned: burned.into(),
            reserved: 0,
        });
        Ok(())
    }
}
