//! Multiplications that report an overflow.

use super::halves::{negate_if, sign_mask, with_overflow, Halves};
use super::multiplication::product;
use crate::llvm::{Builder, Module, Predicate, Value};

/// A product of unsigned 64-bit values overflows where its high half is not zero.
pub fn unsigned<'m>(builder: &Builder<'m>, call: Value<'m>) -> Value<'m> {
    let Halves { low, high } = product(builder, call.operand(0), call.operand(1));
    let overflow = builder.compare(Predicate::LLVMIntNE, high, high.ty().constant(0));
    with_overflow(builder, call.ty(), low, overflow)
}

/// A product of signed 64-bit values, from the product of the absolute values.
///
/// The magnitude fits if it is at most `2^63 - 1`, or `2^63` where the signs differ: the mask of the
/// result's sign, read as a number, is -1 there, and `2^63 - 1 - (-1) = 2^63`.
pub fn signed<'m>(builder: &Builder<'m>, call: Value<'m>) -> Value<'m> {
    let word = builder.integer(64);
    let (x, y) = (call.operand(0), call.operand(1));
    let (x_sign, y_sign) = (sign_mask(builder, x), sign_mask(builder, y));
    let magnitude = product(builder, negate_if(builder, x, x_sign), negate_if(builder, y, y_sign));
    let sign = builder.xor(x_sign, y_sign);
    let limit = builder.sub(word.constant(i64::MAX as u64), sign);
    let overflow = builder.or(
        builder.compare(Predicate::LLVMIntNE, magnitude.high, word.constant(0)),
        builder.compare(Predicate::LLVMIntUGT, magnitude.low, limit),
    );
    with_overflow(builder, call.ty(), negate_if(builder, magnitude.low, sign), overflow)
}

/// A product of unsigned 128-bit values.
pub fn unsigned_wide<'m>(module: &'m Module, builder: &Builder<'m>, call: Value<'m>) -> Value<'m> {
    let (value, overflow) = runtime_product(module, builder, call.operand(0), call.operand(1));
    with_overflow(builder, call.ty(), value, overflow)
}

/// A product of signed 128-bit values, from the unsigned one as for 64 bits.
pub fn signed_wide<'m>(module: &'m Module, builder: &Builder<'m>, call: Value<'m>) -> Value<'m> {
    let word = builder.integer(64);
    let (x, y) = (call.operand(0), call.operand(1));
    let (x_sign, y_sign) = (sign_mask(builder, x), sign_mask(builder, y));
    let (magnitude, too_wide) =
        runtime_product(module, builder, negate_if(builder, x, x_sign), negate_if(builder, y, y_sign));
    let sign = builder.xor(x_sign, y_sign);
    let largest = Halves { low: word.constant(u64::MAX), high: word.constant(i64::MAX as u64) };
    let limit = builder.sub(largest.join(builder), sign);
    let overflow = builder.or(too_wide, builder.compare(Predicate::LLVMIntUGT, magnitude, limit));
    with_overflow(builder, call.ty(), negate_if(builder, magnitude, sign), overflow)
}

/// The runtime multiplies, and returns whether the product needs more than 128 bits.
fn runtime_product<'m>(
    module: &'m Module,
    builder: &Builder<'m>,
    x: Value<'m>,
    y: Value<'m>,
) -> (Value<'m>, Value<'m>) {
    let word = builder.integer(64);
    let product = builder.structure(&[word, word]);
    let ty = word.returned_from(&[builder.pointer(), word, word, word, word]);
    let function = module.function_or_declare(c"__sbf_umulo128", ty);
    let (x, y) = (Halves::split(builder, x), Halves::split(builder, y));
    let out = builder.stack_slot(product);
    let overflow = builder.call(ty, function.value(), &[out, x.low, x.high, y.low, y.high]);
    let low = builder.load(word, out);
    let high = builder.load(word, builder.member(product, out, 1));
    let overflow = builder.compare(Predicate::LLVMIntNE, overflow, word.constant(0));
    (Halves { low, high }.join(builder), overflow)
}
