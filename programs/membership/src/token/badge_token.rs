use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;
use tenure_tokens::balance;

use super::{
    account::create_account,
    label,
    mint::{supply_of, CollectionMint, Field, BADGE_MINT_LEN, MEMBER_LEN, METADATA_LEN},
};
use crate::{
    state::{Badge, Collection},
    text::text_of,
};

/// Bytes of a token account of a mint that is not transferable: two extensions without content.
const TOKEN_LEN: usize = 165 + 1 + 2 * 4;

/// A badge's mint, which need not exist.
#[derive(Clone, Copy)]
pub struct BadgeMint<'a> {
    pub collection: &'a Account<Collection>,
    pub badge: &'a Account<Badge>,
    pub mint: &'a AccountView,
}

impl BadgeMint<'_> {
    /// Shows the badge's tier, if there is a mint. Returns whether.
    pub fn write_tier(&self) -> Result<bool> {
        let exists = exists(self.mint);
        if exists {
            self.write(Field::Name, label::name(self.collection, self.badge)?.bytes());
            self.write(Field::Link, label::link(self.collection, self.badge)?.bytes());
        }
        Ok(exists)
    }

    /// Shows the badge's times, if there is a mint. Returns whether.
    pub fn write_times(&self) -> Result<bool> {
        let exists = exists(self.mint);
        if exists {
            self.write(Field::Link, label::link(self.collection, self.badge)?.bytes());
        }
        Ok(exists)
    }

    /// Makes the token exist and say what the badge says; `payer` pays for what was missing of the mint and
    /// of the account `token`. One token at the most. Returns what was missing.
    pub fn show(&self, payer: &AccountView, group: &AccountView, token: &AccountView) -> Result<Missing> {
        let no_mint = !exists(self.mint);
        if no_mint {
            self.create_mint(payer, group)?;
        } else {
            // The link has the times too.
            self.write_tier()?;
        }
        if !exists(token) {
            self.create_token_account(payer, token)?;
        }
        let no_token = supply_of(self.mint)? == 0;
        if no_token {
            let seeds = self.collection.signer_seeds();
            CollectionMint::of(self.mint, self.collection, &[&seeds]).mint_one(token);
        }
        Ok(Missing { mint: no_mint, token: no_token })
    }

    /// Burns what is in `token`, and closes the mint, for `mint_payer`, when nothing is left of it. Returns
    /// whether there was something to burn.
    pub fn remove(&self, token: &AccountView, mint_payer: &AccountView) -> Result<bool> {
        if !exists(self.mint) {
            return Ok(false);
        }
        let seeds = self.collection.signer_seeds();
        let seeds: &[&[&[u8]]] = &[&seeds];
        let mint = CollectionMint::of(self.mint, self.collection, seeds);
        let held = if exists(token) { balance(token)? } else { 0 };
        if held > 0 {
            mint.burn(token, held);
        }
        if supply_of(self.mint)? == 0 {
            mint.close(mint_payer);
        }
        Ok(held > 0)
    }

    fn write(&self, field: Field, text: &[u8]) {
        let seeds = self.collection.signer_seeds();
        CollectionMint::of(self.mint, self.collection, &[&seeds]).update_metadata(field, text);
    }

    #[inline(never)]
    fn create_mint(&self, payer: &AccountView, group: &AccountView) -> Result<()> {
        let (collection, badge) = (self.collection, self.badge);
        let seeds: &[&[u8]] = &[Badge::MINT_SEED, badge.address().as_ref(), &[badge.mint_bump]];
        // Nothing that is written later can need more.
        const FULL_LEN: usize = BADGE_MINT_LEN + MEMBER_LEN + METADATA_LEN;
        create_account(payer, self.mint, BADGE_MINT_LEN, FULL_LEN, seeds)?;

        let seeds = collection.signer_seeds();
        let seeds: &[&[&[u8]]] = &[&seeds];
        let mint = CollectionMint::of(self.mint, collection, seeds);
        mint.initialize_non_transferable();
        mint.initialize_close_authority();
        mint.initialize_permanent_delegate();
        mint.initialize_metadata_pointer();
        mint.initialize_member_pointer();
        mint.initialize_mint();
        mint.initialize_member(group);
        let (name, link) = (label::name(collection, badge)?, label::link(collection, badge)?);
        mint.initialize_metadata(name.bytes(), text_of(&collection.symbol), link.bytes());
        Ok(())
    }

    #[inline(never)]
    fn create_token_account(&self, payer: &AccountView, token: &AccountView) -> Result<()> {
        let badge = self.badge;
        let seeds: &[&[u8]] = &[Badge::TOKEN_SEED, badge.address().as_ref(), &[badge.token_bump]];
        create_account(payer, token, TOKEN_LEN, TOKEN_LEN, seeds)?;
        CollectionMint::of(self.mint, self.collection, &[]).initialize_account(token, &badge.holder);
        Ok(())
    }
}

/// What was missing of a badge's token.
pub struct Missing {
    pub mint: bool,
    pub token: bool,
}

/// Whether there is something at one of the badge's two addresses. Only this program can put anything
/// there, so that it is the badge's mint or token account, set up.
fn exists(account: &AccountView) -> bool {
    account.owned_by(&Token2022::id())
}
