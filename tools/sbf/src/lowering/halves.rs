//! A 128-bit value as two 64-bit halves.

use crate::llvm::{Builder, Type, Value};

/// The halves of a 128-bit value.
#[derive(Clone, Copy)]
pub struct Halves<'m> {
    /// Bits 0 to 63.
    pub low: Value<'m>,
    /// Bits 64 to 127.
    pub high: Value<'m>,
}

impl<'m> Halves<'m> {
    /// Takes a 128-bit value apart.
    pub fn split(builder: &Builder<'m>, value: Value<'m>) -> Self {
        let word = builder.integer(64);
        let low = builder.trunc(value, word);
        let high = builder.trunc(builder.lshr(value, builder.integer(128).constant(64)), word);
        Self { low, high }
    }

    /// The 128-bit value of both halves: `high * 2^64 + low`.
    pub fn join(self, builder: &Builder<'m>) -> Value<'m> {
        let wide = builder.integer(128);
        let high = builder.shl(builder.zext(self.high, wide), wide.constant(64));
        builder.or(high, builder.zext(self.low, wide))
    }
}

/// The result of an intrinsic `with.overflow`: a structure of the value and a bit.
pub fn with_overflow<'m>(builder: &Builder<'m>, ty: Type<'m>, value: Value<'m>, bit: Value<'m>) -> Value<'m> {
    builder.insert(builder.insert(ty.undefined(), value, 0), bit, 1)
}

/// `value` negated where `mask` is all ones, unchanged where `mask` is zero.
///
/// In two's complement `-x = !x + 1 = (x ^ -1) - (-1)`, and `x = (x ^ 0) - 0`.
pub fn negate_if<'m>(builder: &Builder<'m>, value: Value<'m>, mask: Value<'m>) -> Value<'m> {
    builder.sub(builder.xor(value, mask), mask)
}

/// All ones where `value` is negative, else zero.
pub fn sign_mask<'m>(builder: &Builder<'m>, value: Value<'m>) -> Value<'m> {
    let width = value.ty().width().expect("an integer");
    if width == 128 {
        // Through the high half: BPF shifts 64 bits in one instruction.
        let high = Halves::split(builder, value).high;
        let mask = builder.ashr(high, builder.integer(64).constant(63));
        return builder.sext(mask, builder.integer(128));
    }
    builder.ashr(value, value.ty().constant(u64::from(width) - 1))
}
