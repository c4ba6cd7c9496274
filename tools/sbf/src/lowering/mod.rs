//! Replaces what LLVM's BPF backend cannot select by arithmetic on 64 bits.
//!
//! This comes after optimisation: LLVM would recognise the pieces and fold them back into the wide
//! operation. Each family has its own file, which states the identity it rests on. What takes more than
//! a few dozen instructions is a call to a function of the runtime (`tools/sbf/runtime`).

mod checked_multiplication;
mod division;
mod halves;
mod memory;
mod multiplication;
mod shifts;
#[cfg(test)]
mod tests;

use crate::llvm::{Builder, Module, Opcode, Value};

/// Lowers every function of the module, and returns how many instructions it replaced.
pub fn lower(module: &Module) -> usize {
    let mut total = 0;
    // A lowering may emit an operation that is itself lowered: a rotation
    // becomes two shifts.
    loop {
        let replaced = lower_once(module);
        if replaced == 0 {
            return total;
        }
        total += replaced;
    }
}

fn lower_once(module: &Module) -> usize {
    let mut replaced = 0;
    for function in module.functions() {
        let mut divisions = division::Divisions::default();
        for instruction in function.instructions() {
            let Some(result) = lower_instruction(module, instruction, &mut divisions) else { continue };
            if let Some(result) = result {
                instruction.replace_uses(result);
            }
            divisions.forget(instruction);
            instruction.erase();
            replaced += 1;
        }
    }
    replaced
}

/// What `instruction` lowers to: `None` if BPF has it, `Some(None)` if nothing uses its result.
fn lower_instruction<'m>(
    module: &'m Module,
    instruction: Value<'m>,
    divisions: &mut division::Divisions<'m>,
) -> Option<Option<Value<'m>>> {
    let opcode = instruction.opcode()?;
    if opcode == Opcode::LLVMCall {
        return lower_call(module, instruction);
    }
    let width = instruction.ty().width()?;
    let builder = Builder::before(instruction);
    let (left, right) = match opcode {
        Opcode::LLVMMul
        | Opcode::LLVMSDiv
        | Opcode::LLVMSRem
        | Opcode::LLVMUDiv
        | Opcode::LLVMURem
        | Opcode::LLVMShl
        | Opcode::LLVMLShr
        | Opcode::LLVMAShr => (instruction.operand(0), instruction.operand(1)),
        _ => return None,
    };
    let result = match (opcode, width) {
        (Opcode::LLVMMul, 128) => multiplication::multiply(&builder, left, right),
        (Opcode::LLVMSDiv, 1..=64) => {
            division::signed_narrow(&builder, left, right, division::Part::Quotient)
        }
        (Opcode::LLVMSRem, 1..=64) => {
            division::signed_narrow(&builder, left, right, division::Part::Remainder)
        }
        (Opcode::LLVMSDiv, 128) => division::signed_wide(&builder, left, right, division::Part::Quotient),
        (Opcode::LLVMSRem, 128) => division::signed_wide(&builder, left, right, division::Part::Remainder),
        (Opcode::LLVMUDiv, 128) => {
            divisions.unsigned_wide(module, &builder, instruction, division::Part::Quotient)
        }
        (Opcode::LLVMURem, 128) => {
            divisions.unsigned_wide(module, &builder, instruction, division::Part::Remainder)
        }
        (Opcode::LLVMShl, 128) if !right.is_constant() => shifts::left(&builder, left, right),
        (Opcode::LLVMLShr, 128) if !right.is_constant() => shifts::right_unsigned(&builder, left, right),
        (Opcode::LLVMAShr, 128) if !right.is_constant() => shifts::right_signed(&builder, left, right),
        _ => return None,
    };
    Some(Some(result))
}

fn lower_call<'m>(module: &'m Module, call: Value<'m>) -> Option<Option<Value<'m>>> {
    let callee = call.callee().as_function().filter(|function| function.is_intrinsic())?;
    let name = callee.name();
    let builder = Builder::before(call);
    let result = match name.as_str() {
        "llvm.umul.with.overflow.i64" => checked_multiplication::unsigned(&builder, call),
        "llvm.smul.with.overflow.i64" => checked_multiplication::signed(&builder, call),
        "llvm.umul.with.overflow.i128" => checked_multiplication::unsigned_wide(module, &builder, call),
        "llvm.smul.with.overflow.i128" => checked_multiplication::signed_wide(module, &builder, call),
        "llvm.fshl.i128" => shifts::funnel_left(&builder, call)?,
        "llvm.fshr.i128" => shifts::funnel_right(&builder, call)?,
        _ if name.starts_with("llvm.mem") => {
            return memory::lower(module, &builder, call, &name).then_some(None)
        }
        _ => return None,
    };
    Some(Some(result))
}
