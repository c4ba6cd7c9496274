//! The subscriptions program's instructions, with a stablecoin where nothing else is said. Those that show a
//! badge have a live one.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{
        consent_to, verification, MandateTerms, Roles, StoreKeys, Subscription, TokenKeys, Voucher,
    },
};
use tenure_tests::{Club, Mint, PriceAccount, Shop, TokenKind, ADVANCED, PREMIUM};

use crate::{
    floor_cost::Part::{self, Call, CreateAccount, InitializeTokenAccount, Transfer},
    measure::{floor, Stage},
    table::Row,
};

/// The parts of a charge in which a badge is shown.
const CHARGE: &[Part] = &[Call, Transfer, Call];
/// The parts of an issue: the badge, its mint and its token account are made, and eight more calls.
const ISSUE: &[Part] = &[
    Call,
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
];
const CHARGE_AND_ISSUE: &[Part] = &[
    Call,
    Transfer,
    Call,
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    CreateAccount,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
    Call,
];
const NEW: &[Part] = &[Call, CreateAccount];

const FOR_EVER: u64 = u64::MAX;
const DEPOSIT: u64 = 17_000_000;
const CALL_PRICE: u64 = 17_000;

pub fn rows() -> Vec<Row> {
    let mut market = Market::new();
    vec![
        row("create_store", market.create_store(), NEW, Some(12_000)),
        row("create_plan", market.create_plan(), NEW, Some(8_000)),
        row("create_pay_token", market.create_pay_token(), NEW, Some(10_000)),
        row("open_subscription", market.open_subscription(), NEW, Some(6_000)),
        row("subscribe, with charge and badge", market.subscribe(false), CHARGE_AND_ISSUE, Some(60_000)),
        row("subscribe, by an oracle's price", market.subscribe(true), CHARGE_AND_ISSUE, Some(60_000)),
        row("grant_mandate", market.grant_mandate(), NEW, Some(12_000)),
        row("revoke_mandate", market.revoke_mandate(), &[], Some(2_500)),
        row("renew, stablecoin", market.renew(false, false), CHARGE, Some(9_000)),
        row(
            "renew, stablecoin, keeper's fee",
            market.renew(false, true),
            &[Call, Transfer, Call, Transfer, Call],
            Some(10_500),
        ),
        row("renew, oracle price", market.renew(true, false), CHARGE, Some(11_000)),
        row("pay_now", market.pay_now(), CHARGE, Some(9_000)),
        row("switch_plan", market.switch_plan(), CHARGE, Some(12_000)),
        row("schedule_change", market.schedule_change(), &[], Some(2_500)),
        row("unschedule_change", market.unschedule_change(), &[], Some(2_500)),
        row("cancel", market.cancel(), &[], Some(2_500)),
        row("take_back_cancellation", market.take_back_cancellation(), &[], Some(2_500)),
        row("end", market.end(), &[Call], Some(5_500)),
        row("refund", market.refund(), &[Call, Transfer], Some(5_000)),
        row("grant, with badge", market.grant(), ISSUE, Some(60_000)),
        row("exclude", market.exclude(), &[Call, Call, Call], Some(12_000)),
        row("reinstate", market.reinstate(), &[], Some(2_500)),
        row("sync_badge, nothing gone", market.sync_badge(), &[Call, Call, Call], Some(25_000)),
        row("remind", market.remind(), &[], Some(2_500)),
        row("note_expiry", market.note_expiry(), &[], Some(2_500)),
        row("close_subscription", market.close_subscription(), &[], Some(2_500)),
        row("assert_access", market.assert_access(), &[], Some(1_500)),
        row(
            "open_credit",
            market.open_credit(),
            &[Call, CreateAccount, Call, CreateAccount, Call, InitializeTokenAccount],
            Some(14_000),
        ),
        row("deposit_credit", market.deposit_credit(), &[Call, Transfer], Some(5_000)),
        row(
            "settle_voucher, besides the signature's check",
            market.settle_voucher(),
            &[Call, Transfer],
            Some(6_000),
        ),
        row("request_close_credit", market.request_close_credit(), &[], Some(2_000)),
        row("withdraw_credit", market.withdraw_credit(), &[Call, Transfer, Call], Some(6_000)),
    ]
}

