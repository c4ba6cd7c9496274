//! Gives BPF what its calling convention lacks: more than five argument registers, and results above 64
//! bits.
//!
//! After optimisation each function type that BPF cannot express is replaced by one that passes the rest
//! through memory:
//!
//! ```text
//! (a, b, c, d, e, f) -> {x, y}   becomes   (result: ptr, a, b, c, rest: ptr {d, e, f})
//! ```
//!
//! The caller owns both blocks. The new type follows from the old one alone, so a call through a pointer
//! (a trait method, a callback) agrees with whatever function it reaches, and no function needs to be
//! inlined.

use std::ffi::CStr;

use crate::diagnostics::demangle;
use crate::llvm::{Builder, Module, Opcode, Type, Value};

/// BPF passes arguments in `r1` to `r5`.
const REGISTERS: usize = 5;

/// Marks a pointer as the place of a result, as rustc does for large ones. The backend refuses the mark,
/// though the pointer is one like any other.
const STRUCTURE_RESULT: &CStr = c"sret";

/// Rewrites every definition and every call whose type BPF cannot express.
///
/// Fails for a function of another language or of the runtime environment: its convention is not ours to
/// change.
pub fn legalise(module: &Module) -> Result<(), String> {
    for function in module.functions() {
        if function.is_intrinsic() {
            continue;
        }
        let Some(plan) = Plan::of(function.ty()) else { continue };
        if function.is_declaration() {
            if function.is_used() {
                return Err(format!(
                    "`{}` is not defined in the program and cannot be called: it takes more than {REGISTERS} \
                     argument registers or returns more than 64 bits",
                    demangle(&function.name())
                ));
            }
            continue;
        }
        rewrite_definition(module, function, &plan);
    }
    for function in module.functions() {
        function.remove_attribute(STRUCTURE_RESULT);
        for instruction in function.instructions() {
            if instruction.opcode() == Some(Opcode::LLVMCall) {
                instruction.remove_call_attribute(STRUCTURE_RESULT);
                rewrite_call(instruction);
            }
        }
    }
    Ok(())
}

/// How a function type that BPF cannot express is passed instead.
struct Plan<'m> {
    result: Type<'m>,
    result_in_memory: bool,
    parameters: Vec<Type<'m>>,
    /// How many parameters stay in registers; the others go into one block.
    in_registers: usize,
}

impl<'m> Plan<'m> {
    /// `None` for a type that BPF can express.
    fn of(ty: Type<'m>) -> Option<Self> {
        let (result, parameters) = (ty.result(), ty.parameters());
        let result_in_memory = result.is_aggregate() || result.width().is_some_and(|width| width > 64);
        let sizes: Vec<usize> = parameters.iter().map(|parameter| registers(*parameter)).collect();
        let mut free = REGISTERS - usize::from(result_in_memory);
        let mut in_registers = parameters.len();
        if sizes.iter().sum::<usize>() > free {
            free -= 1;
            in_registers = 0;
            for size in sizes {
                if size > free {
                    break;
                }
                free -= size;
                in_registers += 1;
            }
        }
        (result_in_memory || in_registers < parameters.len()).then_some(Self {
            result,
            result_in_memory,
            parameters,
            in_registers,
        })
    }

    fn rest(&self) -> &[Type<'m>] {
        &self.parameters[self.in_registers..]
    }

    /// The type that is used instead.
    fn replacement(&self, builder: &Builder<'m>) -> Type<'m> {
        let mut parameters = Vec::new();
        if self.result_in_memory {
            parameters.push(builder.pointer());
        }
        parameters.extend(&self.parameters[..self.in_registers]);
        if !self.rest().is_empty() {
            parameters.push(builder.pointer());
        }
        let result = if self.result_in_memory { builder.void() } else { self.result };
        result.returned_from(&parameters)
    }
}

fn registers(ty: Type<'_>) -> usize {
    match ty.width() {
        Some(width) => (width as usize).div_ceil(64),
        None if ty.is_aggregate() => ty.members().into_iter().map(registers).sum(),
        None => 1,
    }
}

fn rewrite_definition<'m>(module: &'m Module, old: crate::llvm::Function<'m>, plan: &Plan<'m>) {
    let ty = plan.replacement(&Builder::before(old.first_instruction()));
    let new = module.declare_unnamed(ty);
    new.take_identity(old);
    new.take_body(old);
    let mut parameters = new.parameters().into_iter();
    let result = plan.result_in_memory.then(|| parameters.next().expect("the plan put the result first"));
    let builder = Builder::before(new.first_instruction());
    for (index, parameter) in old.parameters().into_iter().enumerate() {
        if index < plan.in_registers {
            parameter.replace_uses(parameters.next().expect("the plan kept it in a register"));
        }
    }
    if let Some(rest) = parameters.next() {
        let block = builder.structure(plan.rest());
        for (index, parameter) in old.parameters().into_iter().skip(plan.in_registers).enumerate() {
            let member = u32::try_from(index).expect("a function has fewer than 2^32 parameters");
            parameter.replace_uses(builder.load(plan.rest()[index], builder.member(block, rest, member)));
        }
    }
    if let Some(result) = result {
        for instruction in new.instructions() {
            if instruction.opcode() == Some(Opcode::LLVMRet) {
                let builder = Builder::before(instruction);
                builder.store(instruction.operand(0), result);
                builder.return_void();
                instruction.erase();
            }
        }
    }
    old.value().replace_uses(new.value());
    old.erase();
}

