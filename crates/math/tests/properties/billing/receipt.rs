//! Refunds in tokens, at the rates that were paid.

use proptest::{collection::vec, prelude::*};
use tenure_math::billing::{BillRefusal, Receipt};

use crate::cases;

#[test]
fn refunds_are_at_the_rate_paid() {
    // $10 for 4 tokens of 6 decimals.
    let receipt = Receipt::default().with(0, 10_000_000, 4_000_000).unwrap();
    assert_eq!(receipt, Receipt { charged: 10_000_000, tokens: 4_000_000 });
    let (rest, tokens) = receipt.refund(2_500_000).unwrap();
    assert_eq!((tokens, rest), (1_000_000, Receipt { charged: 7_500_000, tokens: 3_000_000 }));
    assert_eq!(rest.refund(7_500_001), Err(BillRefusal::AboveReceipt));
    assert_eq!(rest.refund(7_500_000), Ok((Receipt::default(), 3_000_000)));
    // 3,000,000 / 7,500,000 of a token's base unit is none.
    assert_eq!(rest.refund(1).unwrap().1, 0);
    assert_eq!(Receipt::default().refund(0), Ok((Receipt::default(), 0)));
    assert_eq!(Receipt::default().refund(1), Err(BillRefusal::AboveReceipt));
}

#[test]
fn the_rate_of_what_is_used_up_is_gone() {
    // A dollar bought ten tokens once; now it buys one. All of the old is used: a refund of the new $10 is
    // the ten tokens that it cost, not a hundred.
    let old = Receipt { charged: 10_000_000, tokens: 100_000_000 };
    let new = old.with(0, 10_000_000, 10_000_000).unwrap();
    assert_eq!(new.refund(10_000_000).unwrap().1, 10_000_000);
    // Half of it is not: it comes back with half of its tokens.
    let mixed = old.with(5_000_000, 10_000_000, 10_000_000).unwrap();
    assert_eq!(mixed, Receipt { charged: 15_000_000, tokens: 60_000_000 });
    // Worth more than was charged, by what came from elsewhere.
    assert_eq!(old.with(u64::MAX, 1, 1), Some(Receipt { charged: 10_000_001, tokens: 100_000_001 }));
    assert_eq!(old.with(u64::MAX, u64::MAX, 0), None);
    assert_eq!(old.with(u64::MAX, 0, u64::MAX), None);
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// Whatever is charged, used up and refunded: no more tokens and dollars come back than went in, and no
    /// dollar comes back with more tokens, but for rounding, than the best rate that was paid.
    #[test]
    fn never_more_than_was_paid(
        acts in vec((0..=3u8, 0..1_000_000u64, 1..1_000u64, any::<u64>()), 1..40),
    ) {
        let (mut receipt, mut paid, mut back, mut best) = (Receipt::default(), (0u64, 0u64), (0u64, 0u64), 0u64);
        for (act, charge, rate, pick) in acts {
            if act < 2 {
                let tokens = charge * rate;
                receipt = receipt.with(pick % 2_000_000, charge, tokens).unwrap();
                paid = (paid.0 + charge, paid.1 + tokens);
                best = best.max(rate);
            } else {
                let amount = pick % (receipt.charged + 1);
                let before = receipt;
                let (rest, tokens) = receipt.refund(amount).unwrap();
                receipt = rest;
                prop_assert_eq!((rest.charged + amount, rest.tokens + tokens), (before.charged, before.tokens));
                prop_assert!(u128::from(tokens) * u128::from(before.charged) <= u128::from(before.tokens) * u128::from(amount));
                back = (back.0 + amount, back.1 + tokens);
            }
            prop_assert!(back.0 + receipt.charged <= paid.0 && back.1 + receipt.tokens <= paid.1);
            // Rounding a refund down leaves less than a base unit each time with the rest.
            prop_assert!(receipt.tokens <= receipt.charged * best + 40);
        }
    }
}