fn row(instruction: &'static str, units: u64, parts: &'static [Part], budget: Option<u64>) -> Row {
    Row { program: "subscriptions", instruction, units, parts, budget, peer: None }
}

/// A stage with a store that takes two tokens, one as a stablecoin and one by an oracle's price.
struct Market {
    stage: Stage,
    store: StoreKeys,
    ruler: Keypair,
    usd: Coin,
    own: Coin,
    plans: u32,
    stores: u32,
}

struct Coin {
    mint: Mint,
    keys: TokenKeys,
}

impl Market {
    fn new() -> Self {
        let mut stage = Stage::new(TokenKind::SplToken);
        let (ruler, payer) = (stage.key(), stage.payer());
        let creator = ruler.pubkey();
        let badges = CollectionKeys::derive(&creator, Club::ID);
        let store = StoreKeys::derive(&creator, 0, badges.collection);
        let usd = coin(&mut stage, &store, &payer);
        let own = coin(&mut stage, &store, &payer);
        let own = Coin { keys: own.keys.priced_by(Pubkey::new_from_array([9; 32])), ..own };
        let mut market = Self { stage, store, ruler, usd, own, plans: 0, stores: 1 };
        let roles = market.roles();
        market.rule(badges.create_collection(payer, creator, Club::ID, Club::terms(store.store)));
        market.rule(store.create_store(payer, creator, 0, Shop::TERMS, roles));
        for (dollars, tier) in [(10, 1), (30, 2), (100, 3)] {
            market.add_plan(dollars, tier);
        }
        market.rule(store.create_pay_token(payer, creator, &market.usd.keys, Shop::STABLE));
        market.rule(store.create_pay_token(payer, creator, &market.own.keys, Shop::oracle_terms()));
        market
    }

    fn roles(&self) -> Roles {
        let ruler = self.ruler.pubkey();
        Roles { authority: ruler, pauser: ruler, operator: ruler, payout_owner: self.stage.payer() }
    }

    /// Sends one instruction that the ruler signs.
    fn rule(&mut self, instruction: Instruction) -> u64 {
        self.stage.run(instruction, &[&self.ruler])
    }

    fn add_plan(&mut self, dollars: u64, tier: u8) -> u64 {
        let terms = Shop::plan_terms("Plan", dollars, tier, 0);
        let plan = self.store.create_plan(self.stage.payer(), self.ruler.pubkey(), self.plans, terms);
        self.plans += 1;
        self.rule(plan)
    }

    /// Publishes the own token's price.
    fn publish(&mut self) {
        let mut price = PriceAccount::sol_usd();
        price.set_price(2_00000000).set_ema_price(2_00000000).set_confidence(1_00000);
        let address = self.own.keys.price;
        self.stage.lite.price_now(&address, &price);
    }

    /// Someone new with both tokens and an open subscription. Returns what opening took.
    fn customer(&mut self) -> (Keypair, u64) {
        let customer = self.stage.key();
        let (user, payer) = (customer.pubkey(), self.stage.payer());
        for coin in [&self.usd, &self.own] {
            let (mint, program) = (coin.mint.address, coin.mint.kind.program());
            let open = create_associated_token_account_idempotent(&payer, &user, &mint, &program);
            let give = coin.mint.mint_to(&coin.keys.source(&user), 1_000_000_000_000);
            self.stage.lite.send(&[open, give], &[&coin.mint.authority]).expect("a funded customer");
        }
        let open = self.stage.run(self.store.open_subscription(payer, &user), &[]);
        (customer, open)
    }

    fn token(&self, own: bool) -> TokenKeys {
        if own {
            self.own.keys
        } else {
            self.usd.keys
        }
    }

    fn subscription(&self, user: &Pubkey) -> Subscription {
        self.stage.lite.read(&self.store.subscription(user)).expect("a subscription")
    }

