//! 128-bit division and checked multiplication, on 64-bit words.
//!
//! A compute unit is an instruction, so every path is as short as its operands allow. The
//! multiplications of 128 bits in here are of widened 64-bit words, which the linker turns into five
//! 64-bit ones.

/// The full product of two words.
fn product(x: u64, y: u64) -> u128 {
    u128::from(x).wrapping_mul(u128::from(y))
}

/// Division without the test for zero, which the caller has made.
fn divide(x: u64, y: u64) -> u64 {
    // SAFETY: every caller divides by a number it knows to be positive.
    unsafe { x.checked_div(y).unwrap_unchecked() }
}

/// The leading zeros of a number that is not zero, by halving: BPF has no instruction for it.
fn leading_zeros(mut x: u64) -> u32 {
    let mut zeros = 0;
    let mut step = 32;
    while step != 0 {
        if x >> (64 - step) == 0 {
            x <<= step;
            zeros += step;
        }
        step >>= 1;
    }
    zeros
}

/// Divides `high:low` by a divisor of at most 32 bits, where `high < divisor`: long division by hand in
/// base `2^32`.
fn by_digit(high: u64, low: u64, divisor: u64) -> (u64, u64) {
    let upper = (high << 32) | (low >> 32);
    let first = divide(upper, divisor);
    let lower = (upper.wrapping_sub(first.wrapping_mul(divisor)) << 32) | (low & 0xffff_ffff);
    let second = divide(lower, divisor);
    ((first << 32) | second, lower.wrapping_sub(second.wrapping_mul(divisor)))
}

/// One digit of Knuth's algorithm D: the quotient of `high * 2^32 + digit` by `divisor`, whose top bit
/// is set, where `high < divisor`; and the remainder.
///
/// Dividing by the divisor's top half alone gives an estimate that is too large by at most two.
fn digit_of_quotient(high: u64, digit: u64, divisor: u64) -> (u64, u64) {
    let (top, bottom) = (divisor >> 32, divisor & 0xffff_ffff);
    let mut estimate = divide(high, top);
    let mut rest = high.wrapping_sub(estimate.wrapping_mul(top));
    while estimate >> 32 != 0 || estimate.wrapping_mul(bottom) > ((rest << 32) | digit) {
        estimate = estimate.wrapping_sub(1);
        rest = rest.wrapping_add(top);
        if rest >> 32 != 0 {
            break;
        }
    }
    let remainder = ((high << 32) | digit).wrapping_sub(estimate.wrapping_mul(divisor));
    (estimate, remainder)
}

/// Divides `high:low` by a divisor whose top bit is set, where `high < divisor`.
fn by_normalised_word(high: u64, low: u64, divisor: u64) -> (u64, u64) {
    let (first, rest) = digit_of_quotient(high, low >> 32, divisor);
    let (second, rest) = digit_of_quotient(rest, low & 0xffff_ffff, divisor);
    ((first << 32).wrapping_add(second), rest)
}

/// `high:low` shifted left by `shift < 64`, without the bits that leave it.
fn shift_left(high: u64, low: u64, shift: u32) -> (u64, u64) {
    ((high << shift) | ((low >> 1) >> (63 - shift)), low << shift)
}

/// Divides `high:low` by `divisor`: the quotient's low and high word, and the remainder.
fn divide_by_word(low: u64, high: u64, divisor: u64) -> (u64, u64, u64) {
    if high == 0 {
        let quotient = divide(low, divisor);
        return (quotient, 0, low.wrapping_sub(quotient.wrapping_mul(divisor)));
    }
    let (mut quotient_high, mut rest) = (0, high);
    if high >= divisor {
        quotient_high = divide(high, divisor);
        rest = high.wrapping_sub(quotient_high.wrapping_mul(divisor));
    }
    if divisor >> 32 == 0 {
        let (quotient, remainder) = by_digit(rest, low, divisor);
        return (quotient, quotient_high, remainder);
    }
    let shift = leading_zeros(divisor);
    let (rest, low) = shift_left(rest, low, shift);
    let (quotient, remainder) = by_normalised_word(rest, low, divisor << shift);
    (quotient, quotient_high, remainder >> shift)
}

