//! A world with a store: plans, a stablecoin, the store's own token with an oracle, and customers.

use std::ops::{Deref, DerefMut};

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::{padded, Badge, CollectionKeys},
    subscriptions::{
        consent_to, Consent, Mandate, MandateTerms, Plan, PlanTerms, Roles, Store, StoreKeys, StoreTerms,
        Subscription, TokenKeys, TokenTerms, ORACLE, STABLE,
    },
};

use crate::{Club, Mint, Outcome, PriceAccount, TokenKind, World};

const DAY: u32 = 86_400;

/// The plans of a shop, by id. Months of 10, 30, 100 and 300 dollars, tiers 1 to 4; years of 100 (tier 1)
/// and 1,000 (tier 3). The own token gives a fifth off.
pub const BASIC: u32 = 0;
pub const ADVANCED: u32 = 1;
pub const PREMIUM: u32 = 2;
pub const VIP: u32 = 3;
pub const BASIC_YEAR: u32 = 4;
pub const PREMIUM_YEAR: u32 = 5;

/// A world with a store. It is a [`World`] in all else.
pub struct Shop {
    pub world: World,
    pub store: StoreKeys,
    pub creator: Keypair,
    /// Authority of the store.
    pub ruler: Keypair,
    pub guard: Keypair,
    pub operator: Keypair,
    /// Owns what is paid.
    pub payout_owner: Pubkey,
    /// A stablecoin of 6 decimals.
    pub usdc: Money,
    /// The store's own token, of 9 decimals, at exactly 2 dollars.
    pub own: Money,
}

/// A token that the store takes, or may take.
#[derive(Clone)]
pub struct Money {
    pub mint: Mint,
    pub keys: TokenKeys,
}

/// Someone with a key.
pub struct Customer {
    pub keypair: Keypair,
}

