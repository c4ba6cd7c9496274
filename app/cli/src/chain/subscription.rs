use std::{collections::HashMap, mem::offset_of};

use serde_json::json;
use tenure_client::{
    membership::{Badge, BadgeMetadata},
    subscriptions::{Credit, Mandate, Subscription, ID},
    Account, Pubkey,
};

use super::{
    list::{holds, DISCRIMINATOR_LEN},
    Chain, OpenStore,
};
use crate::failure::Failure;

/// A user's subscription as it was read.
pub struct OpenSubscription {
    pub address: Pubkey,
    pub state: Box<Subscription>,
}

/// A badge as it was read, and what its token says of it, if there is one.
pub struct OpenBadge {
    pub address: Pubkey,
    pub mint: Pubkey,
    pub state: Box<Badge>,
    pub shown: Option<BadgeMetadata>,
}

impl Chain {
    pub fn find_subscription(
        &self,
        store: &OpenStore,
        user: &Pubkey,
    ) -> Result<Option<OpenSubscription>, Failure> {
        let address = store.keys.subscription(user);
        let state = self.find::<Subscription>(&address, "subscription")?;
        Ok(state.map(|state| OpenSubscription { address, state }))
    }

    pub fn subscription(&self, store: &OpenStore, user: &Pubkey) -> Result<OpenSubscription, Failure> {
        let found = self.find_subscription(store, user)?;
        // An account that was only opened has subscribed to nothing.
        let found = found.filter(|found| found.state.incarnation > 0);
        found.ok_or_else(|| {
            Failure::cluster(format!(
                "{user} has not subscribed to the store {}: see tenure subscribe",
                store.address
            ))
        })
    }

    /// All who have subscribed to a store, whoever lapses first coming first.
    pub fn subscriptions(&self, store: &OpenStore) -> Result<Vec<OpenSubscription>, Failure> {
        let filters = [
            json!({ "dataSize": DISCRIMINATOR_LEN + size_of::<Subscription>() }),
            holds(DISCRIMINATOR_LEN + offset_of!(Subscription, store), store.address.as_ref()),
        ];
        let mut subscriptions = Vec::new();
        for (address, data) in self.list(&ID, &filters)? {
            let state = Subscription::read(&ID, &data).map_err(|error| self.unanswered(error))?;
            // An account that was only opened has subscribed to nothing.
            if state.incarnation > 0 {
                subscriptions.push(OpenSubscription { address, state: Box::new(state) });
            }
        }
        subscriptions.sort_by_key(|subscription| (subscription.state.lapses_at, subscription.state.user));
        Ok(subscriptions)
    }

    /// All mandates of a store's users, by their addresses, whether a subscription goes by them or not.
    pub fn mandates(&self, store: &OpenStore) -> Result<HashMap<Pubkey, Mandate>, Failure> {
        let filters = [
            json!({ "dataSize": DISCRIMINATOR_LEN + size_of::<Mandate>() }),
            holds(DISCRIMINATOR_LEN + offset_of!(Mandate, store), store.address.as_ref()),
        ];
        let mut mandates = HashMap::new();
        for (address, data) in self.list(&ID, &filters)? {
            mandates.insert(address, Mandate::read(&ID, &data).map_err(|error| self.unanswered(error))?);
        }
        Ok(mandates)
    }

    /// A user's mandate in a token, whether the subscription goes by it or not.
    pub fn find_mandate(
        &self,
        store: &OpenStore,
        user: &Pubkey,
        mint: &Pubkey,
    ) -> Result<Option<Box<Mandate>>, Failure> {
        self.find(&store.keys.mandate(user, mint), "mandate")
    }

    /// The mandate that a subscription is renewed under.
    pub fn mandate_of(&self, subscription: &OpenSubscription) -> Result<Option<Box<Mandate>>, Failure> {
        let address = subscription.state.mandate;
        if address == Pubkey::default() {
            return Ok(None);
        }
        self.find(&address, "mandate")
    }

    pub fn find_badge(&self, store: &OpenStore, holder: &Pubkey) -> Result<Option<OpenBadge>, Failure> {
        let (address, mint) = (store.keys.badges.badge(holder), store.keys.badges.mint(holder));
        let Some(state) = self.find::<Badge>(&address, "badge")? else { return Ok(None) };
        let shown = self.account(&mint)?.and_then(|account| BadgeMetadata::read(&account.data));
        Ok(Some(OpenBadge { address, mint, state, shown }))
    }

    pub fn find_credit(
        &self,
        store: &OpenStore,
        user: &Pubkey,
        mint: &Pubkey,
    ) -> Result<Option<Box<Credit>>, Failure> {
        self.credit_at(&store.keys.credit(user, mint))
    }

    pub fn credit_at(&self, address: &Pubkey) -> Result<Option<Box<Credit>>, Failure> {
        self.find(address, "credit")
    }
}
