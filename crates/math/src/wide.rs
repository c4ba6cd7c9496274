//! Division of wide numbers by small ones, digit by digit.
//!
//! A 128-bit division is a long routine on bytecode. Most divisors of this crate fit in 32 bits, so
//! schoolbook division in base 2^32 takes four 64-bit steps; where the quotient fits 64 bits, two.

/// Quotient and remainder of `n / d`. `d` is a non-zero constant at every call.
pub(crate) const fn divide(n: u128, d: u32) -> (u128, u32) {
    let (high, low) = ((n >> 64) as u64, n as u64);
    let (q3, r) = step(0, high >> 32, d);
    let (q2, r) = step(r, high & DIGIT, d);
    let (q1, r) = step(r, low >> 32, d);
    let (q0, r) = step(r, low & DIGIT, d);
    ((((q3 << 32 | q2) as u128) << 64) | (q1 << 32 | q0) as u128, r as u32)
}

/// `n / d`, rounded down, where the caller's bounds make the quotient fit 64 bits: `n < d * 2^64`.
pub(crate) const fn narrow_quotient(n: u128, d: u32) -> u64 {
    let (high, low) = ((n >> 64) as u64, n as u64);
    debug_assert!(high < d as u64);
    let (q1, r) = step(high, low >> 32, d);
    let (q0, _) = step(r, low & DIGIT, d);
    q1 << 32 | q0
}

/// `n / d` for any `d > 0`, rounded down, where the caller's bounds make the quotient fit 64 bits:
/// `n < d * 2^64`. Long division with two digits in the divisor (Knuth, volume 2, 4.3.1, algorithm D).
pub(crate) const fn quotient(n: u128, d: u64) -> u64 {
    let (high, low) = ((n >> 64) as u64, n as u64);
    debug_assert!(high < d);
    if high == 0 {
        return low / d;
    }
    // With its top bit set, the divisor's first digit alone guesses each digit at most two too high.
    let shift = d.leading_zeros();
    let (d, low, high) = (d << shift, low << shift, high << shift | (low >> 1) >> (63 - shift));
    let (q1, r) = long_step(high, low >> 32, d);
    let (q0, _) = long_step(r, low & DIGIT, d);
    q1 << 32 | q0
}

/// `floor(amount * part / whole)`: never above `amount`. A `part` above the whole counts as the whole; of
/// no whole there is no part.
pub(crate) fn proportion(amount: u64, part: u64, whole: u64) -> u64 {
    let part = part.min(whole);
    if part == 0 {
        return 0;
    }
    quotient(u128::from(amount) * u128::from(part), whole)
}

/// `ceil(amount * part / whole)`: never above `amount`, as `part` counts like in [`proportion`].
pub(crate) fn proportion_up(amount: u64, part: u64, whole: u64) -> u64 {
    let part = part.min(whole);
    if part == 0 {
        return 0;
    }
    let n = u128::from(amount) * u128::from(part);
    let floor = quotient(n, whole);
    // Rounding up, there is a remainder, so `part` is below `whole` and `floor` below `amount`.
    floor + u64::from(u128::from(floor) * u128::from(whole) < n)
}

/// `ceil(n / d)` for `d > 0`; `None` if it is above `u64::MAX`.
pub(crate) fn ceiling(n: u128, d: u64) -> Option<u64> {
    let largest = u128::from(u64::MAX) * u128::from(d);
    if n > largest {
        return None;
    }
    let floor = quotient(n, d);
    floor.checked_add(u64::from(u128::from(floor) * u128::from(d) < n))
}

/// One digit of a long division by two digits: `remainder` is below `d`, whose top bit is set.
const fn long_step(remainder: u64, digit: u64, d: u64) -> (u64, u64) {
    let (d1, d0) = (d >> 32, d & DIGIT);
    let (mut q, mut r) = (remainder / d1, remainder % d1);
    while q > DIGIT || q * d0 > (r << 32 | digit) {
        q -= 1;
        r += d1;
        if r > DIGIT {
            break;
        }
    }
    // Both terms may wrap; their difference is below `d`.
    (q, (remainder << 32 | digit).wrapping_sub(q.wrapping_mul(d)))
}

const DIGIT: u64 = u32::MAX as u64;

