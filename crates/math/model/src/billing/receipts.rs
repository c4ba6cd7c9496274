//! What was charged in one token and can be refunded in it.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

#[derive(Clone, Copy, Debug)]
enum Entry {
    /// So much was charged, when so much of all earlier charges was not used up.
    Charge {
        left: u64,
        micro_dollars: u64,
        tokens: u64,
    },
    Refund {
        micro_dollars: u64,
    },
}

/// Every charge and refund, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Receipts(Vec<Entry>);

impl Receipts {
    pub fn charge(&mut self, left: u64, micro_dollars: u64, tokens: u64) {
        self.0.push(Entry::Charge { left, micro_dollars, tokens });
    }

    /// The tokens that so much is refunded with. `None` if it is more than was charged and is not used up.
    pub fn refund(&mut self, micro_dollars: u64) -> Option<u64> {
        let (dollars_before, tokens_before) = self.balance();
        if BigUint::from(micro_dollars) > dollars_before {
            return None;
        }
        self.0.push(Entry::Refund { micro_dollars });
        (tokens_before - self.balance().1).to_u64()
    }

    /// What is left to refund, in micro-USD and in tokens.
    pub fn balance(&self) -> (BigUint, BigUint) {
        let nothing = (BigUint::default(), BigUint::default());
        self.0.iter().fold(nothing, |(dollars, tokens), &entry| match entry {
            Entry::Charge { left, micro_dollars, tokens: more } => {
                let kept = dollars.clone().min(left.into());
                let kept_tokens = part(&tokens, &kept, &dollars);
                (kept + micro_dollars, kept_tokens + more)
            }
            Entry::Refund { micro_dollars } => {
                let back = part(&tokens, &micro_dollars.into(), &dollars);
                (dollars - micro_dollars, tokens - back)
            }
        })
    }
}

/// Rounded down; nothing of nothing.
fn part(tokens: &BigUint, dollars: &BigUint, of: &BigUint) -> BigUint {
    if *of == BigUint::default() {
        return BigUint::default();
    }
    tokens * dollars / of
}