    /// Someone new on the plan of 30 dollars. Returns what subscribing took.
    fn subscriber(&mut self, own: bool) -> (Keypair, u64) {
        let (customer, _) = self.customer();
        let (user, token) = (customer.pubkey(), self.token(own));
        self.publish();
        let consent = consent_to(None, u64::MAX, FOR_EVER);
        let source = token.source(&user);
        let subscribe = self.store.subscribe(self.stage.payer(), &user, ADVANCED, &token, source, consent);
        let units = self.stage.run(subscribe, &[&customer]);
        (customer, units)
    }

    /// Grants a mandate; returns what that took, besides the approval.
    fn mandate(&mut self, customer: &Keypair, own: bool) -> u64 {
        let (user, token) = (customer.pubkey(), self.token(own));
        let total = 100_000_000_000;
        let terms = MandateTerms { per_charge: total, per_period: total, total, expires_at: FOR_EVER };
        let incarnation = self.subscription(&user).incarnation;
        self.stage.run(self.store.approve(&user, &token, total, 6), &[customer]);
        let grant = self.store.grant_mandate(self.stage.payer(), &user, &token, terms, incarnation);
        self.stage.run(grant, &[customer])
    }

    /// Measures at the end of a customer's paid time, plus so many seconds, and goes back.
    fn at_end(&mut self, user: &Pubkey, seconds: u64, measured: impl FnOnce(&mut Self) -> u64) -> u64 {
        let now = self.stage.lite.now();
        let end = self.subscription(user).paid_through();
        self.stage.lite.set_time(end + seconds);
        let units = measured(self);
        self.stage.lite.set_time(now);
        units
    }

    fn create_store(&mut self) -> u64 {
        floor(|| {
            let creator = self.stage.key();
            let (payer, roles) = (self.stage.payer(), self.roles());
            let store = StoreKeys::derive(&creator.pubkey(), self.stores, self.store.badges.collection);
            let create = store.create_store(payer, creator.pubkey(), self.stores, Shop::TERMS, roles);
            self.stores += 1;
            self.stage.run(create, &[&creator])
        })
    }

    fn create_plan(&mut self) -> u64 {
        floor(|| self.add_plan(10, 1))
    }

    fn create_pay_token(&mut self) -> u64 {
        floor(|| {
            let (payer, store) = (self.stage.payer(), self.store);
            let coin = coin(&mut self.stage, &store, &payer);
            self.rule(store.create_pay_token(payer, self.ruler.pubkey(), &coin.keys, Shop::STABLE))
        })
    }

    fn open_subscription(&mut self) -> u64 {
        floor(|| self.customer().1)
    }

    fn subscribe(&mut self, own: bool) -> u64 {
        floor(|| self.subscriber(own).1)
    }

