use anchor_lang::prelude::*;
use anchor_spl::token_2022::Token2022;

use crate::{
    event::CollectionCreated,
    state::{Collection, CollectionTerms},
    text::text_of,
    token::{create_account, CollectionMint, GROUP_LEN, GROUP_MINT_LEN, METADATA_LEN},
};

#[derive(Accounts)]
#[instruction(id: [u8; 4])]
pub struct CreateCollection {
    /// Pays the rent. May be the creator.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    /// Signs, so that nobody else takes the address.
    pub creator: Signer,
    #[account(
        init,
        payer = payer,
        seeds = [b"collection", creator.address().as_ref(), id.as_ref()],
        bump
    )]
    pub collection: Account<Collection>,
    /// The group's mint.
    #[account(mut, seeds = [b"group", collection.address().as_ref()], bump)]
    pub group: UncheckedAccount,
    pub token_program: Program<Token2022>,
    pub system_program: Program<System>,
}

impl CreateCollection {
    pub fn handler(&mut self, bump: u8, group_bump: u8, id: [u8; 4], terms: &CollectionTerms) -> Result<()> {
        let (creator, group) = (*self.creator.address(), *self.group.address());
        self.collection.open((bump, group_bump), creator, id, group, terms)?;
        self.create_group()?;

        emit!(CollectionCreated {
            collection: *self.collection.address(),
            creator,
            authority: terms.authority,
            group,
            grace: terms.grace,
            tiers: terms.tier_count(),
        });
        Ok(())
    }

    /// The mint that wallets show as the collection.
    fn create_group(&self) -> Result<()> {
        let collection = &self.collection;
        let seeds: &[&[u8]] =
            &[Collection::GROUP_SEED, collection.address().as_ref(), &[collection.group_bump]];
        const FULL_LEN: usize = GROUP_MINT_LEN + GROUP_LEN + METADATA_LEN;
        create_account(self.payer.account(), self.group.account(), GROUP_MINT_LEN, FULL_LEN, seeds)?;

        let seeds = collection.signer_seeds();
        let seeds: &[&[&[u8]]] = &[&seeds];
        let mint = CollectionMint::of(self.group.account(), collection, seeds);
        mint.initialize_metadata_pointer();
        mint.initialize_group_pointer();
        mint.initialize_mint();
        mint.initialize_group();
        let (name, symbol, link) = (&collection.name, &collection.symbol, &collection.uri);
        mint.initialize_metadata(text_of(name), text_of(symbol), text_of(link));
        Ok(())
    }
}
