//! The price of a token, in an account such as Pyth's receiver program writes.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::Value;
use tenure_client::{subscriptions::PYTH_RECEIVER, Pubkey};

use super::Network;
use crate::{chain::sponsored_price, failure::Failure};

/// A price account of Solana's mainnet: here its feed, its price and its time are other ones.
const ACCOUNT: &str = include_str!("../../../../tests/fixtures/pyth/sol_usd.json");
const LAMPORTS: u64 = 2_000_000;
/// The feed of the token that is locked.
pub const FEED: [u8; 32] = [7; 32];
/// In hundred-millionths of a dollar: 25 cents, give or take a fortieth of a cent.
pub const PRICE: i64 = 25_000_000;
const CONFIDENCE: i64 = 25_000;

const FEED_AT: usize = 41;
const PRICE_AT: usize = 73;
const CONFIDENCE_AT: usize = 81;
const PUBLISHED_AT: usize = 93;
const AVERAGE_AT: usize = 109;

/// Where the price is: as Pyth keeps those that it sponsors.
pub fn price_account() -> Pubkey {
    sponsored_price(&FEED)
}

impl Network {
    /// Publishes the price now: one of before a turn of the clock is too old to be charged at.
    pub fn publish_price(&self) -> Result<(), Failure> {
        let dump: Value = serde_json::from_str(ACCOUNT).map_err(Failure::cluster)?;
        let text = dump["account"]["data"][0].as_str().unwrap_or_default();
        let mut data = BASE64_STANDARD.decode(text).map_err(Failure::cluster)?;
        let published = i64::try_from(self.chain().now()?).map_err(Failure::cluster)?;
        let fields = [
            (FEED_AT, FEED.as_slice()),
            (PRICE_AT, &PRICE.to_le_bytes()),
            (CONFIDENCE_AT, &CONFIDENCE.to_le_bytes()),
            (PUBLISHED_AT, &published.to_le_bytes()),
            (AVERAGE_AT, &PRICE.to_le_bytes()),
        ];
        for (at, bytes) in fields {
            let field = data.get_mut(at..at + bytes.len());
            field.ok_or_else(|| Failure::cluster("the price account is cut"))?.copy_from_slice(bytes);
        }
        self.set_account(&price_account(), &PYTH_RECEIVER, LAMPORTS, data)
    }
}