impl Customer {
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Deref for Shop {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Shop {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Shop {
    pub const ID: u32 = 7;

    /// Three days of grace and a day of window, as long a notice, 50 basis points for the keeper.
    pub const TERMS: StoreTerms = StoreTerms { grace: 3 * DAY, window: DAY, notice: DAY, keeper_fee_bps: 50 };

    /// Of a stablecoin. The keeper gets a dollar at most.
    pub const STABLE: TokenTerms = TokenTerms {
        kind: STABLE,
        own: false,
        enabled: true,
        max_confidence_bps: 0,
        max_deviation_bps: 0,
        max_age: 0,
        keeper_fee_cap: 1_000_000,
        feed: [0; 32],
    };

    /// Of the own token: a price of the last minute, known to 1%, within 10% of its average.
    pub fn oracle_terms() -> TokenTerms {
        TokenTerms {
            kind: ORACLE,
            own: true,
            enabled: true,
            max_confidence_bps: 100,
            max_deviation_bps: 1_000,
            max_age: 60,
            keeper_fee_cap: 1_000_000_000,
            feed: PriceAccount::sol_usd().feed(),
        }
    }

    /// Terms of a plan in dollars.
    pub fn plan_terms(name: &str, dollars: u64, tier: u8, interval: u8) -> PlanTerms {
        PlanTerms {
            name: padded(name).expect("a name that fits"),
            price: dollars * 1_000_000,
            calls: dollars * 1_000,
            sockets: tier.into(),
            tier,
            interval,
            discount_bps: 2_000,
        }
    }

    /// A store with all its plans and both tokens.
    pub async fn new() -> Self {
        Self::with(Self::TERMS).await
    }

    /// A store on other terms.
    pub async fn with(terms: StoreTerms) -> Self {
        let world = World::bare(TokenKind::SplToken, 6, &[]).await;
        Self::paid_to(world, terms, Pubkey::new_unique()).await
    }

    /// A store whose payments go to `payout_owner`'s associated token accounts.
    pub async fn paid_to(world: World, terms: StoreTerms, payout_owner: Pubkey) -> Self {
        let mut shop = Self::bare(world, payout_owner).await;
        shop.create_store(terms).await.expect("the store is created");
        for (id, name, dollars, tier, interval) in [
            (BASIC, "Basic", 10, 1, 0),
            (ADVANCED, "Advanced", 30, 2, 0),
            (PREMIUM, "Premium", 100, 3, 0),
            (VIP, "VIP", 300, 4, 0),
            (BASIC_YEAR, "Basic, yearly", 100, 1, 1),
            (PREMIUM_YEAR, "Premium, yearly", 1_000, 3, 1),
        ] {
            let plan = Self::plan_terms(name, dollars, tier, interval);
            shop.create_plan(id, plan).await.expect("the plan is created");
        }
        let usdc = shop.usdc.clone();
        shop.create_pay_token(&usdc, Self::STABLE).await.expect("the stablecoin is admitted");
        let own = shop.own.clone();
        shop.create_pay_token(&own, Self::oracle_terms()).await.expect("the own token is admitted");
        shop.set_price(2_00000000).await;
        shop
    }

    /// A collection whose authority is the store that will be, the mints and the keys; no store yet.
    pub async fn bare(world: World, payout_owner: Pubkey) -> Self {
        let creator = Keypair::new();
        let badges = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let store = StoreKeys::derive(&creator.pubkey(), Self::ID, badges.collection);
        let mut world = world;
        let (payer, authority) = (world.payer(), store.store);
        let collection = badges.create_collection(payer, creator.pubkey(), Club::ID, Club::terms(authority));
        world.send(&[collection], &[&creator]).await.expect("the collection is created");
        let usdc = money(&mut world, &store, &payout_owner, TokenKind::SplToken, 6).await;
        let own = money(&mut world, &store, &payout_owner, TokenKind::SplToken, 9).await;
        let own = Money { keys: own.keys.priced_by(Pubkey::new_unique()), ..own };
        Self {
            world,
            store,
            creator,
            ruler: Keypair::new(),
            guard: Keypair::new(),
            operator: Keypair::new(),
            payout_owner,
            usdc,
            own,
        }
    }

    pub fn roles(&self) -> Roles {
        Roles {
            authority: self.ruler.pubkey(),
            pauser: self.guard.pubkey(),
            operator: self.operator.pubkey(),
            payout_owner: self.payout_owner,
        }
    }

    pub async fn create_store(&mut self, terms: StoreTerms) -> Outcome {
        let (payer, creator, roles) = (self.payer(), self.creator.insecure_clone(), self.roles());
        let instruction = self.store.create_store(payer, creator.pubkey(), Self::ID, terms, roles);
        self.attempt(instruction, &[&creator]).await
    }

    pub async fn create_plan(&mut self, id: u32, terms: PlanTerms) -> Outcome {
        let (payer, ruler) = (self.payer(), self.ruler.insecure_clone());
        let instruction = self.store.create_plan(payer, ruler.pubkey(), id, terms);
        self.attempt(instruction, &[&ruler]).await
    }

    pub async fn sunset_plan(&mut self, id: u32) -> Outcome {
        let ruler = self.ruler.insecure_clone();
        let instruction = self.store.sunset_plan(ruler.pubkey(), id);
        self.attempt(instruction, &[&ruler]).await
    }

    pub async fn create_pay_token(&mut self, money: &Money, terms: TokenTerms) -> Outcome {
        let (payer, ruler) = (self.payer(), self.ruler.insecure_clone());
        let instruction = self.store.create_pay_token(payer, ruler.pubkey(), &money.keys, terms);
        self.attempt(instruction, &[&ruler]).await
    }

    pub async fn update_pay_token(&mut self, money: &Money, terms: TokenTerms) -> Outcome {
        let ruler = self.ruler.insecure_clone();
        let instruction = self.store.update_pay_token(ruler.pubkey(), &money.keys, terms);
        self.attempt(instruction, &[&ruler]).await
    }

    /// A new mint with a payout account, not admitted yet.
    pub async fn money(&mut self, kind: TokenKind, decimals: u8) -> Money {
        let (store, payout_owner) = (self.store, self.payout_owner);
        money(&mut self.world, &store, &payout_owner, kind, decimals).await
    }

    /// Publishes the own token's price now: in dollars of 8 decimals, exactly known, on its average.
    pub async fn set_price(&mut self, price: i64) {
        let mut account = PriceAccount::sol_usd();
        account.set_price(price).set_ema_price(price).set_confidence(0);
        self.publish(&account).await;
    }

    /// Publishes a price account now, for the own token.
    pub async fn publish(&mut self, account: &PriceAccount) {
        let address = self.own.keys.price;
        self.price_now(&address, account).await;
    }

    /// Someone new with 1,000,000 dollars in USDC and as many of the own token.
    pub async fn customer(&mut self) -> Customer {
        let customer = Customer { keypair: Keypair::new() };
        for (money, balance) in
            [(self.usdc.clone(), 1_000_000_000_000), (self.own.clone(), 1_000_000_000_000_000)]
        {
            self.fund(&customer, &money, balance).await;
        }
        customer
    }

    /// Mints `amount` to the customer's associated token account.
    pub async fn fund(&mut self, customer: &Customer, money: &Money, amount: u64) {
        let user = customer.address();
        let (mint, program) = (money.mint.address, money.mint.kind.program());
        let open = create_associated_token_account_idempotent(&self.payer(), &user, &mint, &program);
        let give = money.mint.mint_to(&money.keys.source(&user), amount);
        self.send(&[open, give], &[&money.mint.authority]).await.expect("the customer is funded");
    }

    /// What a customer has of a token, in the associated token account.
    pub async fn wallet(&mut self, customer: &Customer, money: &Money) -> u64 {
        self.balance(&money.keys.source(&customer.address())).await
    }

    /// What the store was paid in a token.
    pub async fn till(&mut self, money: &Money) -> u64 {
        self.balance(&money.keys.payout).await
    }

    /// Consent to any charge for the subscription as it is, for an hour.
    pub async fn consent(&mut self, customer: &Customer) -> Consent {
        let seen = self.find_subscription(&customer.address()).await;
        consent_to(seen.as_ref(), u64::MAX, self.now().await + 3_600)
    }

    pub async fn open_subscription(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.open_subscription(self.payer(), &customer.address());
        self.attempt(instruction, &[]).await
    }

    /// Opens the subscription, if there is none, and subscribes.
    pub async fn subscribe(&mut self, customer: &Customer, plan: u32, money: &Money) -> Outcome {
        if self.find_subscription(&customer.address()).await.is_none() {
            self.open_subscription(customer).await?;
        }
        let instruction = self.subscribe_instruction(customer, plan, money).await;
        self.attempt(instruction, &[&customer.keypair]).await
    }

    /// The instruction that subscribes, with full consent.
    pub async fn subscribe_instruction(
        &mut self,
        customer: &Customer,
        plan: u32,
        money: &Money,
    ) -> Instruction {
        let (user, payer) = (customer.address(), self.payer());
        let consent = self.consent(customer).await;
        self.store.subscribe(payer, &user, plan, &money.keys, money.keys.source(&user), consent)
    }

    /// A customer on a plan, paid in a token.
    pub async fn subscriber(&mut self, plan: u32, money: &Money) -> Customer {
        let customer = self.customer().await;
        self.subscribe(&customer, plan, money).await.expect("the customer subscribes");
        customer
    }

    /// A mandate for as much as `charges` of `per_charge` each, one a period, for ten years.
    pub async fn mandate_terms(&mut self, per_charge: u64, charges: u64) -> MandateTerms {
        let expires_at = self.now().await + 3_650 * u64::from(DAY);
        MandateTerms { per_charge, per_period: per_charge, total: per_charge * charges, expires_at }
    }

    /// Approves the mandate as delegate and grants it, in one transaction.
    pub async fn grant_mandate(
        &mut self,
        customer: &Customer,
        money: &Money,
        terms: MandateTerms,
    ) -> Outcome {
        let user = customer.address();
        let seen = self.find_subscription(&user).await.map_or(0, |seen| seen.incarnation);
        let approve = self.store.approve(&user, &money.keys, terms.total, money.mint.decimals);
        let grant = self.store.grant_mandate(self.payer(), &user, &money.keys, terms, seen);
        self.attempt_all(&[approve, grant], &[&customer.keypair]).await
    }

    pub async fn revoke_mandate(&mut self, customer: &Customer, money: &Money) -> Outcome {
        let mandate = self.mandate(customer, money).await;
        let instruction = self.store.revoke_mandate(&mandate);
        self.attempt(instruction, &[&customer.keypair]).await
    }

    /// A keeper renews, for the plan that is to follow, without a fee.
    pub async fn renew(&mut self, customer: &Customer, money: &Money) -> Outcome {
        self.renew_for(customer, money, None).await
    }

    /// A keeper renews, whose fee goes to a token account.
    pub async fn renew_for(&mut self, customer: &Customer, money: &Money, keeper: Option<Pubkey>) -> Outcome {
        let user = customer.address();
        let plan = self.subscription(customer).await.renewal_plan();
        let instruction = self.store.renew(&user, plan, &money.keys, keeper);
        self.attempt(instruction, &[]).await
    }

    pub async fn pay_now(&mut self, customer: &Customer, money: &Money) -> Outcome {
        let user = customer.address();
        let plan = self.subscription(customer).await.renewal_plan();
        let consent = self.consent(customer).await;
        let source = money.keys.source(&user);
        let instruction = self.store.pay_now(&user, plan, &money.keys, source, consent);
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn switch_plan(&mut self, customer: &Customer, plan: u32, money: &Money) -> Outcome {
        let user = customer.address();
        let consent = self.consent(customer).await;
        let source = money.keys.source(&user);
        let instruction = self.store.switch_plan(&user, plan, &money.keys, source, consent);
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn schedule_change(&mut self, customer: &Customer, plan: u32) -> Outcome {
        let instruction = self.store.schedule_change(&customer.address(), plan);
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn unschedule_change(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.unschedule_change(&customer.address());
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn cancel(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.cancel(&customer.address());
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn take_back_cancellation(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.take_back_cancellation(&customer.address());
        self.attempt(instruction, &[&customer.keypair]).await
    }

    /// The store and the customer end the paid time.
    pub async fn end(&mut self, customer: &Customer) -> Outcome {
        let ruler = self.ruler.insecure_clone();
        let instruction = self.store.end(ruler.pubkey(), &customer.address());
        self.attempt(instruction, &[&ruler, &customer.keypair]).await
    }

    /// Refunds `amount`, in micro-USD, from an account of the authority that holds enough.
    pub async fn refund(&mut self, customer: &Customer, money: &Money, amount: u64) -> Outcome {
        let (ruler, user) = (self.ruler.insecure_clone(), customer.address());
        let purse = self.tokens_of(&money.mint, &ruler.pubkey(), 1_000_000_000_000_000).await;
        let destination = money.keys.source(&user);
        let instruction = self.store.refund(ruler.pubkey(), &user, &money.keys, purse, destination, amount);
        self.attempt(instruction, &[&ruler]).await
    }

    /// The operator grants a period; opens the subscription, if there is none.
    pub async fn grant(&mut self, customer: &Customer, plan: u32) -> Outcome {
        if self.find_subscription(&customer.address()).await.is_none() {
            self.open_subscription(customer).await?;
        }
        let (payer, operator) = (self.payer(), self.operator.insecure_clone());
        let instruction = self.store.grant(payer, operator.pubkey(), &customer.address(), plan);
        self.attempt(instruction, &[&operator]).await
    }

    pub async fn exclude(&mut self, customer: &Customer) -> Outcome {
        let (payer, ruler) = (self.payer(), self.ruler.insecure_clone());
        let instruction = self.store.exclude(ruler.pubkey(), &customer.address(), payer);
        self.attempt(instruction, &[&ruler]).await
    }

    pub async fn reinstate(&mut self, customer: &Customer) -> Outcome {
        let ruler = self.ruler.insecure_clone();
        let instruction = self.store.reinstate(ruler.pubkey(), &customer.address());
        self.attempt(instruction, &[&ruler]).await
    }

    pub async fn sync_badge(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.sync_badge(self.payer(), &customer.address());
        self.attempt(instruction, &[]).await
    }

    pub async fn remind(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.remind(&customer.address());
        self.attempt(instruction, &[]).await
    }

    pub async fn note_expiry(&mut self, customer: &Customer) -> Outcome {
        let instruction = self.store.note_expiry(&customer.address());
        self.attempt(instruction, &[]).await
    }

    /// Closes the subscription, giving up what credit there is.
    pub async fn close_subscription(&mut self, customer: &Customer) -> Outcome {
        let subscription = self.subscription(customer).await;
        let instruction = self.store.close_subscription(&subscription);
        self.attempt(instruction, &[&customer.keypair]).await
    }

    pub async fn assert_access(&mut self, customer: &Customer, min_tier: u8) -> Outcome {
        let instruction = self.store.assert_access(&customer.address(), min_tier);
        self.attempt(instruction, &[]).await
    }

    /// The store, whose invariant holds.
    pub async fn store(&mut self) -> Store {
        let address = self.store.store;
        let store: Store = self.read(&address).await.expect("a store");
        assert!(store.invariant(), "the store's invariant");
        store
    }

    /// A plan, whose invariant holds.
    pub async fn plan(&mut self, id: u32) -> Plan {
        let address = self.store.plan(id);
        let plan: Plan = self.read(&address).await.expect("a plan");
        assert!(plan.invariant(), "the plan's invariant");
        plan
    }

    /// The subscription, whose invariant holds.
    pub async fn subscription(&mut self, customer: &Customer) -> Subscription {
        self.find_subscription(&customer.address()).await.expect("a subscription")
    }

    pub async fn find_subscription(&mut self, user: &Pubkey) -> Option<Subscription> {
        let address = self.store.subscription(user);
        let subscription: Subscription = self.read(&address).await?;
        assert!(subscription.invariant(), "the subscription's invariant");
        Some(subscription)
    }

    /// The mandate, whose invariant holds.
    pub async fn mandate(&mut self, customer: &Customer, money: &Money) -> Mandate {
        let address = self.store.mandate(&customer.address(), &money.mint.address);
        let mandate: Mandate = self.read(&address).await.expect("a mandate");
        assert!(mandate.invariant(), "the mandate's invariant");
        mandate
    }

    /// The customer's badge, if there is one.
    pub async fn badge(&mut self, customer: &Customer) -> Option<Badge> {
        let address = self.store.badges.badge(&customer.address());
        self.read(&address).await
    }

    /// Goes to the second at which the customer's paid time ends, plus so many.
    pub async fn go_to_end(&mut self, customer: &Customer, seconds: i64) {
        let end = self.subscription(customer).await.paid_through();
        self.set_time(end.checked_add_signed(seconds).expect("a time after 1970")).await;
    }
}

async fn money(
    world: &mut World,
    store: &StoreKeys,
    payout_owner: &Pubkey,
    kind: TokenKind,
    decimals: u8,
) -> Money {
    let at = Keypair::new();
    let (mint, mut instructions) = Mint::create(&world.payer(), &at, kind, decimals, &[]);
    let (address, program) = (mint.address, mint.kind.program());
    let payer = world.payer();
    instructions.push(create_associated_token_account_idempotent(&payer, payout_owner, &address, &program));
    world.send(&instructions, &[&at]).await.expect("the mint is created");
    let keys = store.token(address, program, Pubkey::default());
    let payout = keys.source(payout_owner);
    Money { mint, keys: TokenKeys { payout, ..keys } }
}
