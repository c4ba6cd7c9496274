use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    error::MembershipError,
    event::Rebuilt,
    state::{Badge, Collection},
    token::BadgeMint,
};

#[derive(Accounts)]
pub struct Rebuild {
    /// Pays the rent of what is gone. Anyone.
    #[account(mut)]
    pub payer: Signer,
    pub collection: Account<Collection>,
    #[account(mut, address = collection.group @ MembershipError::WrongGroup)]
    pub group: UncheckedAccount,
    #[account(mut)]
    pub badge: Account<Badge>,
    /// The badge's mint.
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The badge's token account.
    #[account(mut)]
    pub token: UncheckedAccount,
    pub token_program: Program<Token2022>,
    pub system_program: Program<System>,
}

impl Rebuild {
    fn validate(&self) -> Result<()> {
        self.badge.require_live(&self.collection)?;
        self.badge.require_mint(self.badge.address(), self.mint.address())?;
        self.badge.require_token(self.badge.address(), self.token.address())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        let payer = *self.payer.address();
        let (group, token) = (self.group.account(), self.token.account());
        let mint = BadgeMint { collection: &self.collection, badge: &self.badge, mint: self.mint.account() };
        let missing = mint.show(self.payer.account(), group, token)?;
        if missing.mint {
            self.badge.mint_payer = payer;
        }

        emit!(Rebuilt {
            collection: *self.collection.address(),
            badge: *self.badge.address(),
            holder: self.badge.holder,
            payer,
            expires_at: self.badge.expires_at,
            tier: self.badge.tier.into(),
            minted: missing.token.into(),
        });
        Ok(())
    }
}
