//! The badge that shows a subscription. The subscription is the truth: a badge that is gone, expired,
//! revoked or another's to issue stands in the way of no renewal.

use anchor_lang::prelude::*;
use membership::{
    call::{Issue, Rebuild, Revoke},
    Collection,
};

use crate::{
    error::SubscriptionError,
    showing::{live, showing, Showing},
    state::{Store, Subscription},
};

/// The accounts by which a change is shown cheaply: in the badge itself. `rebuild` of the membership
/// program, or `sync_badge`, writes it on the token.
#[derive(Accounts)]
pub struct ShownBadge {
    pub collection: Account<Collection>,
    #[account(mut)]
    pub badge: UncheckedAccount,
    pub badge_token_program: UncheckedAccount,
    #[account(address = membership::ID @ SubscriptionError::WrongMembershipProgram)]
    pub membership_program: UncheckedAccount,
}

/// The accounts by which a badge is issued, or changed along with its token.
#[derive(Accounts)]
pub struct IssuedBadge {
    /// The subscription's user.
    pub holder: UncheckedAccount,
    pub collection: Account<Collection>,
    #[account(mut)]
    pub group: UncheckedAccount,
    #[account(mut)]
    pub badge: UncheckedAccount,
    #[account(mut)]
    pub badge_mint: UncheckedAccount,
    #[account(mut)]
    pub badge_token: UncheckedAccount,
    pub badge_token_program: UncheckedAccount,
    #[account(address = membership::ID @ SubscriptionError::WrongMembershipProgram)]
    pub membership_program: UncheckedAccount,
    pub system_program: Program<System>,
}

/// The accounts by which a badge is revoked.
#[derive(Accounts)]
pub struct RevokedBadge {
    pub collection: Account<Collection>,
    #[account(mut)]
    pub badge: UncheckedAccount,
    #[account(mut)]
    pub badge_mint: UncheckedAccount,
    #[account(mut)]
    pub badge_token: UncheckedAccount,
    /// Paid the mint's rent; may be the authority, as it is only credited. Any account if there is no live
    /// badge.
    #[account(mut, unsafe(dup))]
    pub mint_payer: UncheckedAccount,
    pub badge_token_program: UncheckedAccount,
    #[account(address = membership::ID @ SubscriptionError::WrongMembershipProgram)]
    pub membership_program: UncheckedAccount,
}

impl ShownBadge {
    pub fn validate(&self, store: &Store) -> Result<()> {
        require!(*self.collection.address() == store.collection, SubscriptionError::WrongCollection);
        Ok(())
    }

    /// The badge follows the subscription, if there is a live one that the store has issued.
    pub fn show(&mut self, store: &Account<Store>, subscription: &Subscription) -> Result<()> {
        if self.collection.authority != *store.address() {
            return Ok(());
        }
        if let Some(shown) = live(&self.badge, &store.collection, &subscription.user)? {
            let (token_program, membership_program) = (&self.badge_token_program, &self.membership_program);
            let badge = &mut self.badge;
            shown.follow(store, subscription, &self.collection, badge, token_program, membership_program);
        }
        Ok(())
    }
}

impl IssuedBadge {
    fn validate(&self, store: &Account<Store>, user: &Address) -> Result<()> {
        require!(*self.collection.address() == store.collection, SubscriptionError::WrongCollection);
        require!(self.collection.authority == *store.address(), SubscriptionError::NotIssuer);
        require!(self.holder.address() == user, SubscriptionError::WrongBadge);
        Ok(())
    }

    /// The badge and its token follow the subscription. What is missing of them is made at `payer`'s
    /// expense.
    pub fn show(
        &mut self,
        store: &Account<Store>,
        subscription: &Subscription,
        payer: &mut Signer,
    ) -> Result<()> {
        self.validate(store, &subscription.user)?;
        // To issue one at another address is refused by the membership program.
        match showing(&self.badge, &store.collection, &subscription.user)? {
            None => self.issue(store, subscription, payer),
            Some(shown) => self.rebuild(store, subscription, payer, &shown),
        }
        Ok(())
    }

    fn issue(&mut self, store: &Account<Store>, subscription: &Subscription, payer: &mut Signer) {
        Issue {
            payer: payer.cpi_handle_mut(),
            collection: self.collection.cpi_handle(),
            authority: store.cpi_handle(),
            holder: self.holder.cpi_handle(),
            group: self.group.cpi_handle_mut(),
            badge: self.badge.cpi_handle_mut(),
            mint: self.badge_mint.cpi_handle_mut(),
            token: self.badge_token.cpi_handle_mut(),
            token_program: self.badge_token_program.cpi_handle(),
            system_program: self.system_program.cpi_handle(),
        }
        .invoke(
            subscription.tier,
            subscription.paid_through(),
            subscription.granted == 1,
            &[&store.signer_seeds()],
        );
    }

    fn rebuild(
        &mut self,
        store: &Account<Store>,
        subscription: &Subscription,
        payer: &mut Signer,
        shown: &Showing,
    ) {
        let (token_program, membership_program) = (&self.badge_token_program, &self.membership_program);
        let badge = &mut self.badge;
        shown.follow(store, subscription, &self.collection, badge, token_program, membership_program);
        Rebuild {
            payer: payer.cpi_handle_mut(),
            collection: self.collection.cpi_handle(),
            group: self.group.cpi_handle_mut(),
            badge: self.badge.cpi_handle_mut(),
            mint: self.badge_mint.cpi_handle_mut(),
            token: self.badge_token.cpi_handle_mut(),
            token_program: self.badge_token_program.cpi_handle(),
            system_program: self.system_program.cpi_handle(),
        }
        .invoke();
    }
}

impl RevokedBadge {
    /// Revokes the badge, if there is a live one that the store has issued.
    pub fn revoke(&mut self, store: &Account<Store>, subscription: &Subscription) -> Result<()> {
        require!(*self.collection.address() == store.collection, SubscriptionError::WrongCollection);
        let issued = self.collection.authority == *store.address();
        if !issued || live(&self.badge, &store.collection, &subscription.user)?.is_none() {
            return Ok(());
        }
        Revoke {
            collection: self.collection.cpi_handle(),
            authority: store.cpi_handle(),
            badge: self.badge.cpi_handle_mut(),
            mint: self.badge_mint.cpi_handle_mut(),
            token: self.badge_token.cpi_handle_mut(),
            mint_payer: self.mint_payer.cpi_handle_mut(),
            token_program: self.badge_token_program.cpi_handle(),
        }
        .invoke(&[&store.signer_seeds()]);
        Ok(())
    }
}
