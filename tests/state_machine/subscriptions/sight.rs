//! What is read of the chain.

use solana_pubkey::Pubkey;
use spl_token_2022_interface::{
    extension::StateWithExtensions,
    state::{Account as TokenState, AccountState, Mint as MintState},
};
use tenure_client::{
    membership::{self, Badge, BadgeMetadata},
    subscriptions::{self, Credit, Mandate, Subscription},
    Account,
};

use super::{
    assortment::TokenId,
    book::Till,
    shop::Shop,
    wallet::{Delegate, Wallet},
};

impl Shop {
    pub fn subscription(&self, who: usize) -> Option<Subscription> {
        self.typed(&self.people[who].subscription, &subscriptions::ID)
    }

    pub fn mandate(&self, who: usize, token: TokenId) -> Option<Mandate> {
        self.typed(&self.people[who].pockets[token].mandate, &subscriptions::ID)
    }

    pub fn credit(&self, who: usize, token: TokenId) -> Option<Credit> {
        self.typed(&self.people[who].pockets[token].credit, &subscriptions::ID)
    }

    pub fn badge(&self, who: usize) -> Option<Badge> {
        self.typed(&self.people[who].badge, &membership::ID)
    }

    /// What the badge's token says, and how many there are.
    pub fn badge_mint(&self, who: usize) -> Option<(BadgeMetadata, u64)> {
        let data = self.data(&self.people[who].badge_mint)?;
        let supply = StateWithExtensions::<MintState>::unpack(&data).expect("a mint").base.supply;
        Some((BadgeMetadata::read(&data).expect("metadata"), supply))
    }

    /// What the holder's account of it holds.
    pub fn badge_held(&self, who: usize) -> Option<u64> {
        let token = &self.people[who].badge_token;
        self.data(token).map(|_| self.lite.balance(token))
    }

    pub fn wallet(&self, who: usize, token: TokenId) -> Option<Wallet> {
        let pocket = &self.people[who].pockets[token];
        let data = self.data(&pocket.wallet)?;
        let state = StateWithExtensions::<TokenState>::unpack(&data).expect("a token account").base;
        let delegate = Option::from(state.delegate).map(|delegate: Pubkey| {
            let whose = if delegate == pocket.mandate { Delegate::Mandate } else { Delegate::Somebody };
            (whose, state.delegated_amount)
        });
        Some(Wallet { amount: state.amount, delegate, frozen: state.state == AccountState::Frozen })
    }

    pub fn vault(&self, who: usize, token: TokenId) -> Option<u64> {
        let vault = &self.people[who].pockets[token].vault;
        self.data(vault).map(|_| self.lite.balance(vault))
    }

    pub fn till(&self, token: TokenId) -> Till {
        let money = &self.monies[token];
        Till {
            payout: self.lite.balance(&money.keys.payout),
            keeper: self.lite.balance(&money.keeper),
            purse: self.lite.balance(&money.purse),
            somebody: self.lite.balance(&money.somebody),
        }
    }

    /// All tokens that exist.
    pub fn supply(&self, token: TokenId) -> u64 {
        let data = self.data(&self.monies[token].mint.address).expect("the mint");
        StateWithExtensions::<MintState>::unpack(&data).expect("a mint").base.supply
    }

    fn data(&self, address: &Pubkey) -> Option<Vec<u8>> {
        let account = self.lite.svm.get_account(address)?;
        (account.lamports > 0 && !account.data.is_empty()).then_some(account.data)
    }

    /// The account at `address`, if `program` owns one.
    pub fn typed<T: Account>(&self, address: &Pubkey, program: &Pubkey) -> Option<T> {
        let exists = self.lite.svm.get_account(address).is_some_and(|account| account.owner == *program);
        exists.then(|| self.lite.read(address).expect("an account of that type"))
    }
}
