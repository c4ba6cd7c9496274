use anchor_lang::prelude::*;
use membership::Collection;

use crate::{
    error::SubscriptionError,
    event::StoreCreated,
    state::{Roles, Store, StoreTerms},
};

#[derive(Accounts)]
#[instruction(id: [u8; 4])]
pub struct CreateStore {
    /// Pays the rent. May be the creator.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    /// Signs, so that nobody takes an address that was meant for another.
    pub creator: Signer,
    /// Of the badges. The store issues them once it is the collection's authority.
    pub collection: Account<Collection>,
    #[account(
        init,
        payer = payer,
        seeds = [b"store", creator.address().as_ref(), id.as_ref()],
        bump
    )]
    pub store: Account<Store>,
    pub system_program: Program<System>,
}

impl CreateStore {
    fn validate(&self, roles: &Roles) -> Result<()> {
        let nobody = Address::default();
        require!(roles.authority != nobody, SubscriptionError::ZeroAddress);
        require!(roles.payout_owner != nobody, SubscriptionError::ZeroAddress);
        require!(self.collection.version == Collection::VERSION, SubscriptionError::UnknownVersion);
        Ok(())
    }

    pub fn handler(&mut self, bump: u8, id: [u8; 4], terms: StoreTerms, roles: Roles) -> Result<()> {
        self.validate(&roles)?;
        let (creator, collection) = (*self.creator.address(), *self.collection.address());
        self.store.open(bump, id, creator, collection, &roles);
        self.store.set_terms(&terms, self.collection.grace)?;

        emit!(StoreCreated {
            store: *self.store.address(),
            creator,
            authority: roles.authority,
            pauser: roles.pauser,
            operator: roles.operator,
            payout_owner: roles.payout_owner,
            collection,
            grace: terms.grace,
            window: terms.window,
            notice: terms.notice,
            keeper_fee_bps: terms.keeper_fee_bps.into(),
        });
        Ok(())
    }
}
