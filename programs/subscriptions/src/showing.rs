//! What a badge shows of a subscription, and how it follows.

use anchor_lang::prelude::*;
use membership::{
    call::{Extend, SetTier, Shown},
    Badge, Collection,
};

use crate::{
    error::SubscriptionError,
    state::{Store, Subscription},
};

/// What a live badge shows.
pub struct Showing {
    tier: u8,
    granted: bool,
    expires_at: u64,
}

/// What `account` shows, if it is the live badge of `user`.
pub fn showing(account: &UncheckedAccount, collection: &Address, user: &Address) -> Result<Option<Showing>> {
    let badge = Badge::read(account.account())?.filter(|badge| {
        badge.status == Badge::LIVE && badge.collection == *collection && badge.holder == *user
    });
    Ok(badge.map(|&Badge { tier, granted, expires_at, .. }| Showing {
        tier,
        granted: granted == 1,
        expires_at,
    }))
}

/// As [`showing`], where that there is none must be seen at the badge's address: another account is refused.
pub fn live(account: &UncheckedAccount, collection: &Address, user: &Address) -> Result<Option<Showing>> {
    let shown = showing(account, collection, user)?;
    if shown.is_none() {
        let seeds = [Badge::SEED, collection.as_ref(), user.as_ref()];
        let (address, _) = Address::find_program_address(&seeds, &membership::ID);
        require!(*account.address() == address, SubscriptionError::WrongBadge);
    }
    Ok(shown)
}

impl Showing {
    /// The badge's account follows in what has changed; its token does with a rebuild.
    pub fn follow(
        &self,
        store: &Account<Store>,
        subscription: &Subscription,
        collection: &Account<Collection>,
        badge: &mut UncheckedAccount,
        token_program: &UncheckedAccount,
        membership_program: &UncheckedAccount,
    ) {
        let seeds: &[&[&[u8]]] = &[&store.signer_seeds()];
        if self.tier != subscription.tier {
            SetTier {
                collection: collection.cpi_handle(),
                authority: store.cpi_handle(),
                badge: badge.cpi_handle_mut(),
                mint: Shown::Later(membership_program.cpi_handle()),
                token_program: token_program.cpi_handle(),
            }
            .invoke(subscription.tier, seeds);
        }
        let (expires_at, granted) = (subscription.paid_through(), subscription.granted == 1);
        if self.expires_at != expires_at || self.granted != granted {
            Extend {
                collection: collection.cpi_handle(),
                authority: store.cpi_handle(),
                badge: badge.cpi_handle_mut(),
                mint: Shown::Later(membership_program.cpi_handle()),
                token_program: token_program.cpi_handle(),
            }
            .invoke(expires_at, granted, seeds);
        }
    }
}
