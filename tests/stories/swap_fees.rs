//! Swap fees and other income of a platform, in three tokens, over six weeks.
//!
//! Whatever customers pay arrives by plain transfer; each week somebody distributes it; the terms change
//! in between, and so do the locks; in the end everybody claims. All expected amounts are worked out by
//! hand below, from the payments, the terms and the locks alone.

use revenue::{RevenueError, Terms};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::StateWithExtensions, instruction::transfer_checked, state::Mint as MintState,
};
use tenure_tests::{Currency, OutcomeExt, Owner, Platform, TokenKind, World};

/// One locked token. Of 208 that are locked, each week left gives a power of one.
const ONE: u64 = 1_000_000;

/// The places of people and tokens in the tables below.
const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;
const DAVE: usize = 3;
const ERIN: usize = 4;
const EVERYBODY: [usize; 5] = [ALICE, BOB, CAROL, DAVE, ERIN];
const WETH: usize = 0;
const STAKE: usize = 1;
const STABLE: usize = 2;
const TOKENS: [usize; 3] = [WETH, STAKE, STABLE];

/// What customers pay in weeks 1 to 6, payment by payment: wETH with 8 decimals, the locked token and a
/// stablecoin with 6 each.
const PAYMENTS: [[&[u64]; 3]; 6] = [
    [&[12_345_678, 4_321], &[1_000_000_001], &[499_000_000, 499_000_000, 17_000]],
    [&[7_000_003], &[250_000_000, 77], &[19_990_000]],
    [&[], &[999], &[1_499_000_000, 3]],
    [&[1], &[123_456_789], &[299_990_000]],
    [&[88_888_888], &[], &[5_555_555]],
    [&[3_141_592], &[500_000_000_000], &[2_718_281]],
];

/// Arrives in week 4 after the stablecoin was distributed: it is income of week 5.
const LATE: u64 = 60_000_000;

/// Weeks 1 to 3: half to lockers, a tenth of the locked token burned. Announced in week 2, so in force
/// from week 4 on: two fifths and a quarter.
const FIRST_TERMS: Terms = Terms { staker_bps: 5_000, burn_bps: 1_000, min_power: 0 };
const LATER_TERMS: Terms = Terms { staker_bps: 4_000, burn_bps: 2_500, min_power: 0 };

/// What each week gives lockers: of the sums above, half or two fifths, rounded down.
/// Week 1: 12,349,999 / 2, 1,000,000,001 / 2, 998,017,000 / 2; ... week 5: 88,888,888 * 0.4, nothing,
/// (5,555,555 + 60,000,000) * 0.4; ...
const TO_LOCKERS: [[u64; 3]; 6] = [
    [6_174_999, 500_000_000, 499_008_500],
    [3_500_001, 125_000_038, 9_995_000],
    [0, 499, 749_500_001],
    [0, 49_382_715, 119_996_000],
    [35_555_555, 0, 26_222_222],
    [1_256_636, 200_000_000_000, 1_087_312],
];

/// Of the locked token, a tenth or a quarter, rounded down: 1,000,000,001 / 10, 250,000,077 / 10, 999 / 10,
/// 123,456,789 / 4, nothing, 500,000,000,000 / 4.
const BURNED: [u64; 6] = [100_000_000, 25_000_007, 99, 30_864_197, 0, 125_000_000_000];

/// Everything else: 12,349,999 - 6,174,999, 1,000,000,001 - 500,000,000 - 100,000,000, ...
const TO_TREASURY: [[u64; 3]; 6] = [
    [6_175_000, 400_000_001, 499_008_500],
    [3_500_002, 100_000_032, 9_995_000],
    [0, 401, 749_500_002],
    [1, 43_209_877, 179_994_000],
    [53_333_333, 0, 39_333_333],
    [1_884_956, 175_000_000_000, 1_630_969],
];

