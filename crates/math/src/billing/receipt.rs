//! What can be refunded in the token that it was paid in.

use super::BillRefusal;
use crate::wide::proportion;

/// What was charged in one token for what is not used yet. A subscription has one, for the token that was
/// charged last: with a charge in another token it begins anew, and what the old one paid for stays as
/// time and credit, but is no longer refunded.
///
/// Refunds are at the rates that were paid, never at a price of today: so no move of the token's price
/// makes one worth more tokens than were paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// In micro-USD, discounts taken off.
    pub charged: u64,
    /// In base units of the token.
    pub tokens: u64,
}

impl Receipt {
    /// Adds a charge. `worth` is what was unused before it, with the credit: [`super::Prepaid::worth`].
    /// Of what was charged earlier no more stays than that, with its part of the tokens, rounded down: so a
    /// price of long ago is gone once what it paid for is used. `None` if a sum would pass `u64::MAX`.
    #[must_use]
    pub fn with(&self, worth: u64, charge: u64, tokens: u64) -> Option<Self> {
        let kept = self.charged.min(worth);
        let kept_tokens = proportion(self.tokens, kept, self.charged);
        Some(Self { charged: kept.checked_add(charge)?, tokens: kept_tokens.checked_add(tokens)? })
    }

    /// `floor(tokens * amount / charged)`, rounded against the payer: the tokens that `amount` of it, in
    /// micro-USD, is refunded with. Returns what is left and the tokens. Refused: `AboveReceipt`.
    pub fn refund(&self, amount: u64) -> Result<(Self, u64), BillRefusal> {
        let charged = self.charged.checked_sub(amount).ok_or(BillRefusal::AboveReceipt)?;
        let tokens = proportion(self.tokens, amount, self.charged);
        Ok((Self { charged, tokens: self.tokens - tokens }, tokens))
    }
}