/// One digit of a long division: `remainder` is below `d`, so the quotient is a single digit.
const fn step(remainder: u64, digit: u64, d: u32) -> (u64, u64) {
    let n = remainder << 32 | digit;
    (n / d as u64, n % d as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_host(n: u128, d in 1..=u32::MAX) {
            prop_assert_eq!(divide(n, d), (n / u128::from(d), (n % u128::from(d)) as u32));
        }

        #[test]
        fn narrow_agrees_with_the_host(quotient: u64, d in 1..=u32::MAX, rest in prop_oneof![Just(0), any::<u32>()]) {
            let n = u128::from(quotient) * u128::from(d) + u128::from(rest.min(d - 1));
            prop_assert_eq!(narrow_quotient(n, d), quotient);
        }

        #[test]
        fn long_agrees_with_the_host(q: u64, d in divisors(), rest in prop_oneof![Just(0), Just(u64::MAX), any::<u64>()]) {
            let n = u128::from(q) * u128::from(d) + u128::from(rest.min(d - 1));
            prop_assert_eq!(quotient(n, d), q);
        }

        #[test]
        fn proportions_agree_with_the_host(amount: u64, part in divisors(), whole in divisors()) {
            let (n, d) = (u128::from(amount) * u128::from(part.min(whole)), u128::from(whole));
            prop_assert_eq!(u128::from(proportion(amount, part, whole)), n / d);
            prop_assert_eq!(u128::from(proportion_up(amount, part, whole)), n.div_ceil(d));
        }

        #[test]
        fn ceilings_agree_with_the_host(n: u128, shift in 0..128u32, d in divisors()) {
            let n = n >> shift;
            prop_assert_eq!(ceiling(n, d), u64::try_from(n.div_ceil(u128::from(d))).ok());
        }

        #[test]
        fn long_agrees_on_products(a: u64, b in divisors(), d in divisors()) {
            let n = u128::from(a) * u128::from(b.min(d));
            prop_assert_eq!(u128::from(quotient(n, d)), n / u128::from(d));
        }
    }

    /// Of any length, and those whose digits are all ones or zeros, where guesses go wrong.
    fn divisors() -> impl Strategy<Value = u64> {
        let special =
            [1, u64::MAX, u64::MAX << 32, 1 << 63, (1 << 63) + 1, (1 << 63) | DIGIT, DIGIT, DIGIT + 1];
        prop_oneof![
            prop::sample::select(special.to_vec()),
            (1..=u64::MAX, 0..64u32).prop_map(|(d, by)| (d >> by).max(1))
        ]
    }

    #[test]
    fn long_edges() {
        let edges = [
            1,
            2,
            DIGIT - 1,
            DIGIT,
            DIGIT + 1,
            1 << 63,
            (1 << 63) + 1,
            u64::MAX << 32,
            u64::MAX - 1,
            u64::MAX,
        ];
        for q in edges {
            for d in edges {
                for rest in [0, 1, DIGIT, DIGIT + 1, u64::MAX].map(|rest| rest.min(d - 1)) {
                    assert_eq!(quotient(u128::from(q) * u128::from(d) + u128::from(rest), d), q);
                }
            }
        }
    }

    #[test]
    fn proportions_at_the_edges() {
        assert_eq!((proportion(7, 0, 0), proportion_up(7, 0, 0)), (0, 0));
        assert_eq!((proportion(7, 5, 0), proportion_up(7, 5, 0)), (0, 0));
        assert_eq!((proportion(7, 9, 8), proportion_up(7, 9, 8)), (7, 7));
        assert_eq!((proportion(1, 1, u64::MAX), proportion_up(1, 1, u64::MAX)), (0, 1));
        let (most, all) = (u64::MAX - 1, u64::MAX);
        // (2^64 - 1)(2^64 - 2) / (2^64 - 1) has no remainder.
        assert_eq!((proportion(all, most, all), proportion_up(all, most, all)), (most, most));
        // (2^64 - 2)^2 / (2^64 - 1) = 2^64 - 3 and 1 / (2^64 - 1).
        assert_eq!((proportion(most, most, all), proportion_up(most, most, all)), (most - 1, most));
    }

    #[test]
    fn ceilings_at_the_edges() {
        for d in [1, 2, 10_000, 1 << 63, u64::MAX] {
            let largest = u128::from(u64::MAX) * u128::from(d);
            assert_eq!(ceiling(largest, d), Some(u64::MAX));
            assert_eq!(ceiling(largest - 1, d), if d == 1 { Some(u64::MAX - 1) } else { Some(u64::MAX) });
            assert_eq!(ceiling(largest + 1, d), None);
            assert_eq!(ceiling(0, d), Some(0));
            assert_eq!(ceiling(1, d), Some(1));
        }
        assert_eq!(ceiling(u128::MAX, u64::MAX), None);
    }

    #[test]
    fn edges() {
        for d in [1, 2, 208, 10_000, 125_798_400, u32::MAX] {
            for n in [0, 1, u128::from(d) - 1, u128::from(d), u128::from(u64::MAX), u128::MAX] {
                assert_eq!(divide(n, d), (n / u128::from(d), (n % u128::from(d)) as u32));
            }
        }
    }
}
