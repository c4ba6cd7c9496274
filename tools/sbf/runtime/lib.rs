//! What compiled code expects of its platform, on Solana's system calls.
//!
//! `tools/sbf/build` compiles this to bitcode, which the linker adds to a program once it has optimised it.

#![no_std]

mod arithmetic;
mod memory;
