//! Division of wide numbers by small ones, digit by digit.
//!
//! A 128-bit division is a long routine on bytecode. The divisors of this crate fit in 32 bits, so
//! schoolbook division in base 2^32 takes four 64-bit steps.

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
