use anchor_lang::prelude::*;
use membership::{call::AcceptAuthority, Collection};

use crate::{error::SubscriptionError, event::CollectionTaken, state::Store};

#[derive(Accounts)]
pub struct TakeCollection {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    /// Its authority has proposed the store.
    #[account(mut, address = store.collection @ SubscriptionError::WrongCollection)]
    pub collection: Account<Collection>,
    #[account(address = membership::ID @ SubscriptionError::WrongMembershipProgram)]
    pub membership_program: UncheckedAccount,
}

impl TakeCollection {
    pub fn handler(&mut self) -> Result<()> {
        let store = &self.store;
        AcceptAuthority {
            collection: self.collection.cpi_handle_mut(),
            proposed_authority: store.cpi_handle(),
        }
        .invoke(&[&store.signer_seeds()]);
        emit!(CollectionTaken {
            store: *self.store.address(),
            authority: *self.authority.address(),
            collection: *self.collection.address(),
        });
        Ok(())
    }
}