fn rewrite_call(call: Value<'_>) {
    let is_intrinsic = call.callee().as_function().is_some_and(|function| function.is_intrinsic());
    if is_intrinsic || call.is_inline_assembly() {
        return;
    }
    let Some(plan) = Plan::of(call.callee_type()) else { return };
    let builder = Builder::before(call);
    let mut arguments = Vec::new();
    let result = plan.result_in_memory.then(|| builder.stack_slot(plan.result));
    arguments.extend(result);
    let given = call.arguments();
    arguments.extend(&given[..plan.in_registers]);
    if !plan.rest().is_empty() {
        let block = builder.structure(plan.rest());
        let rest = builder.stack_slot(block);
        for (index, argument) in given[plan.in_registers..].iter().enumerate() {
            let member = u32::try_from(index).expect("a call has fewer than 2^32 arguments");
            builder.store(*argument, builder.member(block, rest, member));
        }
        arguments.push(rest);
    }
    let new = builder.call(plan.replacement(&builder), call.callee(), &arguments);
    match result {
        Some(slot) => call.replace_uses(builder.load(plan.result, slot)),
        None if !plan.result.is_void() => call.replace_uses(new),
        None => {}
    }
    call.erase();
}

#[cfg(test)]
mod tests {
    use super::legalise;
    use crate::llvm::{Jit, Module};

    /// Seven arguments, two of them of two registers, and a result of three, called by name and by pointer.
    const TEXT: &str = "
        define internal {i128, i64} @many(i64 %a, i128 %b, i32 %c, i128 %d, i64 %e, i64 %f, i64 %g) noinline {
          %s = add i128 %b, %d
          %c64 = zext i32 %c to i64
          %t0 = add i64 %a, %c64
          %t1 = mul i64 %t0, %e
          %t2 = sub i64 %t1, %f
          %t3 = xor i64 %t2, %g
          %r0 = insertvalue {i128, i64} undef, i128 %s, 0
          %r1 = insertvalue {i128, i64} %r0, i64 %t3, 1
          ret {i128, i64} %r1
        }
        @table = internal constant ptr @many
        define void @f(ptr %in, ptr %out) {
          %x = load i128, ptr %in, align 8
          %w = trunc i128 %x to i64
          %n = trunc i128 %x to i32
          %p = load ptr, ptr @table
          %r = call {i128, i64} %p(i64 %w, i128 %x, i32 %n, i128 5, i64 3, i64 7, i64 11)
          %q = call {i128, i64} @many(i64 1, i128 %x, i32 2, i128 %x, i64 4, i64 5, i64 6)
          %s = extractvalue {i128, i64} %r, 0
          %t = extractvalue {i128, i64} %r, 1
          %u = extractvalue {i128, i64} %q, 0
          %t128 = zext i64 %t to i128
          %v = xor i128 %s, %t128
          %z = sub i128 %v, %u
          store i128 %z, ptr %out, align 8
          ret void
        }";

    #[test]
    fn a_call_by_name_or_by_pointer_passes_the_rest_in_memory() {
        let mut module = Module::new();
        module.link_text(TEXT).unwrap();
        legalise(&module).unwrap();
        module.verify().unwrap();
        assert!(module.text().contains("define internal void @many(ptr %0, i64 %1, i128 %2, ptr %3)"));
        let jit = Jit::new(module, &[]);
        for x in [0_u128, 1, u128::MAX / 3, u128::MAX] {
            let word = (x as u64).wrapping_add(u64::from(x as u32)).wrapping_mul(3).wrapping_sub(7) ^ 11;
            let expected = (x.wrapping_add(5) ^ u128::from(word)).wrapping_sub(x.wrapping_add(x));
            assert_eq!(jit.call("f", &[x]), expected, "{x:#x}");
        }
    }

    #[test]
    fn leaves_what_bpf_can_express() {
        let mut module = Module::new();
        module.link_text("define i64 @f(i128 %a, i128 %b, ptr %c) {\n ret i64 0\n}").unwrap();
        let before = module.text();
        legalise(&module).unwrap();
        assert_eq!(module.text(), before);
    }
}