/// Divides by a divisor above 64 bits: the quotient, of one word, and the remainder.
///
/// With `s` the divisor's leading zeros, `d` its top 64 significant bits and `n` the dividend halved,
/// the quotient is `n / d >> (63 - s)` or one less (Hacker's Delight, 9-5). Subtracting one first makes
/// it right or one too small.
fn divide_by_pair(low: u64, high: u64, divisor_low: u64, divisor_high: u64) -> (u64, u64, u64) {
    if high < divisor_high || (high == divisor_high && low < divisor_low) {
        return (0, low, high);
    }
    let shift = leading_zeros(divisor_high);
    let (top, _) = shift_left(divisor_high, divisor_low, shift);
    let (estimate, _) = by_normalised_word(high >> 1, (high << 63) | (low >> 1), top);
    let mut quotient = (estimate >> (63 - shift)).saturating_sub(1);
    let covered = product(quotient, divisor_low);
    let covered_high = ((covered >> 64) as u64).wrapping_add(quotient.wrapping_mul(divisor_high));
    let (mut rest_low, borrow) = low.overflowing_sub(covered as u64);
    let mut rest_high = high.wrapping_sub(covered_high).wrapping_sub(u64::from(borrow));
    if rest_high > divisor_high || (rest_high == divisor_high && rest_low >= divisor_low) {
        quotient = quotient.wrapping_add(1);
        let (next, borrow) = rest_low.overflowing_sub(divisor_low);
        rest_low = next;
        rest_high = rest_high.wrapping_sub(divisor_high).wrapping_sub(u64::from(borrow));
    }
    (quotient, rest_low, rest_high)
}

/// Divides a 128-bit number by a word: `out` gets the quotient and the remainder, low words first.
///
/// # Safety
///
/// `out` is writable, and `divisor` is not zero.
#[no_mangle]
pub unsafe extern "C" fn __sbf_udivrem128by64(out: *mut [u64; 4], low: u64, high: u64, divisor: u64) {
    let (quotient_low, quotient_high, remainder) = divide_by_word(low, high, divisor);
    unsafe { *out = [quotient_low, quotient_high, remainder, 0] };
}

/// Divides 128-bit numbers: `out` gets the quotient and the remainder, low words first.
///
/// # Safety
///
/// `out` is writable, and the divisor is not zero.
#[no_mangle]
pub unsafe extern "C" fn __sbf_udivrem128(
    out: *mut [u64; 4],
    low: u64,
    high: u64,
    divisor_low: u64,
    divisor_high: u64,
) {
    if divisor_high == 0 {
        let (quotient_low, quotient_high, remainder) = divide_by_word(low, high, divisor_low);
        unsafe { *out = [quotient_low, quotient_high, remainder, 0] };
    } else {
        let (quotient, rest_low, rest_high) = divide_by_pair(low, high, divisor_low, divisor_high);
        unsafe { *out = [quotient, 0, rest_low, rest_high] };
    }
}

/// Multiplies 128-bit numbers: `out` gets the low 128 bits, the result is 1 where the product needs
/// more.
///
/// Two high words make at least `2^128`. Otherwise one term `high * low` is left, whose own high word
/// must be zero.
///
/// # Safety
///
/// `out` is writable.
#[no_mangle]
pub unsafe extern "C" fn __sbf_umulo128(
    out: *mut [u64; 2],
    x_low: u64,
    x_high: u64,
    y_low: u64,
    y_high: u64,
) -> u64 {
    let lower = product(x_low, y_low);
    let (low, mut high, mut overflow) = (lower as u64, (lower >> 64) as u64, false);
    if x_high | y_high != 0 {
        let cross = if x_high == 0 { product(y_high, x_low) } else { product(x_high, y_low) };
        let (sum, carry) = high.overflowing_add(cross as u64);
        overflow = carry || cross >> 64 != 0;
        if x_high != 0 && y_high != 0 {
            overflow = true;
            high = sum.wrapping_add(y_high.wrapping_mul(x_low));
        } else {
            high = sum;
        }
    }
    unsafe { *out = [low, high] };
    u64::from(overflow)
}