/// Power as each week begins, in whole tokens, and the sum.
///
/// Alice: 2,080 to week 104 give 10 a week left, 103 weeks of them in week 1; with 1,040 more from week 3
/// they give 15 a week, 100 of them in week 4; in week 5 she extends to week 213: 207 * 15 in week 6.
/// Bob: 20,800 to week 4 give 100 a week; 4,160 from week 5 to week 57 give 20 a week: 51 * 20 in week 6.
/// Carol: 5,200 from week 2 to week 28 give 25 a week: 25 weeks are left in week 3.
/// Dave: 416 that are permanent from week 1; from week 4 they unlock over 208 weeks, at 2 a week.
/// Erin: 1,040 to week 10 give 5 a week; she leaves in week 2, and has had that week's power.
const POWERS: [([u64; 5], u64); 6] = [
    ([1_030, 300, 0, 0, 45], 1_375),
    ([1_020, 200, 0, 416, 40], 1_676),
    ([1_010, 100, 625, 416, 0], 2_151),
    ([1_500, 0, 600, 416, 0], 2_516),
    ([1_485, 0, 575, 414, 0], 2_474),
    ([3_105, 1_020, 550, 412, 0], 5_087),
];

/// What each earns in all, week by week rounded down. Alice's wETH, for one: 6,174,999 * 1,030 / 1,375 =
/// 4,625,635; 3,500,001 * 1,020 / 1,676 = 2,130,072; 35,555,555 * 1,485 / 2,474 = 21,341,956;
/// 1,256,636 * 3,105 / 5,087 = 767,024.
const EARNED: [[u64; 3]; 5] = [
    [28_864_687, 122_555_940_594, 819_755_725],
    [2_016_902, 40_226_228_752, 145_129_577],
    [8_399_585, 21_635_523_431, 252_604_564],
    [6_920_388, 16_237_343_537, 171_749_427],
    [285_622, 19_346_930, 16_569_731],
];

/// What rounding leaves in each pool: 46,487,191 of wETH were given to lockers, and 46,487,184 earned; ...
const LEFT_OVER: [u64; 3] = [7, 8, 11];

/// As the tables say it: in `week`, 1 to 6.
fn share(person: usize, token: usize, week: usize) -> u64 {
    let (powers, total) = POWERS[week - 1];
    let share = u128::from(TO_LOCKERS[week - 1][token]) * u128::from(powers[person]) / u128::from(total);
    u64::try_from(share).expect("no more than the week's")
}

struct Story {
    platform: Platform,
    tokens: [Currency; 3],
    people: [Owner; 5],
    customer: Keypair,
    /// The customer's, one for each token.
    purses: [Pubkey; 3],
}

impl Story {
    /// Week 0: the platform opens, and the first three lock.
    async fn begin() -> Self {
        let mut platform = Platform::with(World::new().await, FIRST_TERMS).await;
        let weth = platform.currency(TokenKind::SplToken, 8).await;
        let stake = platform.stake_currency().await;
        let stable = platform.currency(TokenKind::Token2022(vec![]), 6).await;
        let tokens = [weth, stake, stable];

        let customer = Keypair::new();
        let mut purses = [Pubkey::default(); 3];
        for (purse, token) in purses.iter_mut().zip(&tokens) {
            *purse = platform.tokens_of(&token.mint, &customer.pubkey(), 1_000_000 * ONE).await;
        }
        let people = [
            platform.owner(3_120 * ONE).await,
            platform.owner(20_800 * ONE).await,
            platform.owner(5_200 * ONE).await,
            platform.owner(416 * ONE).await,
            platform.owner(1_040 * ONE).await,
        ];
        platform.lock(&people[ALICE], 2_080 * ONE, 104).await.unwrap();
        platform.lock(&people[BOB], 20_800 * ONE, 4).await.unwrap();
        platform.lock(&people[ERIN], 1_040 * ONE, 10).await.unwrap();
        Self { platform, tokens, people, customer, purses }
    }

    /// A customer pays, as from any wallet: the revenue program has no part in it.
    async fn pay(&mut self, token: usize, amount: u64) {
        let Currency { mint, pool } = &self.tokens[token];
        let (program, payer) = (mint.kind.program(), self.customer.pubkey());
        let (purse, intake, decimals) = (&self.purses[token], &pool.intake, mint.decimals);
        let transfer =
            transfer_checked(&program, purse, &mint.address, intake, &payer, &[], amount, decimals);
        let customer = &self.customer;
        self.platform.send(&[transfer.expect("a token program")], &[customer]).await.unwrap();
    }

