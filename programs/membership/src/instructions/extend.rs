use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    clock,
    error::MembershipError,
    event::Extended,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct Extend {
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub badge: Account<Badge>,
    /// The badge's, to show the expiry at once; without it, a rebuild shows it later.
    #[account(mut)]
    pub mint: Option<UncheckedAccount>,
    pub token_program: Program<Token2022>,
}

impl Extend {
    pub fn handler(&mut self, expires_at: u64, granted: u8) -> Result<()> {
        self.badge.require_live(&self.collection)?;

        let (before, granted_before) = (self.badge.expires_at, self.badge.granted);
        self.badge.extend(clock::now()?, expires_at, granted)?;
        let mut shown = false;
        if let Some(mint) = &self.mint {
            self.badge.require_mint(self.badge.address(), mint.address())?;
            let mint = mint.account();
            shown = BadgeMint { collection: &self.collection, badge: &self.badge, mint }.write_times()?;
        }

        emit!(Extended {
            collection: *self.collection.address(),
            badge: *self.badge.address(),
            holder: self.badge.holder,
            authority: *self.authority.address(),
            before,
            after: expires_at,
            granted_before: granted_before.into(),
            granted_after: granted.into(),
            shown: shown.into(),
            reserved: 0,
        });
        Ok(())
    }
}
