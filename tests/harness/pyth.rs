//! Prices as Pyth's receiver program writes them: accounts of mainnet, edited in place.

use base64::{engine::general_purpose::STANDARD, Engine};
use serde_json::Value;
use solana_account::Account;
use solana_pubkey::Pubkey;

use crate::{Lite, World};

/// Pyth's receiver program, which owns every price account.
pub const PYTH_RECEIVER: Pubkey = Pubkey::from_str_const("rec5EKMGg6MxZYaMdyBfgwp4d5rB9T1VQH5pJv5LtFJ");

/// Of the guardians' signatures, how many the receiver has checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verification {
    Partial(u8),
    Full,
}

/// A `PriceUpdateV2` account.
///
/// ```ignore
/// world.price_now(&oracle, PriceAccount::sol_usd().set_price(15_000_000_000)).await;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PriceAccount {
    /// Where it stands on mainnet.
    pub address: Pubkey,
    account: Account,
}

/// Behind the discriminator and the write authority.
const LEVEL: usize = 40;
const PARTIAL: u8 = 0;
const FULL: u8 = 1;
/// With the longer of the two verification levels.
const LEN: usize = 134;

impl PriceAccount {
    /// 93.85943752 dollars, published 2026-08-22: later than a world begins.
    pub fn sol_usd() -> Self {
        Self::parse(include_str!("../fixtures/pyth/sol_usd.json"))
    }

    /// 0.99991510 dollars, published 2026-09-26: later than a world begins.
    pub fn usdc_usd() -> Self {
        Self::parse(include_str!("../fixtures/pyth/usdc_usd.json"))
    }

    /// From what `solana account --output json` writes.
    fn parse(json: &str) -> Self {
        let dump: Value = serde_json::from_str(json).expect("JSON");
        let account = &dump["account"];
        let address = |value: &Value| value.as_str().expect("text").parse().expect("an address");
        let number = |value: &Value| value.as_u64().expect("a number");
        let data = account["data"][0].as_str().expect("text");
        Self {
            address: address(&dump["pubkey"]),
            account: Account {
                lamports: number(&account["lamports"]),
                data: STANDARD.decode(data).expect("base64"),
                owner: address(&account["owner"]),
                executable: account["executable"].as_bool().expect("true or false"),
                rent_epoch: number(&account["rentEpoch"]),
            },
        }
    }

    /// What the chain holds.
    pub fn account(&self) -> Account {
        self.account.clone()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.account.data
    }

    /// For what Pyth never writes: another discriminator, fewer bytes, more.
    pub fn bytes_mut(&mut self) -> &mut Vec<u8> {
        &mut self.account.data
    }

    pub fn verification(&self) -> Verification {
        match self.account.data[LEVEL] {
            PARTIAL => Verification::Partial(self.account.data[LEVEL + 1]),
            FULL => Verification::Full,
            other => panic!("{other} is no verification level"),
        }
    }

    /// Moves all that follows the level, which is one byte longer if partial. The account keeps its
    /// length, as on chain.
    pub fn set_verification(&mut self, level: Verification) -> &mut Self {
        let message = self.message();
        let level = match level {
            Verification::Partial(signatures) => vec![PARTIAL, signatures],
            Verification::Full => vec![FULL],
        };
        self.account.data.splice(LEVEL..message, level);
        self.account.data.resize(LEN, 0);
        self
    }

    /// Where the price message begins.
    fn message(&self) -> usize {
        match self.verification() {
            Verification::Partial(_) => LEVEL + 2,
            Verification::Full => LEVEL + 1,
        }
    }

    fn get<const N: usize>(&self, offset: usize) -> [u8; N] {
        let at = self.message() + offset;
        self.account.data[at..at + N].try_into().expect("N bytes")
    }

    fn set<const N: usize>(&mut self, offset: usize, bytes: [u8; N]) -> &mut Self {
        let at = self.message() + offset;
        self.account.data[at..at + N].copy_from_slice(&bytes);
        self
    }
}

