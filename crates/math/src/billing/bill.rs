//! What a step costs, and what it leads to.

use super::{discounted, Prepaid};

/// A step of a [`Prepaid`] that has been worked out and not been paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// What is left to pay, of the price or of the price for the time left, once what was paid before has
    /// been counted; in micro-USD.
    pub need: u64,
    /// The same without the discount: what has to be charged, in micro-USD.
    pub charge: u64,
    /// What holds once it has been paid, and not before.
    pub after: Prepaid,
}

/// Why a step cannot be taken. Nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BillRefusal {
    /// It has not expired, so no new subscription can begin.
    NotExpired,
    /// It has expired: only a new subscription goes on.
    Expired,
    /// In grace, where nothing is left to prorate: it is renewed first.
    Unpaid,
    /// Before the window in which the next period can be paid, or it has been paid already.
    TooEarly,
    /// Nothing is renewed of what was cancelled, and cancelled again.
    Cancelled,
    NotCancelled,
    /// A longer interval is left at its end only: its price was for all of it.
    ShorterInterval,
    /// More than the credit.
    AboveCredit,
    /// More than was paid in the token.
    AboveReceipt,
    /// The period would end past the calendar's last day.
    CalendarEnds,
    /// A sum would pass `u64::MAX`.
    Overflow,
}

/// How a cost is met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payment {
    pub need: u64,
    pub charge: u64,
    /// What is then really paid for it: never above the cost.
    pub value: u64,
    /// What is left of what was there.
    pub credit: u64,
}

impl Payment {
    /// `cost` is met with what is `available` of earlier payments first. The discount is off the rest: money
    /// that was paid once gets none again.
    pub fn new(cost: u64, available: u64, discount_bps: u16) -> Self {
        let used = available.min(cost);
        let need = cost - used;
        let charge = discounted(need, discount_bps);
        Self { need, charge, value: used + charge, credit: available - used }
    }

    pub fn bill(self, after: Prepaid) -> Bill {
        Bill { need: self.need, charge: self.charge, after }
    }
}
