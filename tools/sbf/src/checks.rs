//! Refuses what no lowering can express, before LLVM does so in its own words.

use crate::diagnostics::demangle;
use crate::llvm::{Module, Value};

/// The function that Solana calls.
pub const ENTRYPOINT: &str = "entrypoint";

/// Fails unless the program defines its entrypoint.
pub fn entrypoint(module: &Module) -> Result<(), String> {
    match module.function(ENTRYPOINT) {
        Some(function) if !function.is_declaration() => Ok(()),
        _ => Err(format!(
            "the program has no `{ENTRYPOINT}` function: a crate built with the feature `no-entrypoint` is a \
             library, and a program needs `entrypoint!` or `#[program]`"
        )),
    }
}

/// Fails for the first function that computes with floating-point numbers.
pub fn no_floats(module: &Module) -> Result<(), String> {
    for function in module.functions() {
        let uses = |value: Value<'_>| {
            value.ty().has_float()
                || (0..value.operand_count()).any(|index| value.operand(index).ty().has_float())
        };
        if function.instructions().into_iter().any(uses) {
            return Err(format!(
                "in `{}`: it computes with floating-point numbers, which a program cannot: use integers",
                demangle(&function.name())
            ));
        }
    }
    Ok(())
}

/// Fails for functions that are called but neither defined nor system calls.
pub fn no_undefined(module: &Module) -> Result<(), String> {
    let missing: Vec<_> = module
        .functions()
        .into_iter()
        .filter(|function| function.is_declaration() && function.is_used() && !function.is_intrinsic())
        .map(|function| function.name())
        .filter(|name| !name.starts_with("sol_") && name != "abort" && name != "__bpf_trap")
        .map(|name| format!("`{}`", demangle(&name)))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "called, but neither defined in the program nor a system call of Solana: {}",
        missing.join(", ")
    ))
}