/// A number of the message, by its offset in it.
macro_rules! numbers {
    ($($(#[$doc:meta])* $get:ident, $set:ident: $number:ty = $offset:literal;)*) => {
        impl PriceAccount {
            $(
                $(#[$doc])*
                pub fn $get(&self) -> $number {
                    <$number>::from_le_bytes(self.get($offset))
                }

                pub fn $set(&mut self, value: $number) -> &mut Self {
                    self.set($offset, value.to_le_bytes())
                }
            )*
        }
    };
}

numbers! {
    /// In units of ten to the power of the exponent.
    price, set_price: i64 = 32;
    /// Half the width of the interval about the price, in its units.
    confidence, set_confidence: u64 = 40;
    exponent, set_exponent: i32 = 48;
    /// In Unix seconds.
    publish_time, set_publish_time: i64 = 52;
    /// Of the price before this one, in Unix seconds.
    previous_publish_time, set_previous_publish_time: i64 = 60;
    /// The moving average of the price, in its units.
    ema_price, set_ema_price: i64 = 68;
    /// The moving average of the confidence, in the price's units.
    ema_confidence, set_ema_confidence: u64 = 76;
    posted_slot, set_posted_slot: u64 = 84;
}

impl PriceAccount {
    pub fn feed(&self) -> [u8; 32] {
        self.get(0)
    }

    pub fn set_feed(&mut self, feed: [u8; 32]) -> &mut Self {
        self.set(0, feed)
    }

    /// As though it were published at second `now`, one second after the price before it.
    fn published_at(&self, now: u64) -> Self {
        let now = i64::try_from(now).expect("a time that fits");
        let mut price = self.clone();
        price.set_publish_time(now).set_previous_publish_time(now - 1);
        price
    }
}

impl World {
    /// Writes `price` at `address` as it stands.
    pub fn post_price(&mut self, address: &Pubkey, price: &PriceAccount) {
        self.set_account(address, price.account());
    }

    /// Writes `price` at `address`, published this second.
    pub async fn price_now(&mut self, address: &Pubkey, price: &PriceAccount) {
        let price = price.published_at(self.now().await);
        self.post_price(address, &price);
    }
}

impl Lite {
    /// Writes `price` at `address` as it stands.
    pub fn post_price(&mut self, address: &Pubkey, price: &PriceAccount) {
        self.svm.set_account(*address, price.account()).expect("the price is written");
    }

    /// Writes `price` at `address`, published this second.
    pub fn price_now(&mut self, address: &Pubkey, price: &PriceAccount) {
        let price = price.published_at(self.now());
        self.post_price(address, &price);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TokenKind, START};

    /// Pyth's program whose accounts the sponsored prices are.
    const PUSH_ORACLE: Pubkey = Pubkey::from_str_const("pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT");
    const DISCRIMINATOR: [u8; 8] = [34, 241, 35, 99, 157, 126, 244, 205];

    #[test]
    fn the_price_of_sol_reads_as_published() {
        let price = PriceAccount::sol_usd();
        assert_eq!(price.price(), 9385943752);
        assert_eq!(price.confidence(), 4672083);
        assert_eq!(price.exponent(), -8);
        assert_eq!(price.publish_time(), 1_787_392_706);
        assert_eq!(price.previous_publish_time(), 1_787_392_706);
        assert_eq!(price.ema_price(), 9409295100);
        assert_eq!(price.ema_confidence(), 4368665);
        assert_eq!(price.posted_slot(), 440_897_412);
    }

    #[test]
    fn the_price_of_usdc_reads_as_published() {
        let price = PriceAccount::usdc_usd();
        assert_eq!(price.price(), 99991510);
        assert_eq!(price.confidence(), 16490);
        assert_eq!(price.exponent(), -8);
        assert_eq!(price.publish_time(), 1_790_402_373);
        assert_eq!(price.previous_publish_time(), 1_790_402_372);
        assert_eq!(price.ema_price(), 99993334);
        assert_eq!(price.ema_confidence(), 15147);
        assert_eq!(price.posted_slot(), 450_587_418);
    }

    #[test]
    fn the_accounts_are_those_that_pyth_sponsors() {
        for price in [PriceAccount::sol_usd(), PriceAccount::usdc_usd()] {
            let shard = 0u16.to_le_bytes();
            let (address, _) = Pubkey::find_program_address(&[&shard, &price.feed()], &PUSH_ORACLE);
            assert_eq!(price.address, address);
            assert_eq!(price.account().owner, PYTH_RECEIVER);
            assert_eq!(price.bytes().len(), LEN);
            assert_eq!(price.bytes()[..8], DISCRIMINATOR);
            assert_eq!(price.bytes()[8..LEVEL], address.to_bytes(), "its own write authority");
            assert_eq!(price.verification(), Verification::Full);
        }
    }

    #[test]
    fn an_edit_changes_its_field_and_no_other_byte() {
        let original = PriceAccount::sol_usd();
        let mut price = original.clone();
        price
            .set_price(-1)
            .set_confidence(u64::MAX)
            .set_exponent(-12)
            .set_publish_time(i64::MIN)
            .set_previous_publish_time(5)
            .set_ema_price(i64::MAX)
            .set_ema_confidence(7)
            .set_posted_slot(8)
            .set_feed([9; 32]);
        assert_eq!(price.price(), -1);
        assert_eq!(price.confidence(), u64::MAX);
        assert_eq!(price.exponent(), -12);
        assert_eq!(price.publish_time(), i64::MIN);
        assert_eq!(price.previous_publish_time(), 5);
        assert_eq!(price.ema_price(), i64::MAX);
        assert_eq!(price.ema_confidence(), 7);
        assert_eq!(price.posted_slot(), 8);
        assert_eq!(price.feed(), [9; 32]);

        price
            .set_price(original.price())
            .set_confidence(original.confidence())
            .set_exponent(original.exponent())
            .set_publish_time(original.publish_time())
            .set_previous_publish_time(original.previous_publish_time())
            .set_ema_price(original.ema_price())
            .set_ema_confidence(original.ema_confidence())
            .set_posted_slot(original.posted_slot())
            .set_feed(original.feed());
        assert_eq!(price, original);
    }

    #[test]
    fn a_partial_verification_moves_what_follows_by_one_byte() {
        let full = PriceAccount::sol_usd();
        let mut price = full.clone();
        price.set_verification(Verification::Partial(5));
        assert_eq!(price.verification(), Verification::Partial(5));
        assert_eq!(price.bytes()[LEVEL..LEVEL + 2], [PARTIAL, 5]);
        assert_eq!(price.bytes()[LEVEL + 2..], full.bytes()[LEVEL + 1..LEN - 1]);
        assert_eq!(price.price(), full.price());
        assert_eq!(price.posted_slot(), full.posted_slot());

        price.set_verification(Verification::Partial(13));
        assert_eq!(price.bytes()[LEVEL..LEVEL + 2], [PARTIAL, 13]);
        assert_eq!(price.bytes().len(), LEN);

        price.set_verification(Verification::Full);
        assert_eq!(price, full);
    }

    #[tokio::test]
    async fn a_price_of_now_carries_the_time_of_the_chain() {
        let (at, price) = (Pubkey::new_unique(), PriceAccount::sol_usd());
        let now = i64::try_from(START).unwrap();
        let mut expected = price.clone();
        expected.set_publish_time(now).set_previous_publish_time(now - 1);

        let mut world = World::bare(TokenKind::SplToken, 6, &[]).await;
        world.post_price(&at, &price);
        assert_eq!(world.account(&at).await, Some(price.account()));
        world.price_now(&at, &price).await;
        assert_eq!(world.account(&at).await, Some(expected.account()));

        let mut lite = Lite::new();
        lite.post_price(&at, &price);
        assert_eq!(lite.svm.get_account(&at), Some(price.account()));
        lite.price_now(&at, &price);
        assert_eq!(lite.svm.get_account(&at), Some(expected.account()));
    }
}
