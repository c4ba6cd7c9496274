use anchor_lang::prelude::*;
use membership::{call::ProposeAuthority, Collection};

use crate::{error::SubscriptionError, event::CollectionOffered, state::Store};

#[derive(Accounts)]
pub struct OfferCollection {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut, address = store.collection @ SubscriptionError::WrongCollection)]
    pub collection: Account<Collection>,
    #[account(address = membership::ID @ SubscriptionError::WrongMembershipProgram)]
    pub membership_program: UncheckedAccount,
}

impl OfferCollection {
    /// Whoever accepts issues the badges from then on; the store cannot any more.
    pub fn handler(&mut self, proposed: Address) -> Result<()> {
        let store = &self.store;
        ProposeAuthority { collection: self.collection.cpi_handle_mut(), authority: store.cpi_handle() }
            .invoke(&proposed, &[&store.signer_seeds()]);
        emit!(CollectionOffered {
            store: *self.store.address(),
            authority: *self.authority.address(),
            collection: *self.collection.address(),
            proposed,
        });
        Ok(())
    }
}
