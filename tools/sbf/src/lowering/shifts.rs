//! Shifts of 128 bits by an amount known only at run time.
//!
//! An amount `n < 64` moves bits from one half to the other: shifted left, the low half gives its top
//! `n` bits to the high one, which are `low >> (64 - n)`. For `n = 0` that would be a shift by 64, which
//! has no meaning, so it is done as `(low >> 1) >> (63 - n)`. An amount of 64 or more is the same shift
//! by `n - 64` after moving a whole half, and `n - 64 = n & 63` there.

use super::halves::Halves;
use crate::llvm::{Builder, Predicate, Value};

/// The amount of a shift, as the formulas above need it.
struct Amount<'m> {
    within: Value<'m>,
    rest: Value<'m>,
    crosses: Value<'m>,
}

impl<'m> Amount<'m> {
    fn new(builder: &Builder<'m>, amount: Value<'m>) -> Self {
        let word = builder.integer(64);
        let amount = builder.trunc(amount, word);
        let within = builder.and(amount, word.constant(63));
        Self {
            within,
            rest: builder.xor(within, word.constant(63)),
            crosses: builder.compare(Predicate::LLVMIntUGT, amount, word.constant(63)),
        }
    }
}

/// `value << amount`.
pub fn left<'m>(builder: &Builder<'m>, value: Value<'m>, amount: Value<'m>) -> Value<'m> {
    let word = builder.integer(64);
    let Halves { low, high } = Halves::split(builder, value);
    let Amount { within, rest, crosses } = Amount::new(builder, amount);
    let carried = builder.lshr(builder.lshr(low, word.constant(1)), rest);
    let shifted_low = builder.shl(low, within);
    let shifted_high = builder.or(builder.shl(high, within), carried);
    Halves {
        low: builder.select(crosses, word.constant(0), shifted_low),
        high: builder.select(crosses, shifted_low, shifted_high),
    }
    .join(builder)
}

/// `value >> amount`, filled with zeros.
pub fn right_unsigned<'m>(builder: &Builder<'m>, value: Value<'m>, amount: Value<'m>) -> Value<'m> {
    let halves = Halves::split(builder, value);
    let fill = builder.integer(64).constant(0);
    right(builder, halves, amount, fill, Builder::lshr)
}

/// `value >> amount`, filled with the sign.
pub fn right_signed<'m>(builder: &Builder<'m>, value: Value<'m>, amount: Value<'m>) -> Value<'m> {
    let halves = Halves::split(builder, value);
    let fill = builder.ashr(halves.high, builder.integer(64).constant(63));
    right(builder, halves, amount, fill, Builder::ashr)
}

fn right<'m>(
    builder: &Builder<'m>,
    Halves { low, high }: Halves<'m>,
    amount: Value<'m>,
    fill: Value<'m>,
    shift: fn(&Builder<'m>, Value<'m>, Value<'m>) -> Value<'m>,
) -> Value<'m> {
    let word = builder.integer(64);
    let Amount { within, rest, crosses } = Amount::new(builder, amount);
    let carried = builder.shl(builder.shl(high, word.constant(1)), rest);
    let shifted_low = builder.or(builder.lshr(low, within), carried);
    let shifted_high = shift(builder, high, within);
    Halves {
        low: builder.select(crosses, shifted_high, shifted_low),
        high: builder.select(crosses, fill, shifted_high),
    }
    .join(builder)
}

/// The high half of `first:second << amount % 128`, which is a rotation where `first` and `second` are
/// one value: `first << n | (second >> 1) >> (127 - n)`. `None` for a constant amount, which BPF can do.
pub fn funnel_left<'m>(builder: &Builder<'m>, call: Value<'m>) -> Option<Value<'m>> {
    let (first, second, within, rest) = funnel(builder, call)?;
    let one = builder.integer(128).constant(1);
    let carried = builder.lshr(builder.lshr(second, one), rest);
    Some(builder.or(builder.shl(first, within), carried))
}

/// The low half of `first:second >> amount % 128`: `second >> n | (first << 1) << (127 - n)`.
pub fn funnel_right<'m>(builder: &Builder<'m>, call: Value<'m>) -> Option<Value<'m>> {
    let (first, second, within, rest) = funnel(builder, call)?;
    let one = builder.integer(128).constant(1);
    let carried = builder.shl(builder.shl(first, one), rest);
    Some(builder.or(builder.lshr(second, within), carried))
}

fn funnel<'m>(
    builder: &Builder<'m>,
    call: Value<'m>,
) -> Option<(Value<'m>, Value<'m>, Value<'m>, Value<'m>)> {
    let (first, second, amount) = (call.operand(0), call.operand(1), call.operand(2));
    if amount.is_constant() {
        return None;
    }
    let mask = builder.integer(128).constant(127);
    let within = builder.and(amount, mask);
    Some((first, second, within, builder.xor(within, mask)))
}
