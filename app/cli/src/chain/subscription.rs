use tenure_client::{
    membership::{Badge, BadgeMetadata},
    subscriptions::{Credit, Mandate, Subscription},
    Pubkey,
};

use super::{Chain, OpenStore};
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
