//! Blocks of memory: plain instructions for small ones, Solana's system calls for the rest.

use std::ffi::CStr;

use crate::llvm::{Builder, Module, Value, COPY_STORES, FILL_STORES, MOVE_STORES};

/// Turns `llvm.memcpy`, `llvm.memmove` and `llvm.memset` into a system call, and returns whether it did:
/// small blocks are left to LLVM.
pub fn lower<'m>(module: &'m Module, builder: &Builder<'m>, call: Value<'m>, name: &str) -> bool {
    let (syscall, limit): (&CStr, u32) = if name.starts_with("llvm.memcpy.") {
        (c"sol_memcpy_", COPY_STORES)
    } else if name.starts_with("llvm.memmove.") {
        (c"sol_memmove_", MOVE_STORES)
    } else if name.starts_with("llvm.memset.") {
        (c"sol_memset_", FILL_STORES)
    } else {
        return false;
    };
    let (target, source, length) = (call.operand(0), call.operand(1), call.operand(2));
    if length.as_constant().is_some_and(|length| stores(length) <= u64::from(limit)) {
        return false;
    }
    let word = builder.integer(64);
    let length = match length.ty().width() {
        Some(64) => length,
        _ => builder.zext(length, word),
    };
    let ty = builder.void().returned_from(&[target.ty(), source.ty(), word]);
    let function = module.function_or_declare(syscall, ty);
    builder.call(function.ty(), function.value(), &[target, source, length]);
    true
}

/// The stores it takes to write `length` bytes: words, then one of each size that is left.
fn stores(length: u64) -> u64 {
    length / 8 + u64::from((length % 8).count_ones())
}

#[cfg(test)]
mod tests {
    use super::stores;

    #[test]
    fn a_tail_takes_one_store_of_each_size() {
        assert_eq!(stores(0), 0);
        assert_eq!(stores(32), 4);
        assert_eq!(stores(63), 7 + 3);
        assert_eq!(stores(65), 9);
    }
}
