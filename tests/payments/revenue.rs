//! Case 23: the splitter that subscriptions pay into gives out all that came in, whoever is frozen.

use revenue::Terms;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::StateWithExtensions,
    instruction::{freeze_account, thaw_account},
    state::Mint as MintState,
};
use tenure_tests::{Currency, Money, Outcome, OutcomeExt, Owner, Platform, Shop, World, ADVANCED, PREMIUM};

use crate::stage::FROZEN;

/// Half to lockers, the rest to the treasury.
const TERMS: Terms = Terms { staker_bps: 5_000, burn_bps: 0, min_power: 0 };

/// Two lockers, of three quarters and of a quarter, and customers who have paid 130 dollars; somebody gave 7
/// millionths more.
struct Income {
    platform: Platform,
    dollars: Currency,
    lockers: [Owner; 2],
}

const PAID: u64 = 130_000_000;
const GIFT: u64 = 7;
/// Half of 130,000,007, rounded down, and the rest.
const TO_LOCKERS: u64 = 65_000_003;
const TO_TREASURY: u64 = 65_000_004;
/// Three quarters, and one, rounded down: one unit is left.
const SHARES: [u64; 2] = [48_750_002, 16_250_000];

async fn income() -> Income {
    let mut platform = Platform::with(World::new().await, TERMS).await;
    let lockers = [platform.owner(3_000).await, platform.owner(1_000).await];
    for (locker, amount) in lockers.iter().zip([3_000, 1_000]) {
        platform.lock(locker, amount, 208).await.unwrap();
    }
    platform.advance_weeks(1).await;

    let Platform { world, revenue, ruler, guard } = platform;
    let mut shop = Shop::paid_to(world, Shop::TERMS, revenue.splitter).await;
    let usdc = shop.usdc.clone();
    shop.subscriber(ADVANCED, &usdc).await;
    shop.subscriber(PREMIUM, &usdc).await;
    assert_eq!(shop.till(&usdc).await, PAID);
    let Money { mint, keys } = usdc;
    shop.mint_of(&mint, &keys.payout, GIFT).await;

    let mut platform = Platform { world: shop.world, revenue, ruler, guard };
    let dollars = platform.pool_of(mint).await;
    assert_eq!(dollars.pool.intake, keys.payout);
    Income { platform, dollars, lockers }
}

impl Income {
    async fn freezes(&mut self, account: Pubkey) {
        let Currency { mint, .. } = &self.dollars;
        let by = mint.authority.insecure_clone();
        let freeze =
            freeze_account(&mint.kind.program(), &account, &mint.address, &by.pubkey(), &[]).unwrap();
        self.platform.send(&[freeze], &[&by]).await.unwrap();
    }

    async fn thaws(&mut self, account: Pubkey) {
        let Currency { mint, .. } = &self.dollars;
        let by = mint.authority.insecure_clone();
        let thaw = thaw_account(&mint.kind.program(), &account, &mint.address, &by.pubkey(), &[]).unwrap();
        self.platform.send(&[thaw], &[&by]).await.unwrap();
    }

    async fn opens(&mut self) {
        for locker in &self.lockers {
            self.platform.open_record(locker).await.unwrap();
            self.platform.open_destination(locker, &self.dollars).await;
        }
    }

    async fn claims(&mut self, locker: usize) -> Outcome {
        self.platform.claim(&self.lockers[locker], &self.dollars, 26).await
    }

    /// What is in the intake, the vault and the treasury, and with both lockers: all that ever came in.
    async fn held(&mut self) -> [u64; 5] {
        let keys = self.dollars.pool;
        let mut held = [0; 5];
        let lockers = [0, 1].map(|locker: usize| keys.destination(&self.lockers[locker].address()));
        let places = [keys.intake, keys.vault, keys.treasury, lockers[0], lockers[1]];
        for (held, place) in held.iter_mut().zip(places) {
            *held = self.platform.balance(&place).await;
        }
        assert_eq!(held.iter().sum::<u64>(), PAID + GIFT, "nothing is lost: {held:?}");
        held
    }
}

#[tokio::test]
async fn case_23_payments_and_gifts_are_split_to_the_last_unit() {
    let mut income = income().await;
    income.opens().await;
    assert_eq!(income.held().await, [PAID + GIFT, 0, 0, 0, 0]);
    income.platform.distribute(&income.dollars).await.unwrap();
    assert_eq!(income.held().await, [0, TO_LOCKERS, TO_TREASURY, 0, 0]);
    income.platform.advance_weeks(1).await;
    for locker in [0, 1] {
        income.claims(locker).await.unwrap();
    }
    assert_eq!(income.held().await, [0, 1, TO_TREASURY, SHARES[0], SHARES[1]]);
    let pool = income.platform.pool(&income.dollars).await;
    assert_eq!((pool.credited.get(), pool.paid.get(), pool.remaining()), (65_000_003, 65_000_002, 1));
}

#[tokio::test]
async fn case_23_a_frozen_treasury_blocks_no_locker_and_loses_nothing() {
    let mut income = income().await;
    income.opens().await;
    let treasury = income.dollars.pool.treasury;
    income.freezes(treasury).await;
    income.platform.distribute(&income.dollars).await.unwrap();
    assert_eq!(income.held().await, [0, TO_LOCKERS + TO_TREASURY, 0, 0, 0]);
    assert_eq!(income.platform.pool(&income.dollars).await.treasury_due, TO_TREASURY);
    income.platform.advance_weeks(1).await;
    for locker in [0, 1] {
        income.claims(locker).await.unwrap();
    }
    assert_eq!(income.held().await, [0, 1 + TO_TREASURY, 0, SHARES[0], SHARES[1]]);
    income.thaws(treasury).await;
    income.platform.distribute(&income.dollars).await.unwrap();
    assert_eq!(income.held().await, [0, 1, TO_TREASURY, SHARES[0], SHARES[1]]);
}

#[tokio::test]
async fn case_23_a_frozen_claimant_blocks_no_other() {
    let mut income = income().await;
    income.opens().await;
    income.platform.distribute(&income.dollars).await.unwrap();
    income.platform.advance_weeks(1).await;
    let frozen = income.dollars.pool.destination(&income.lockers[0].address());
    income.freezes(frozen).await;
    income.claims(0).await.refused(FROZEN);
    income.claims(1).await.unwrap();
    assert_eq!(income.held().await, [0, 1 + SHARES[0], TO_TREASURY, 0, SHARES[1]]);
    income.thaws(frozen).await;
    income.claims(0).await.unwrap();
    assert_eq!(income.held().await, [0, 1, TO_TREASURY, SHARES[0], SHARES[1]]);
}

#[tokio::test]
async fn case_23_nothing_that_is_split_is_made_or_unmade() {
    let mut income = income().await;
    income.opens().await;
    let mint = income.dollars.mint.address;
    let supply = |data: &[u8]| StateWithExtensions::<MintState>::unpack(data).expect("a mint").base.supply;
    let before = supply(&income.platform.account(&mint).await.expect("the mint").data);
    income.platform.distribute(&income.dollars).await.unwrap();
    income.platform.advance_weeks(1).await;
    income.claims(0).await.unwrap();
    assert_eq!(supply(&income.platform.account(&mint).await.expect("the mint").data), before);
}
