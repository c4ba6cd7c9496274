//! A month of subscriptions, in the token that is locked and in dollars.
//!
//! Customers pay a store whose payments go to the splitter's own intake accounts. Each week somebody
//! distributes what came in, and in the end the lockers claim. All expected amounts are worked out by hand
//! below, from the prices, the terms and the locks alone.

use revenue::{RevenueError, Terms};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::{extension::StateWithExtensions, state::Mint as MintState};
use subscriptions::MandateTerms;
use tenure_client::revenue::{PoolKeys, RevenueKeys};
use tenure_model::billing::after_months;
use tenure_tests::{
    Customer, Money, OutcomeExt, Owner, Platform, Shop, World, ADVANCED, BASIC, PREMIUM, START,
};

/// One locked token. Of 208 that are locked, each week left gives a power of one.
const ONE: u64 = 1_000_000;
const DAY: u64 = 86_400;

/// The places of tokens and lockers in the tables below.
const DOLLARS: usize = 0;
const STAKE: usize = 1;
const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

/// Half to lockers, a tenth of the locked token burned.
const TERMS: Terms = Terms { staker_bps: 5_000, burn_bps: 1_000, min_power: 0 };

/// What customers pay, in the weeks that there is anything, in dollars and in the locked token, with 6
/// decimals each; keepers' fees are off already.
///
/// Week 1, 2 dollars a token: Dan 30 dollars for Advanced; Eve 100 and Fay 10 less a fifth, in tokens.
/// Week 2: of Fay's 31 days 24 are left. Advanced costs 30 * 24/31 for them, 23,225,806.4 rounded up; of the
/// 8 dollars that she paid 6,193,548.3 are unused, rounded down. And Gus has made 50 calls at 17,000.
/// Week 3: 50 more, and somebody's gift of 7 units of the token.
/// Week 5, 4 dollars a token: a keeper renews Dan's 30 dollars and Eve's 20 tokens, for half a hundredth of
/// them; Fay pays 24 dollars in tokens herself.
const INCOME: [(u32, [u64; 2]); 4] = [
    (1, [30_000_000, 44_000_000]),
    (2, [17_032_259 + 850_000, 0]),
    (3, [850_000, 7]),
    (5, [30_000_000 - 150_000, 26_000_000 - 100_000]),
];

/// Of that: to lockers, to the treasury, burned. Half and a tenth are rounded down.
const SPLIT: [[(u64, u64, u64); 2]; 4] = [
    [(15_000_000, 15_000_000, 0), (22_000_000, 17_600_000, 4_400_000)],
    [(8_941_129, 8_941_130, 0), (0, 0, 0)],
    [(425_000, 425_000, 0), (3, 4, 0)],
    [(14_925_000, 14_925_000, 0), (12_950_000, 10_360_000, 2_590_000)],
];

/// What each locker earns in all, week by week rounded down, and what is left of the lockers' part.
///
/// As weeks 1, 2, 3 and 5 begin, Alice has 1,030, 1,020, 1,010 and 990 whole tokens of power; Bob 300, 200,
/// 100 and none; Carol, who locks in week 2, 1,020 and 980 from week 3 on. Alice's tokens, for one:
/// 22,000,000 * 1,030 / 1,330 = 17,037,593; 3 * 1,010 / 2,130 = 1; 12,950,000 * 990 / 1,970 = 6,507,868.
const EARNED: [[u64; 3]; 2] = [[26_793_816, 4_869_169, 7_628_140], [23_545_462, 4_962_406, 6_442_132]];
const LEFT_OVER: [u64; 2] = [4, 3];

/// Half a hundredth of what was renewed.
const KEEPER: [u64; 2] = [150_000, 100_000];

struct Story {
    shop: Shop,
    revenue: RevenueKeys,
    tokens: [Money; 2],
    pools: [PoolKeys; 2],
    lockers: [Owner; 3],
    /// Keepers' token accounts.
    keepers: [Pubkey; 2],
}