    /// `week`'s payments arrive, and each token is distributed by the terms in force.
    async fn earn(&mut self, week: usize) {
        for token in TOKENS {
            for amount in PAYMENTS[week - 1][token] {
                self.pay(token, *amount).await;
            }
            let before = self.paid_out(token).await;
            let outcome = self.platform.distribute(&self.tokens[token]).await;
            if PAYMENTS[week - 1][token].is_empty() {
                outcome.refused(RevenueError::NothingToDistribute);
                continue;
            }
            outcome.unwrap();
            let after = self.paid_out(token).await;
            assert_eq!(
                after.credited - before.credited,
                TO_LOCKERS[week - 1][token].into(),
                "{week} {token}"
            );
            assert_eq!(after.treasury - before.treasury, TO_TREASURY[week - 1][token], "{week} {token}");
            let burned = if token == STAKE { BURNED[week - 1] } else { 0 };
            assert_eq!(before.supply - after.supply, burned, "{week} {token}");
            assert_eq!(after.intake, 0, "{week} {token}");
        }
    }

    /// Everybody's power as the current week began is what the table says of `week`.
    async fn powers_are_those_of(&mut self, week: usize) {
        let (powers, total) = POWERS[week - 1];
        let now = self.platform.week().await;
        for person in EVERYBODY {
            let lock = self.platform.keys.lock(&self.people[person].address());
            if self.platform.account(&lock).await.is_none() {
                assert_eq!(powers[person], 0, "who has not locked yet has no power: {week} {person}");
            } else {
                let view = self.platform.power_at_week(&self.people[person], now).await.unwrap();
                assert_eq!((view.lock, view.total), (powers[person] * ONE, total * ONE), "{week} {person}");
            }
        }
    }

    async fn paid_out(&mut self, token: usize) -> PaidOut {
        let currency = &self.tokens[token];
        let mint = self.platform.account(&currency.mint.address).await.expect("the mint").data;
        PaidOut {
            credited: self.platform.pool(currency).await.credited.get(),
            treasury: self.platform.balance(&currency.pool.treasury).await,
            intake: self.platform.balance(&currency.pool.intake).await,
            supply: StateWithExtensions::<MintState>::unpack(&mint).expect("a mint").base.supply,
        }
    }

    /// Anyone opens what a claim for `person` needs.
    async fn open(&mut self, person: usize) {
        self.platform.open_record(&self.people[person]).await.unwrap();
        for token in &self.tokens {
            self.platform.open_destination(&self.people[person], token).await;
        }
    }

    async fn claim(&mut self, person: usize, token: usize) {
        self.platform.claim(&self.people[person], &self.tokens[token], 26).await.unwrap();
    }

    async fn received(&mut self, person: usize, token: usize) -> u64 {
        self.platform.received(&self.people[person], &self.tokens[token]).await
    }

    /// The week goes on to its end.
    async fn next_week(&mut self) {
        self.platform.advance_weeks(1).await;
    }
}

/// Where a token's income has gone.
struct PaidOut {
    credited: u128,
    treasury: u64,
    intake: u64,
    supply: u64,
}

#[tokio::test]
async fn everybody_earns_by_the_power_they_had_and_nothing_is_lost() {
    let mut story = Story::begin().await;
    let supply_before = story.paid_out(STAKE).await.supply;
    the_weeks_pass(&mut story).await;

    story.next_week().await;
    everybody_claims(&mut story).await;
    everything_reconciles(&mut story, supply_before).await;
}

