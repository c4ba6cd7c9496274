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

/// The price of `token` at second `now`: of its feed, fully verified, no older than it allows, above zero
/// and near enough to its moving average. How well it is known, [`OraclePrice::tokens`] asks.
pub fn read(account: &AccountView, token: &PayToken, now: u64) -> Result<OraclePrice> {
    require!(account.owned_by(&PYTH_RECEIVER), SubscriptionError::WrongOracle);
    // SAFETY: the bytes are copied, and nothing borrows the account mutably.
    let data = unsafe { account.borrow_unchecked() };
    require!(data.len() >= LEN && data.starts_with(&DISCRIMINATOR), SubscriptionError::WrongOracle);
    require!(data[LEVEL_OFFSET] == FULLY_VERIFIED, SubscriptionError::PriceNotVerified);
    require!(data[FEED_OFFSET..PRICE_OFFSET] == token.feed, SubscriptionError::WrongFeed);

    let published = i64::from_le_bytes(bytes_at(data, PUBLISHED_OFFSET));
    let age = u64::try_from(published).map(|published| now.abs_diff(published));
    // One from the future is as far from now as one of the past may be: clocks differ.
    require!(age.is_ok_and(|age| age <= token.max_age.into()), SubscriptionError::StalePrice);

    let price = OraclePrice {
        price: i64::from_le_bytes(bytes_at(data, PRICE_OFFSET)),
        confidence: u64::from_le_bytes(bytes_at(data, CONFIDENCE_OFFSET)),
        exponent: i32::from_le_bytes(bytes_at(data, EXPONENT_OFFSET)),
    };
    require!(price.price > 0, SubscriptionError::PriceNotPositive);
    let average = i64::from_le_bytes(bytes_at(data, AVERAGE_OFFSET));
    require!(is_near(price.price, average, token.max_deviation_bps), SubscriptionError::PriceOffAverage);
    Ok(price)
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