impl Story {
    /// Week 0: locker, splitter and store open; Alice and Bob lock.
    async fn begin() -> Self {
        let mut platform = Platform::with(World::new().await, TERMS).await;
        let lockers = [
            platform.owner(2_080 * ONE).await,
            platform.owner(20_800 * ONE).await,
            platform.owner(4_160 * ONE).await,
        ];
        platform.lock(&lockers[ALICE], 2_080 * ONE, 104).await.unwrap();
        platform.lock(&lockers[BOB], 20_800 * ONE, 4).await.unwrap();
        let stake = platform.stake_currency().await;

        let Platform { world, revenue, ruler, guard } = platform;
        let mut shop = Shop::paid_to(world, Shop::TERMS, revenue.splitter).await;
        let dollars = shop.usdc.clone();
        // The locked token is the store's own, at the oracle's price.
        let (mint, intake) = (stake.mint, stake.pool.intake);
        let keys = shop.store.token(mint.address, mint.kind.program(), intake);
        let own = Money { keys: keys.priced_by(shop.own.keys.price), mint };
        shop.create_pay_token(&own, Shop::oracle_terms()).await.unwrap();

        let mut platform = Platform { world: shop.world, revenue, ruler, guard };
        let pool = platform.pool_of(dollars.mint.clone()).await.pool;
        assert_eq!(pool.intake, dollars.keys.payout, "payments arrive in the splitter's intake");
        let keepers = [
            platform.tokens_of(&dollars.mint, &Pubkey::new_unique(), 0).await,
            platform.tokens_of(&own.mint, &Pubkey::new_unique(), 0).await,
        ];
        let shop = Shop { world: platform.world, ..shop };
        let (tokens, pools) = ([dollars, own], [pool, stake.pool]);
        Self { shop, revenue, tokens, pools, lockers, keepers }
    }

    /// Someone new with a thousand of each.
    async fn customer(&mut self) -> Customer {
        let customer = Customer { keypair: solana_keypair::Keypair::new() };
        for money in self.tokens.clone() {
            self.shop.fund(&customer, &money, 1_000 * ONE).await;
        }
        customer
    }

    /// A mandate for a year, of at most so much a month.
    async fn promises(&mut self, customer: &Customer, money: usize, per_charge: u64) {
        let expires_at = self.shop.now().await + 400 * DAY;
        let terms = MandateTerms { per_charge, per_period: per_charge, total: 12 * per_charge, expires_at };
        let money = self.tokens[money].clone();
        self.shop.grant_mandate(customer, &money, terms).await.unwrap();
    }

    /// What came in since is distributed, as the tables say.
    async fn distributes(&mut self, week: u32) {
        let entry = INCOME.iter().position(|(listed, _)| *listed == week);
        for token in [DOLLARS, STAKE] {
            let (income, split) =
                entry.map_or((0, (0, 0, 0)), |entry| (INCOME[entry].1[token], SPLIT[entry][token]));
            let pool = self.pools[token];
            assert_eq!(self.shop.balance(&pool.intake).await, income, "week {week}");
            let before = self.sums(token).await;
            let distribute = self.revenue.distribute(&pool);
            let outcome = self.shop.attempt(distribute, &[]).await;
            if income == 0 {
                outcome.refused(RevenueError::NothingToDistribute);
                continue;
            }
            outcome.unwrap();
            let after = self.sums(token).await;
            let got = (after.0 - before.0, after.1 - before.1, before.2 - after.2);
            assert_eq!(got, split, "week {week}, token {token}");
            assert_eq!(got.0 + got.1 + got.2, income);
            assert_eq!(self.shop.balance(&pool.intake).await, 0);
        }
    }

    /// In the pool's vault, in the treasury, and in the world.
    async fn sums(&mut self, token: usize) -> (u64, u64, u64) {
        let (pool, mint) = (self.pools[token], self.tokens[token].mint.address);
        let mint = self.shop.account(&mint).await.expect("the mint").data;
        (
            self.shop.balance(&pool.vault).await,
            self.shop.balance(&pool.treasury).await,
            StateWithExtensions::<MintState>::unpack(&mint).expect("a mint").base.supply,
        )
    }

    async fn next_week(&mut self) {
        self.shop.advance_weeks(1).await;
    }

    async fn claims(&mut self, locker: usize) {
        let owner = self.lockers[locker].address();
        let payer = self.shop.payer();
        let open = self.revenue.open_claim_record(payer, &owner);
        self.shop.send(&[open], &[]).await.unwrap();
        for token in [DOLLARS, STAKE] {
            let pool = self.pools[token];
            let Money { mint, keys } = &self.tokens[token];
            let (mint, program) = (mint.address, keys.token_program);
            let open = create_associated_token_account_idempotent(&payer, &owner, &mint, &program);
            let claim = self.revenue.claim(&owner, &pool, 26);
            self.shop.send(&[open, claim.clone()], &[]).await.unwrap();
            let received = self.shop.balance(&pool.destination(&owner)).await;
            assert_eq!(received, EARNED[token][locker], "locker {locker}, token {token}");
            self.shop.attempt(claim, &[]).await.refused(RevenueError::NothingToClaim);
        }
    }
}

