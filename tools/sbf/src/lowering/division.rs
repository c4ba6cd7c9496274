//! Signed division, and division of 128 bits.

use super::halves::{negate_if, sign_mask, Halves};
use crate::llvm::{Builder, Module, Value};

/// What a division instruction is after.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The quotient.
    Quotient,
    /// The remainder.
    Remainder,
}

/// Signed division of at most 64 bits. Narrower values are widened first: BPF divides 64 bits.
pub fn signed_narrow<'m>(builder: &Builder<'m>, x: Value<'m>, y: Value<'m>, part: Part) -> Value<'m> {
    let word = builder.integer(64);
    let narrow = x.ty();
    if narrow == word {
        return signed(builder, x, y, part);
    }
    let wide = signed(builder, builder.sext(x, word), builder.sext(y, word), part);
    builder.trunc(wide, narrow)
}

/// Signed division of 128 bits; the unsigned division it becomes is lowered next.
pub fn signed_wide<'m>(builder: &Builder<'m>, x: Value<'m>, y: Value<'m>, part: Part) -> Value<'m> {
    signed(builder, x, y, part)
}

/// Division truncates towards zero, so `|x / y| = |x| / |y|` and `|x % y| = |x| % |y|`. The quotient is
/// negative where the signs differ, the remainder where `x` is negative.
fn signed<'m>(builder: &Builder<'m>, x: Value<'m>, y: Value<'m>, part: Part) -> Value<'m> {
    let (x_sign, y_sign) = (sign_mask(builder, x), sign_mask(builder, y));
    let (x, y) = (negate_if(builder, x, x_sign), negate_if(builder, y, y_sign));
    match part {
        Part::Quotient => negate_if(builder, builder.udiv(x, y), builder.xor(x_sign, y_sign)),
        Part::Remainder => negate_if(builder, builder.urem(x, y), x_sign),
    }
}

/// The 128-bit divisions of one function, so that `x / y` and `x % y` in one block are one call.
#[derive(Default)]
pub struct Divisions<'m> {
    done: Vec<Division<'m>>,
}

struct Division<'m> {
    operands: (Value<'m>, Value<'m>),
    results: (Value<'m>, Value<'m>),
}

impl<'m> Divisions<'m> {
    /// Unsigned division of 128 bits, by the runtime.
    pub fn unsigned_wide(
        &mut self,
        module: &'m Module,
        builder: &Builder<'m>,
        instruction: Value<'m>,
        part: Part,
    ) -> Value<'m> {
        let operands = (instruction.operand(0), instruction.operand(1));
        let known = self
            .done
            .iter()
            .find(|division| division.operands == operands && division.results.0.shares_block(instruction));
        let (quotient, remainder) = known.map(|division| division.results).unwrap_or_else(|| {
            let results = runtime_division(module, builder, operands.0, operands.1);
            self.done.push(Division { operands, results });
            results
        });
        match part {
            Part::Quotient => quotient,
            Part::Remainder => remainder,
        }
    }

    /// Forgets the divisions of or by `value`, which is about to be erased.
    pub fn forget(&mut self, value: Value<'m>) {
        self.done.retain(|Division { operands, .. }| operands.0 != value && operands.1 != value);
    }
}

/// The quotient and the remainder, with the shorter function where the divisor is known to have 64 bits.
fn runtime_division<'m>(
    module: &'m Module,
    builder: &Builder<'m>,
    x: Value<'m>,
    y: Value<'m>,
) -> (Value<'m>, Value<'m>) {
    let (word, none) = (builder.integer(64), builder.void());
    let out_type = builder.structure(&[word, word, word, word]);
    let out = builder.stack_slot(out_type);
    let (x, y_halves) = (Halves::split(builder, x), Halves::split(builder, y));
    let is_short = y.is_widened() || y_halves.high.as_constant() == Some(0);
    let pointer = builder.pointer();
    if is_short {
        let ty = none.returned_from(&[pointer, word, word, word]);
        let function = module.function_or_declare(c"__sbf_udivrem128by64", ty);
        builder.call(ty, function.value(), &[out, x.low, x.high, y_halves.low]);
    } else {
        let ty = none.returned_from(&[pointer, word, word, word, word]);
        let function = module.function_or_declare(c"__sbf_udivrem128", ty);
        builder.call(ty, function.value(), &[out, x.low, x.high, y_halves.low, y_halves.high]);
    }
    let result = |index| builder.load(word, builder.member(out_type, out, index));
    let quotient = Halves { low: result(0), high: result(1) };
    let remainder = Halves { low: result(2), high: if is_short { word.constant(0) } else { result(3) } };
    (quotient.join(builder), remainder.join(builder))
}
