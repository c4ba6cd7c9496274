use std::mem::offset_of;

use serde_json::json;
use tenure_client::{
    decode::printable,
    membership::{self, Collection},
    subscriptions::{PayToken, Plan, Store, StoreKeys, TokenKeys, ID, ORACLE},
    Account, Pubkey,
};

use super::{
    list::{holds, DISCRIMINATOR_LEN},
    price::sponsored_price,
    Chain,
};
use crate::{failure::Failure, value::Tokens};

/// A store as it was read, with its collection, and the addresses that go with it.
pub struct OpenStore {
    pub address: Pubkey,
    pub state: Box<Store>,
    pub keys: StoreKeys,
    pub collection: Box<Collection>,
}

/// A plan as it was read.
pub struct OpenPlan {
    pub id: u32,
    pub address: Pubkey,
    pub state: Box<Plan>,
}

/// A token that a store takes, as it was read, and the addresses that go with it.
pub struct OpenPayToken {
    pub state: Box<PayToken>,
    pub keys: TokenKeys,
}

impl OpenStore {
    pub fn tier_name(&self, tier: u8) -> String {
        let index = usize::from(tier).checked_sub(1);
        let name = index.and_then(|index| self.collection.tiers.get(index));
        name.map_or_else(|| tier.to_string(), |name| printable(&membership::text(name)))
    }
}

impl OpenPlan {
    pub fn name(&self) -> String {
        printable(&membership::text(&self.state.name))
    }

    pub fn is_sold(&self) -> bool {
        self.state.sunset == 0
    }
}

impl OpenPayToken {
    /// Where the price is read of a token that has one: in the account that Pyth sponsors for its feed.
    pub fn of(address: Pubkey, state: Box<PayToken>) -> Self {
        let keys = TokenKeys::of(address, &state);
        let keys = if state.kind == ORACLE { keys.priced_by(sponsored_price(&state.feed)) } else { keys };
        Self { state, keys }
    }

    /// `units` of it.
    pub fn tokens(&self, units: u64) -> Tokens {
        Tokens { units, decimals: self.state.decimals }
    }

    pub fn is_own(&self) -> bool {
        self.state.own == 1
    }

    pub fn is_taken(&self) -> bool {
        self.state.enabled == 1
    }
}

impl Chain {
    pub fn find_store(&self, address: Pubkey) -> Result<Option<OpenStore>, Failure> {
        let Some(state) = self.find::<Store>(&address, "store")? else { return Ok(None) };
        let collection = self.find(&state.collection, "collection")?;
        let collection = collection.ok_or_else(|| self.unanswered("a store's collection is missing"))?;
        Ok(Some(OpenStore { address, keys: StoreKeys::of(address, &state), state, collection }))
    }

    pub fn store(&self, address: Pubkey) -> Result<OpenStore, Failure> {
        self.find_store(address)?.ok_or_else(|| {
            Failure::cluster(format!(
                "there is no store {address} on {}: check --store and --url",
                self.rpc.url()
            ))
        })
    }

    /// All plans of a store, by their numbers.
    pub fn plans(&self, store: &OpenStore) -> Result<Vec<OpenPlan>, Failure> {
        let addresses: Vec<_> = (0..store.state.next_plan).map(|id| store.keys.plan(id)).collect();
        let mut plans = Vec::new();
        for ((id, address), account) in (0..).zip(&addresses).zip(self.accounts(&addresses)?) {
            let account = account.ok_or_else(|| self.unanswered(format!("plan {id} is missing")))?;
            let plan = Plan::read(&account.owner, &account.data);
            let state = Box::new(plan.map_err(|error| self.unanswered(error))?);
            plans.push(OpenPlan { id, address: *address, state });
        }
        Ok(plans)
    }

    /// All tokens that a store takes, or took: its own first.
    pub fn pay_tokens(&self, store: &OpenStore) -> Result<Vec<OpenPayToken>, Failure> {
        let filters = [
            json!({ "dataSize": DISCRIMINATOR_LEN + size_of::<PayToken>() }),
            holds(DISCRIMINATOR_LEN + offset_of!(PayToken, store), store.address.as_ref()),
        ];
        let mut tokens = Vec::new();
        for (address, data) in self.list(&ID, &filters)? {
            let token = PayToken::read(&ID, &data).map_err(|error| self.unanswered(error))?;
            tokens.push(OpenPayToken::of(address, Box::new(token)));
        }
        tokens.sort_by_key(|token| (!token.is_own(), token.keys.mint));
        Ok(tokens)
    }

    pub fn find_pay_token(&self, store: &OpenStore, mint: &Pubkey) -> Result<Option<OpenPayToken>, Failure> {
        let address = tenure_client::subscriptions::pay_token_address(&store.address, mint);
        Ok(self.find(&address, "pay token")?.map(|state| OpenPayToken::of(address, state)))
    }

    pub fn pay_token(&self, store: &OpenStore, mint: &Pubkey) -> Result<OpenPayToken, Failure> {
        self.find_pay_token(store, mint)?
            .ok_or_else(|| Failure::cluster(format!("the store does not take {mint}: see tenure plans")))
    }
}
