//! Safe handles on the part of LLVM's C API that the linker needs.
//!
//! Every `unsafe` block of the linker is in this folder. A [`Module`] owns its context, and a handle
//! ([`Function`], [`Value`], [`Type`]) borrows the module it came from. What the borrow cannot rule out
//! is the use of a value after [`Value::erase`] or [`Function::erase`]: callers drop their copies of
//! what they erase.

mod builder;
mod function;
#[cfg(test)]
mod jit;
mod module;
mod target;
mod value;

pub use builder::Builder;
pub use function::Function;
#[cfg(test)]
pub use jit::Jit;
pub use module::Module;
pub use target::{Target, COPY_STORES, FILL_STORES, MOVE_STORES};
pub use value::{Opcode, Predicate, Type, Value};

/// LLVM copies value names, and the linker gives none of its own.
const UNNAMED: *const std::ffi::c_char = c"".as_ptr();
