//! What a plan asks for one period.

use super::{bill::Payment, Interval};
use crate::{wide::proportion, BPS};

/// The largest discount: half. Compiled in, so that no plan gives periods away.
pub const MAX_DISCOUNT_BPS: u16 = 5_000;

/// The terms of a purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Of a period, in micro-USD. Nothing is the price of a period that is granted: it was paid elsewhere,
    /// so nothing is charged, no credit is used, and none can come of it.
    pub price: u64,
    pub interval: Interval,
    /// Off what is left to pay, for the token it is paid in; in basis points, at most
    /// [`MAX_DISCOUNT_BPS`].
    pub discount_bps: u16,
}

impl Offer {
    /// A period is paid, and `arrears` with it, from what is `available` first. Returns the payment, and
    /// what of it is paid for the period, rounded down: the arrears are for time that is used up. `None` if
    /// both together would pass `u64::MAX`.
    pub(super) fn pay(&self, arrears: u64, available: u64) -> Option<(Payment, u64)> {
        let cost = self.price.checked_add(arrears)?;
        let payment = Payment::new(cost, available, self.discount_bps);
        let value = if arrears == 0 { payment.value } else { proportion(payment.value, self.price, cost) };
        Some((payment, value))
    }
}

/// `ceil(amount * (10,000 - bps) / 10,000)`, rounded against the payer: what of `amount`, in micro-USD, is
/// left to pay after the discount. More than [`MAX_DISCOUNT_BPS`] counts as just that.
#[must_use]
pub fn discounted(amount: u64, bps: u16) -> u64 {
    amount - proportion(amount, bps.min(MAX_DISCOUNT_BPS).into(), BPS.into())
}
