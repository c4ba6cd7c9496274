//! Wide multiplication from the 64-bit one, which keeps the low half alone.

use super::halves::Halves;
use crate::llvm::{Builder, Value};

/// The whole 128-bit product of two 64-bit values.
///
/// With 32-bit digits `x = x1 * B + x0` and `y = y1 * B + y0`, where `B = 2^32`:
///
/// ```text
/// x * y = x1*y1 * B^2 + (x1*y0 + x0*y1) * B + x0*y0
/// u     = x1*y0 + x0*y0 / B             cannot overflow: (B-1)^2 + B-1 < B^2
/// v     = x0*y1 + u % B                 nor can this
/// high  = x1*y1 + u / B + v / B
/// ```
///
/// The low half is the plain product.
pub fn product<'m>(builder: &Builder<'m>, x: Value<'m>, y: Value<'m>) -> Halves<'m> {
    let word = builder.integer(64);
    let low_digit = |value| builder.and(value, word.constant(0xffff_ffff));
    let high_digit = |value| builder.lshr(value, word.constant(32));
    let (x0, x1) = (low_digit(x), high_digit(x));
    let (y0, y1) = (low_digit(y), high_digit(y));
    let u = builder.add(builder.mul(x1, y0), high_digit(builder.mul(x0, y0)));
    let v = builder.add(builder.mul(x0, y1), low_digit(u));
    let high = builder.add(builder.mul(x1, y1), builder.add(high_digit(u), high_digit(v)));
    Halves { low: builder.mul(x, y), high }
}

/// The low 128 bits of the product of two 128-bit values.
///
/// With 64-bit digits and `B = 2^64` the term `x1*y1 * B^2` lies above the result, and of `x1*y0 +
/// x0*y1` only the low half counts.
pub fn multiply<'m>(builder: &Builder<'m>, x: Value<'m>, y: Value<'m>) -> Value<'m> {
    let (x, y) = (Halves::split(builder, x), Halves::split(builder, y));
    let Halves { low, high } = product(builder, x.low, y.low);
    let cross = builder.add(builder.mul(x.low, y.high), builder.mul(x.high, y.low));
    Halves { low, high: builder.add(high, cross) }.join(builder)
}