async fn the_weeks_pass(story: &mut Story) {
    story.next_week().await;
    story.powers_are_those_of(1).await;
    story.earn(1).await;
    story.platform.lock(&story.people[DAVE], 416 * ONE, 4).await.unwrap();
    story.platform.make_permanent(&story.people[DAVE]).await.unwrap();

    story.next_week().await;
    // Erin leaves before the week's income comes in; it is the power at its start that counts.
    story.platform.exit_early(&story.people[ERIN], 1_040 * ONE).await.unwrap();
    story.powers_are_those_of(2).await;
    let ruler = story.platform.ruler.insecure_clone();
    story.platform.announce_terms(&ruler, LATER_TERMS).await.unwrap();
    story.earn(2).await;
    // Carol locks after it, and earns none of it.
    story.platform.lock(&story.people[CAROL], 5_200 * ONE, 26).await.unwrap();

    story.next_week().await;
    story.powers_are_those_of(3).await;
    story.platform.increase(&story.people[ALICE], 1_040 * ONE).await.unwrap();
    story.earn(3).await;

    story.next_week().await;
    story.powers_are_those_of(4).await;
    story.earn(4).await;
    story.pay(STABLE, LATE).await;
    story.platform.begin_unlock(&story.people[DAVE]).await.unwrap();

    story.next_week().await;
    story.powers_are_those_of(5).await;
    story.platform.withdraw(&story.people[BOB]).await.unwrap();
    story.platform.lock(&story.people[BOB], 4_160 * ONE, 52).await.unwrap();
    story.platform.extend(&story.people[ALICE], 208).await.unwrap();
    story.earn(5).await;

    story.next_week().await;
    story.powers_are_those_of(6).await;
    story.earn(6).await;
    // Carol does not wait: she claims what is closed.
    story.open(CAROL).await;
    story.claim(CAROL, STABLE).await;
    // 217,776,615 of week 3, 28,615,898 of week 4 and 6,094,493 of week 5.
    assert_eq!(story.received(CAROL, STABLE).await, 252_487_006);
}

async fn everybody_claims(story: &mut Story) {
    for person in EVERYBODY {
        if person != CAROL {
            story.open(person).await;
        }
        for token in TOKENS {
            let earned = EARNED[person][token];
            let weekly: u64 = (1..=6).map(|week| share(person, token, week)).sum();
            assert_eq!(weekly, earned, "the tables agree: {person} {token}");

            let before = story.received(person, token).await;
            let view = story.platform.claimable(&story.people[person], &story.tokens[token]).await.unwrap();
            assert_eq!(view.amount, earned - before, "{person} {token}");
            if (person, token) == (ALICE, STAKE) {
                alice_claims_into_her_lock(story).await;
                continue;
            }
            story.claim(person, token).await;
            assert_eq!(story.received(person, token).await, earned, "{person} {token}");
            let again = story.platform.claim(&story.people[person], &story.tokens[token], 26).await;
            again.refused(RevenueError::NothingToClaim);
        }
    }
}

async fn alice_claims_into_her_lock(story: &mut Story) {
    let alice = &story.people[ALICE];
    let deposits = story.platform.vault_balance().await;
    story.platform.claim_and_lock(alice, &story.tokens[STAKE], 26).await.unwrap();
    assert_eq!(story.platform.lock_of(&alice.address()).await.amount, 3_120 * ONE + EARNED[ALICE][STAKE]);
    assert_eq!(story.platform.vault_balance().await, deposits + EARNED[ALICE][STAKE]);
    assert_eq!(story.received(ALICE, STAKE).await, 0);
}

/// What came in went to lockers, to the treasury and into the fire, but for what rounding left; and what
/// is left is in the vaults.
async fn everything_reconciles(story: &mut Story, supply_before: u64) {
    let spent = [111_380_483, 501_373_457_866, 2_885_270_839];
    for token in TOKENS {
        let out = story.paid_out(token).await;
        let paid: u64 = EVERYBODY.iter().map(|person| EARNED[*person][token]).sum();
        let burned = if token == STAKE { supply_before - out.supply } else { 0 };
        assert_eq!(paid + LEFT_OVER[token] + out.treasury + burned, spent[token], "{token}");
        assert_eq!(story.platform.balance(&story.purses[token]).await, 1_000_000 * ONE - spent[token]);
        assert_eq!(out.intake, 0, "{token}");

        let currency = &story.tokens[token];
        let pool = story.platform.pool(currency).await;
        assert_eq!(out.credited, u128::from(paid + LEFT_OVER[token]), "{token}");
        assert_eq!(pool.paid.get(), u128::from(paid), "{token}");
        assert_eq!((pool.remaining(), pool.recycling), (LEFT_OVER[token].into(), 0), "{token}");
        assert_eq!(pool.treasury_due, 0, "{token}");
        assert_eq!(story.platform.balance(&currency.pool.vault).await, LEFT_OVER[token], "{token}");
    }
    // 100,000,000 + 25,000,007 + 99 + 30,864,197 + 125,000,000,000.
    assert_eq!(supply_before - story.paid_out(STAKE).await.supply, 125_155_864_303);
}