    fn grant_mandate(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            self.mandate(&customer, false)
        })
    }

    fn revoke_mandate(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            self.mandate(&customer, false);
            let address = self.store.mandate(&customer.pubkey(), &self.usd.mint.address);
            let mandate = self.stage.lite.read(&address).expect("a mandate");
            self.stage.run(self.store.revoke_mandate(&mandate), &[&customer])
        })
    }

    fn renew(&mut self, own: bool, fee: bool) -> u64 {
        let keeper = self.stage.key().pubkey();
        let keeper = self.stage.lite.token_account(&self.usd.mint, &keeper, 0);
        floor(|| {
            let (customer, _) = self.subscriber(own);
            let user = customer.pubkey();
            self.mandate(&customer, own);
            self.at_end(&user, 0, |market| {
                market.publish();
                let token = market.token(own);
                let renew = market.store.renew(&user, ADVANCED, &token, fee.then_some(keeper));
                market.stage.run(renew, &[])
            })
        })
    }

    fn pay_now(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            let user = customer.pubkey();
            self.at_end(&user, 0, |market| {
                let consent = consent_to(Some(&market.subscription(&user)), u64::MAX, FOR_EVER);
                let (token, source) = (market.usd.keys, market.usd.keys.source(&user));
                let pay = market.store.pay_now(&user, ADVANCED, &token, source, consent);
                market.stage.run(pay, &[&customer])
            })
        })
    }

    fn switch_plan(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            let user = customer.pubkey();
            let consent = consent_to(Some(&self.subscription(&user)), u64::MAX, FOR_EVER);
            let (token, source) = (self.usd.keys, self.usd.keys.source(&user));
            let now = self.stage.lite.now();
            self.stage.lite.set_time(now + 1_234_567);
            let units =
                self.stage.run(self.store.switch_plan(&user, PREMIUM, &token, source, consent), &[&customer]);
            self.stage.lite.set_time(now);
            units
        })
    }

    /// One instruction of a new subscriber's.
    fn user(&mut self, build: impl Fn(&StoreKeys, &Pubkey) -> Instruction) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            self.stage.run(build(&self.store, &customer.pubkey()), &[&customer])
        })
    }

    fn schedule_change(&mut self) -> u64 {
        self.user(|store, user| store.schedule_change(user, PREMIUM))
    }

    fn unschedule_change(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            let user = customer.pubkey();
            self.stage.run(self.store.schedule_change(&user, PREMIUM), &[&customer]);
            self.stage.run(self.store.unschedule_change(&user), &[&customer])
        })
    }

    fn cancel(&mut self) -> u64 {
        self.user(StoreKeys::cancel)
    }

    fn take_back_cancellation(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.subscriber(false);
            let user = customer.pubkey();
            self.stage.run(self.store.cancel(&user), &[&customer]);
            self.stage.run(self.store.take_back_cancellation(&user), &[&customer])
        })
    }

    /// A new subscriber whose paid time was ended. Returns what that took.
    fn ended(&mut self) -> (Keypair, u64) {
        let (customer, _) = self.subscriber(false);
        let end = self.store.end(self.ruler.pubkey(), &customer.pubkey());
        let units = self.stage.run(end, &[&self.ruler, &customer]);
        (customer, units)
    }

    fn end(&mut self) -> u64 {
        floor(|| self.ended().1)
    }

    fn refund(&mut self) -> u64 {
        let ruler = self.ruler.pubkey();
        let purse = self.stage.lite.token_account(&self.usd.mint, &ruler, 1_000_000_000_000);
        floor(|| {
            let user = self.ended().0.pubkey();
            let (token, destination) = (self.usd.keys, self.usd.keys.source(&user));
            self.rule(self.store.refund(ruler, &user, &token, purse, destination, 1_000_000))
        })
    }

    fn grant(&mut self) -> u64 {
        floor(|| {
            let user = self.customer().0.pubkey();
            self.rule(self.store.grant(self.stage.payer(), self.ruler.pubkey(), &user, ADVANCED))
        })
    }

    /// A new subscriber who was excluded. Returns what that took.
    fn excluded(&mut self) -> (Pubkey, u64) {
        let user = self.subscriber(false).0.pubkey();
        let exclude = self.store.exclude(self.ruler.pubkey(), &user, self.stage.payer());
        let units = self.rule(exclude);
        (user, units)
    }

    fn exclude(&mut self) -> u64 {
        floor(|| self.excluded().1)
    }

    fn reinstate(&mut self) -> u64 {
        floor(|| {
            let (user, _) = self.excluded();
            self.rule(self.store.reinstate(self.ruler.pubkey(), &user))
        })
    }

    fn sync_badge(&mut self) -> u64 {
        floor(|| {
            let user = self.subscriber(false).0.pubkey();
            self.stage.run(self.store.sync_badge(self.stage.payer(), &user), &[])
        })
    }

    fn remind(&mut self) -> u64 {
        floor(|| {
            let user = self.subscriber(false).0.pubkey();
            self.at_end(&user, 0, |market| market.stage.run(market.store.remind(&user), &[]))
        })
    }

    fn note_expiry(&mut self) -> u64 {
        floor(|| {
            let user = self.subscriber(false).0.pubkey();
            let grace = Shop::TERMS.grace.into();
            self.at_end(&user, grace, |market| market.stage.run(market.store.note_expiry(&user), &[]))
        })
    }

    fn close_subscription(&mut self) -> u64 {
        floor(|| {
            let (customer, _) = self.ended();
            let ended = self.subscription(&customer.pubkey());
            let now = self.stage.lite.now();
            self.stage.lite.set_time(now + 1);
            let units = self.stage.run(self.store.close_subscription(&ended), &[&customer]);
            self.stage.lite.set_time(now);
            units
        })
    }

    fn assert_access(&mut self) -> u64 {
        floor(|| {
            let user = self.subscriber(false).0.pubkey();
            self.stage.run(self.store.assert_access(&user, 2), &[])
        })
    }

    /// Someone new with a credit and this session key. Returns what opening it took.
    fn saver(&mut self, session: &Keypair) -> (Keypair, u64) {
        let (customer, _) = self.customer();
        let (payer, user) = (self.stage.payer(), customer.pubkey());
        let open = self.store.open_credit(payer, &user, &self.usd.keys, session.pubkey());
        let units = self.stage.run(open, &[&customer]);
        (customer, units)
    }

    fn open_credit(&mut self) -> u64 {
        let session = self.stage.key();
        floor(|| self.saver(&session).1)
    }

    fn deposit(&mut self, customer: &Keypair) -> u64 {
        let (user, token) = (customer.pubkey(), self.usd.keys);
        let deposit = self.store.deposit_credit(user, &user, &token, token.source(&user), DEPOSIT);
        self.stage.run(deposit, &[customer])
    }

    fn deposit_credit(&mut self) -> u64 {
        let session = self.stage.key();
        floor(|| {
            let (customer, _) = self.saver(&session);
            self.deposit(&customer)
        })
    }

    fn settle_voucher(&mut self) -> u64 {
        let session = self.stage.key();
        floor(|| {
            let (customer, _) = self.saver(&session);
            self.deposit(&customer);
            let (user, token) = (customer.pubkey(), self.usd.keys);
            let voucher = Voucher {
                credit: self.store.credit(&user, &token.mint),
                incarnation: self.stage.lite.now(),
                cumulative: CALL_PRICE,
                valid_until: FOR_EVER,
            };
            let signature = session.sign_message(&voucher.message()).into();
            let check = verification(&voucher, &session.pubkey(), &signature);
            let settle = self.store.settle_voucher(&user, &token, CALL_PRICE, FOR_EVER);
            // The runtime takes nothing from the units for the check itself.
            self.stage.lite.send(&[check, settle], &[]).expect("the voucher is settled").compute_units
        })
    }

    /// Someone new with a deposit who gave notice. Returns what that took.
    fn leaver(&mut self, session: &Keypair) -> (Keypair, u64) {
        let (customer, _) = self.saver(session);
        self.deposit(&customer);
        let request = self.store.request_close_credit(&customer.pubkey(), &self.usd.mint.address);
        let units = self.stage.run(request, &[&customer]);
        (customer, units)
    }

    fn request_close_credit(&mut self) -> u64 {
        let session = self.stage.key();
        floor(|| self.leaver(&session).1)
    }

    fn withdraw_credit(&mut self) -> u64 {
        let session = self.stage.key();
        floor(|| {
            let (customer, _) = self.leaver(&session);
            let (user, token) = (customer.pubkey(), self.usd.keys);
            let credit = self.stage.lite.read(&self.store.credit(&user, &token.mint)).expect("a credit");
            let now = self.stage.lite.now();
            self.stage.lite.set_time(now + u64::from(Shop::TERMS.notice));
            let units =
                self.stage.run(self.store.withdraw_credit(&credit, token.source(&user)), &[&customer]);
            self.stage.lite.set_time(now);
            units
        })
    }
}

/// A mint with a payout account of `payout_owner`, admitted by nobody yet.
fn coin(stage: &mut Stage, store: &StoreKeys, payout_owner: &Pubkey) -> Coin {
    let mint = stage.lite.mint(TokenKind::SplToken, 6);
    let (address, program) = (mint.address, mint.kind.program());
    let keys = store.token(address, program, Pubkey::default());
    let open = create_associated_token_account_idempotent(&stage.payer(), payout_owner, &address, &program);
    stage.run(open, &[]);
    let keys = TokenKeys { payout: keys.source(payout_owner), ..keys };
    Coin { mint, keys }
}