#[tokio::test]
async fn what_subscribers_pay_reaches_those_who_lock_and_nothing_is_lost() {
    let mut story = Story::begin().await;
    let [dollars, own] = story.tokens.clone();
    let [dan, eve, fay, gus] =
        [story.customer().await, story.customer().await, story.customer().await, story.customer().await];
    let supply = [story.sums(DOLLARS).await.2, story.sums(STAKE).await.2];

    story.next_week().await;
    story.shop.set_price(2_00000000).await;
    story.shop.subscribe(&dan, ADVANCED, &dollars).await.unwrap();
    story.promises(&dan, DOLLARS, 30 * ONE).await;
    story.shop.subscribe(&eve, PREMIUM, &own).await.unwrap();
    story.promises(&eve, STAKE, 50 * ONE).await;
    story.shop.subscribe(&fay, BASIC, &own).await.unwrap();
    story.distributes(1).await;

    story.next_week().await;
    // After the week's distribution Carol locks: she earns from the next week on.
    story.shop.switch_plan(&fay, ADVANCED, &dollars).await.unwrap();
    let tab = tenure_tests::Tab::of(&story.shop.store, gus, dollars.clone());
    story.shop.open_credit(&tab).await.unwrap();
    story.shop.deposit_credit(&tab, 100 * Shop::CALL).await.unwrap();
    story.shop.settle(&tab, 50 * Shop::CALL).await.unwrap();
    story.distributes(2).await;
    story.shop.lock(&story.lockers[CAROL], 4_160 * ONE, 52).await.unwrap();

    story.next_week().await;
    story.shop.settle(&tab, 100 * Shop::CALL).await.unwrap();
    let gift = own.mint.mint_to(&story.pools[STAKE].intake, 7);
    story.shop.send(&[gift], &[&own.mint.authority]).await.unwrap();
    story.distributes(3).await;

    story.next_week().await;
    story.distributes(4).await;

    story.next_week().await;
    the_month_is_renewed(&mut story, [&dan, &eve, &fay]).await;
    story.distributes(5).await;

    story.next_week().await;
    for locker in [ALICE, BOB, CAROL] {
        story.claims(locker).await;
    }
    everything_reconciles(&mut story, [&dan, &eve, &fay, &tab.customer], supply).await;
}

/// Six hours before the month is over, in the window of a day.
async fn the_month_is_renewed(story: &mut Story, [dan, eve, fay]: [&Customer; 3]) {
    let [dollars, own] = story.tokens.clone();
    let begun = START + 7 * DAY;
    story.shop.set_time(after_months(11, begun, 1) - DAY / 4).await;
    story.shop.set_price(4_00000000).await;
    story.shop.renew_for(dan, &dollars, Some(story.keepers[DOLLARS])).await.unwrap();
    story.shop.renew_for(eve, &own, Some(story.keepers[STAKE])).await.unwrap();
    story.shop.pay_now(fay, &own).await.unwrap();
    for (customer, tier) in [(dan, 2), (eve, 3), (fay, 2)] {
        let subscription = story.shop.subscription(customer).await;
        assert_eq!(subscription.paid_through(), after_months(11, begun, 2));
        let badge = story.shop.badge(customer).await.expect("a badge");
        assert_eq!((badge.tier, badge.expires_at), (tier, subscription.paid_through()));
        story.shop.assert_access(customer, tier).await.unwrap();
    }
}

/// What customers paid, and the gift, went to lockers, to the treasury, to keepers and into the fire, but for
/// what rounding left; and what is left is in the vaults.
async fn everything_reconciles(story: &mut Story, customers: [&Customer; 4], supply: [u64; 2]) {
    // 30 + 17.032259 + 1.7 + 30 dollars; 44 + 20 + 6 tokens.
    let spent = [78_732_259, 70_000_000];
    let gifts = [0, 7];
    for token in [DOLLARS, STAKE] {
        let money = story.tokens[token].clone();
        let mut paid = 0;
        for customer in customers {
            paid += 1_000 * ONE - story.shop.wallet(customer, &money).await;
        }
        assert_eq!(paid, spent[token]);
        assert_eq!(story.shop.balance(&story.keepers[token]).await, KEEPER[token]);

        let (vault, treasury, supply_after) = story.sums(token).await;
        let earned: u64 = EARNED[token].iter().sum();
        let burned = supply[token] + gifts[token] - supply_after;
        assert_eq!(vault, LEFT_OVER[token]);
        assert_eq!(earned + LEFT_OVER[token] + treasury + burned + KEEPER[token], paid + gifts[token]);
        let listed: u64 = SPLIT.iter().map(|week| week[token].2).sum();
        assert_eq!(burned, listed);

        let pool: revenue::Pool = story.shop.read(&story.pools[token].pool).await.expect("a pool");
        assert!(pool.invariant(vault));
        assert_eq!((pool.paid.get(), pool.remaining()), (earned.into(), LEFT_OVER[token].into()));
        assert_eq!(pool.treasury_due, 0);
    }
    // Of what Gus deposited everything was used: his vault is empty.
    let gus = customers[3].keypair.pubkey();
    let credit = story.shop.store.credit(&gus, &story.tokens[DOLLARS].mint.address);
    let vault = tenure_client::subscriptions::credit_vault_address(&credit);
    assert_eq!(story.shop.balance(&vault).await, 0);
}
