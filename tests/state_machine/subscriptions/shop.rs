//! A store on LiteSVM with the people around it.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{credit_vault_address, Roles, StoreKeys, TokenKeys},
};
use tenure_tests::{Club, Lite, Mint};

use super::{
    assortment::{BADGE_GRACE, PLANS, TERMS, TOKENS},
    rate::Quote,
};
use crate::{
    chain::{create_mint, key},
    verdict::{self, Verdict},
};

pub const CUSTOMERS: usize = 8;

const STORE: u32 = 7;

pub struct Shop {
    pub lite: Lite,
    pub store: StoreKeys,
    /// Of the store and of the collection.
    pub creator: Keypair,
    /// Authority of the store.
    pub ruler: Keypair,
    pub guard: Keypair,
    pub operator: Keypair,
    pub people: Vec<Person>,
    pub monies: Vec<Money>,
}

/// A customer's keys, searched for only once.
pub struct Person {
    pub keypair: Keypair,
    /// Signs vouchers.
    pub session: Keypair,
    pub subscription: Pubkey,
    pub badge: Pubkey,
    pub badge_mint: Pubkey,
    pub badge_token: Pubkey,
    /// By token.
    pub pockets: Vec<Pocket>,
}

#[derive(Clone, Copy)]
pub struct Pocket {
    pub wallet: Pubkey,
    pub mandate: Pubkey,
    pub credit: Pubkey,
    pub vault: Pubkey,
}

/// A token that the store takes, and who else has an account of it.
pub struct Money {
    pub mint: Mint,
    pub keys: TokenKeys,
    pub keeper: Pubkey,
    pub purse: Pubkey,
    pub somebody: Pubkey,
}

impl Person {
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Shop {
    /// Every key comes from `random`: the seed repeats addresses too.
    pub fn new(random: &mut ChaCha8Rng) -> Self {
        let mut lite = Lite::new();
        lite.svm = lite.svm.with_sigverify(false);
        lite.payer = key(random);
        lite.svm.airdrop(&lite.payer.pubkey(), 50_000_000_000_000).expect("an airdrop");
        let [creator, ruler, guard, operator] = [0; 4].map(|_: u8| key(random));
        let badges = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let store = StoreKeys::derive(&creator.pubkey(), STORE, badges.collection);
        let mut shop = Self { lite, store, creator, ruler, guard, operator, people: vec![], monies: vec![] };
        shop.found(random);
        shop.people = (0..CUSTOMERS).map(|_| shop.person(random)).collect();
        let addresses: Vec<_> = shop.people.iter().map(Person::address).collect();
        for address in addresses {
            shop.lite.svm.airdrop(&address, 1_000_000_000).expect("an airdrop");
        }
        shop
    }

    /// The collection, the store, its plans and its tokens.
    fn found(&mut self, random: &mut ChaCha8Rng) {
        let (payer, creator, ruler) = (self.payer(), self.creator.pubkey(), self.ruler.pubkey());
        let payout_owner = key(random).pubkey();
        let terms = membership::CollectionTerms { grace: BADGE_GRACE, ..Club::terms(self.store.store) };
        let roles = Roles {
            authority: ruler,
            pauser: self.guard.pubkey(),
            operator: self.operator.pubkey(),
            payout_owner,
        };
        let mut steps = vec![
            self.store.badges.create_collection(payer, creator, Club::ID, terms),
            self.store.create_store(payer, creator, STORE, TERMS, roles),
        ];
        for (id, plan) in (0..).zip(&PLANS) {
            steps.push(self.store.create_plan(payer, ruler, id, plan.terms()));
        }
        for token in &TOKENS {
            let mint = create_mint(&mut self.lite, random, token.kind(), token.decimals);
            let others = [key(random).pubkey(), ruler, key(random).pubkey(), payout_owner];
            let accounts = others.map(|owner| {
                let program = mint.kind.program();
                let open =
                    create_associated_token_account_idempotent(&payer, &owner, &mint.address, &program);
                steps.push(open.clone());
                open.accounts[1].pubkey
            });
            let [keeper, purse, somebody, payout] = accounts;
            let keys = self.store.token(mint.address, mint.kind.program(), payout);
            let keys = keys.priced_by(key(random).pubkey());
            steps.push(self.store.create_pay_token(payer, ruler, &keys, token.terms(true)));
            self.monies.push(Money { mint, keys, keeper, purse, somebody });
        }
        for step in steps {
            self.send(&[step]).expect("the store is founded");
        }
    }

    fn person(&self, random: &mut ChaCha8Rng) -> Person {
        let (keypair, session) = (key(random), Keypair::new_from_array(random.random()));
        let user = keypair.pubkey();
        let pockets = self.monies.iter().map(|money| {
            let credit = self.store.credit(&user, &money.mint.address);
            Pocket {
                wallet: money.keys.source(&user),
                mandate: self.store.mandate(&user, &money.mint.address),
                credit,
                vault: credit_vault_address(&credit),
            }
        });
        Person {
            session,
            subscription: self.store.subscription(&user),
            badge: self.store.badges.badge(&user),
            badge_mint: self.store.badges.mint(&user),
            badge_token: self.store.badges.token(&user),
            pockets: pockets.collect(),
            keypair,
        }
    }

    pub fn payer(&self) -> Pubkey {
        self.lite.payer.pubkey()
    }

    /// Writes what the oracle says.
    pub fn publish(&mut self, quote: &Quote) {
        for money in &self.monies {
            self.lite.post_price(&money.keys.price, &quote.account());
        }
    }

    /// Sends `steps` in one transaction with the signatures they ask for. If it is refused, nothing that
    /// they name may change but who pays the fee.
    pub fn send(&mut self, steps: &[Instruction]) -> Verdict<Vec<u8>> {
        let before = self.traces(steps);
        let staff = [&self.creator, &self.ruler, &self.guard, &self.operator];
        let issuers = self.monies.iter().map(|money| &money.mint.authority);
        let people = staff.into_iter().chain(self.people.iter().map(|person| &person.keypair)).chain(issuers);
        let signs = |person: &Pubkey| {
            let mut named = steps.iter().flat_map(|step| &step.accounts);
            named.any(|meta| meta.is_signer && meta.pubkey == *person)
        };
        let signers: Vec<_> = people.filter(|person| signs(&person.pubkey())).collect();
        let verdict = verdict::of(self.lite.send(steps, &signers));
        let unchanged = verdict.is_ok() || self.traces(steps) == before;
        assert!(unchanged, "a refused act changed an account");
        verdict.map(|receipt| receipt.return_data)
    }

    fn traces(&self, steps: &[Instruction]) -> Vec<Option<Account>> {
        let payer = self.payer();
        let named = steps.iter().flat_map(|step| &step.accounts).map(|meta| meta.pubkey);
        let named = named.filter(|address| *address != payer);
        named.map(|address| self.lite.svm.get_account(&address)).collect()
    }
}
