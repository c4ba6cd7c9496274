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
    /// A period is paid, and `arrears` before it, from what is `available` first. The discount is off the
    /// period alone, and only what is paid for that is the payment's value: arrears are for time that is used
    /// up. `None` if both together would pass `u64::MAX`.
    pub(super) fn pay(&self, arrears: u64, available: u64) -> Option<Payment> {
        let from_available = arrears.min(available);
        let payment = Payment::new(self.price, available - from_available, self.discount_bps);
        let owed = arrears - from_available;
        let (need, charge) = (payment.need.checked_add(owed)?, payment.charge.checked_add(owed)?);
        Some(Payment { need, charge, ..payment })
    }
}

/// `ceil(amount * (10,000 - bps) / 10,000)`, rounded against the payer: what of `amount`, in micro-USD, is
/// left to pay after the discount. More than [`MAX_DISCOUNT_BPS`] counts as just that.
#[must_use]
pub fn discounted(amount: u64, bps: u16) -> u64 {
    amount - proportion(amount, bps.min(MAX_DISCOUNT_BPS).into(), BPS.into())
}
