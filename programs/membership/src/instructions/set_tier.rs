use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    error::MembershipError,
    event::TierSet,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct SetTier {
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub badge: Account<Badge>,
    /// The badge's, to show the tier at once; without it, a rebuild shows it later.
    #[account(mut)]
    pub mint: Option<UncheckedAccount>,
    pub token_program: Program<Token2022>,
}

impl SetTier {
    pub fn handler(&mut self, tier: u8) -> Result<()> {
        self.badge.require_live(&self.collection)?;
        self.collection.tier_name(tier)?;

        let before = self.badge.tier;
        self.badge.tier = tier;
        let mut shown = false;
        if let Some(mint) = &self.mint {
            self.badge.require_mint(self.badge.address(), mint.address())?;
            let mint = mint.account();
            shown = BadgeMint { collection: &self.collection, badge: &self.badge, mint }.write_tier()?;
        }

        emit!(TierSet {
            collection: *self.collection.address(),
            badge: *self.badge.address(),
            holder: self.badge.holder,
            authority: *self.authority.address(),
            before: before.into(),
            after: tier.into(),
            shown: shown.into(),
        });
        Ok(())
    }
}
