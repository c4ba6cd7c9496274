//! How an income is shared out.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// Parts of an income in basis points; the treasury has the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// At most 5,000.
    pub stakers_bps: u16,
    /// Of the token that is locked.
    pub burn_bps: u16,
}

/// An income, shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub stakers: u64,
    pub burn: u64,
    pub treasury: u64,
}

impl Rates {
    /// The parts of `amount`. A part of a base unit goes to the treasury.
    pub fn share(&self, amount: u64, burns: bool) -> Parts {
        let part = |bps: u16| (BigUint::from(amount) * bps / 10_000u32).to_u64().expect("a part of a u64");
        let (stakers, burn) = (part(self.stakers_bps), if burns { part(self.burn_bps) } else { 0 });
        Parts { stakers, burn, treasury: amount - stakers - burn }
    }
}
