//! Prices, from the accounts that Pyth's receiver program writes.
//!
//! `PriceUpdateV2`, borsh: discriminator, write authority, verification level, price message, slot. The
//! level is one byte if all guardians' signatures were checked, and two if only some were, so that what
//! follows stands at one place in an account that is good.

use anchor_lang::prelude::*;
use tenure_math::{billing::OraclePrice, BPS};

use crate::{error::SubscriptionError, state::PayToken};

/// Pyth's receiver program.
pub const PYTH_RECEIVER: Address = Address::from_str_const("rec5EKMGg6MxZYaMdyBfgwp4d5rB9T1VQH5pJv5LtFJ");

/// Of `PriceUpdateV2`: the first bytes of the SHA-256 of `account:PriceUpdateV2`.
const DISCRIMINATOR: [u8; 8] = [34, 241, 35, 99, 157, 126, 244, 205];

const LEVEL_OFFSET: usize = 40;
const FULLY_VERIFIED: u8 = 1;
const FEED_OFFSET: usize = 41;
const PRICE_OFFSET: usize = 73;
const CONFIDENCE_OFFSET: usize = 81;
const EXPONENT_OFFSET: usize = 89;
const PUBLISHED_OFFSET: usize = 93;
const AVERAGE_OFFSET: usize = 109;
/// After the average's own confidence and the slot.
const LEN: usize = 133;

/// What a price account says, good or bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceUpdate {
    /// Whether all guardians' signatures were checked. If not, nothing else here means anything.
    pub fully_verified: bool,
    pub feed: [u8; 32],
    pub price: OraclePrice,
    /// The moving average, with the price's exponent.
    pub average: i64,
    /// Unix seconds.
    pub published: i64,
}

impl PriceUpdate {
    /// Reads an account's bytes; `None` if they are none of a price update.
    pub fn parse(data: &[u8]) -> Option<Self> {
        if data.len() < LEN || !data.starts_with(&DISCRIMINATOR) {
            return None;
        }
        Some(Self {
            fully_verified: data[LEVEL_OFFSET] == FULLY_VERIFIED,
            feed: bytes_at(data, FEED_OFFSET),
            price: OraclePrice {
                price: i64::from_le_bytes(bytes_at(data, PRICE_OFFSET)),
                confidence: u64::from_le_bytes(bytes_at(data, CONFIDENCE_OFFSET)),
                exponent: i32::from_le_bytes(bytes_at(data, EXPONENT_OFFSET)),
            },
            average: i64::from_le_bytes(bytes_at(data, AVERAGE_OFFSET)),
            published: i64::from_le_bytes(bytes_at(data, PUBLISHED_OFFSET)),
        })
    }

    /// The price of `token` at second `now`: of its feed, fully verified, no older than it allows, above
    /// zero and near enough to its moving average. How well it is known, [`OraclePrice::tokens`] asks.
    pub fn price_of(
        &self,
        token: &PayToken,
        now: u64,
    ) -> core::result::Result<OraclePrice, SubscriptionError> {
        if !self.fully_verified {
            return Err(SubscriptionError::PriceNotVerified);
        }
        if self.feed != token.feed {
            return Err(SubscriptionError::WrongFeed);
        }
        // One from the future is as far from now as one of the past may be: clocks differ.
        let age = u64::try_from(self.published).map(|published| now.abs_diff(published));
        if !age.is_ok_and(|age| age <= token.max_age.into()) {
            return Err(SubscriptionError::StalePrice);
        }
        if self.price.price <= 0 {
            return Err(SubscriptionError::PriceNotPositive);
        }
        if !is_near(self.price.price, self.average, token.max_deviation_bps) {
            return Err(SubscriptionError::PriceOffAverage);
        }
        Ok(self.price)
    }
}

/// As [`PriceUpdate::price_of`], from an account of Pyth's receiver.
pub fn read(account: &AccountView, token: &PayToken, now: u64) -> Result<OraclePrice> {
    require!(account.owned_by(&PYTH_RECEIVER), SubscriptionError::WrongOracle);
    // SAFETY: the bytes are copied, and nothing borrows the account mutably.
    let data = unsafe { account.borrow_unchecked() };
    let update = PriceUpdate::parse(data).ok_or(SubscriptionError::WrongOracle)?;
    Ok(update.price_of(token, now)?)
}

/// Whether `price`, which is above zero, is within `bps` of `average`.
fn is_near(price: i64, average: i64, bps: u16) -> bool {
    let gap = u128::from(price.abs_diff(average)) * u128::from(BPS);
    average > 0 && gap <= u128::from(average.unsigned_abs()) * u128::from(bps)
}

fn bytes_at<const N: usize>(data: &[u8], offset: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&data[offset..offset + N]);
    bytes
}
