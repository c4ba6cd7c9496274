//! Inserts instructions at one place of a function.

use std::marker::PhantomData;

use bpf_linker::llvm_sys::core::*;
use bpf_linker::llvm_sys::prelude::*;

use super::{Function, Module, Predicate, Type, Value, UNNAMED};

/// Inserts instructions before the instruction it was made for.
pub struct Builder<'m> {
    raw: LLVMBuilderRef,
    context: LLVMContextRef,
    function: Function<'m>,
    module: PhantomData<&'m Module>,
}

macro_rules! binary {
    ($($(#[$doc:meta])* $name:ident => $build:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(&self, left: Value<'m>, right: Value<'m>) -> Value<'m> {
                Value::new(unsafe { $build(self.raw, left.raw, right.raw, UNNAMED) })
            }
        )*
    };
}

impl<'m> Builder<'m> {
    /// A builder that inserts before `instruction`.
    pub fn before(instruction: Value<'m>) -> Self {
        unsafe {
            let context = LLVMGetTypeContext(LLVMTypeOf(instruction.raw));
            let raw = LLVMCreateBuilderInContext(context);
            LLVMPositionBuilderBefore(raw, instruction.raw);
            Self { raw, context, function: instruction.parent(), module: PhantomData }
        }
    }

    /// The integer type of `width` bits.
    pub fn integer(&self, width: u32) -> Type<'m> {
        Type::new(unsafe { LLVMIntTypeInContext(self.context, width) })
    }

    /// The type of no value.
    pub fn void(&self) -> Type<'m> {
        Type::new(unsafe { LLVMVoidTypeInContext(self.context) })
    }

    /// The pointer type.
    pub fn pointer(&self) -> Type<'m> {
        Type::new(unsafe { LLVMPointerTypeInContext(self.context, 0) })
    }

    /// The structure type of `members`.
    pub fn structure(&self, members: &[Type<'m>]) -> Type<'m> {
        let mut raw: Vec<_> = members.iter().map(|member| member.raw).collect();
        let count = u32::try_from(raw.len()).expect("a structure with fewer than 2^32 members");
        Type::new(unsafe { LLVMStructTypeInContext(self.context, raw.as_mut_ptr(), count, 0) })
    }

    binary! {
        /// Wrapping addition.
        add => LLVMBuildAdd;
        /// Wrapping subtraction.
        sub => LLVMBuildSub;
        /// Wrapping multiplication.
        mul => LLVMBuildMul;
        /// Unsigned division.
        udiv => LLVMBuildUDiv;
        /// Unsigned remainder.
        urem => LLVMBuildURem;
        /// Bitwise and.
        and => LLVMBuildAnd;
        /// Bitwise or.
        or => LLVMBuildOr;
        /// Bitwise exclusive or.
        xor => LLVMBuildXor;
        /// Shift to the left.
        shl => LLVMBuildShl;
        /// Shift to the right that fills with zeros.
        lshr => LLVMBuildLShr;
        /// Shift to the right that fills with the sign.
        ashr => LLVMBuildAShr;
    }

    /// The low bits of `value`.
    pub fn trunc(&self, value: Value<'m>, ty: Type<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildTrunc(self.raw, value.raw, ty.raw, UNNAMED) })
    }

    /// `value` widened with zeros.
    pub fn zext(&self, value: Value<'m>, ty: Type<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildZExt(self.raw, value.raw, ty.raw, UNNAMED) })
    }

    /// `value` widened with its sign.
    pub fn sext(&self, value: Value<'m>, ty: Type<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildSExt(self.raw, value.raw, ty.raw, UNNAMED) })
    }

    /// Whether `left` and `right` compare as `predicate` says.
    pub fn compare(&self, predicate: Predicate, left: Value<'m>, right: Value<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildICmp(self.raw, predicate, left.raw, right.raw, UNNAMED) })
    }

    /// `yes` where `condition` holds, else `no`.
    pub fn select(&self, condition: Value<'m>, yes: Value<'m>, no: Value<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildSelect(self.raw, condition.raw, yes.raw, no.raw, UNNAMED) })
    }

    /// `aggregate` with member `index` replaced.
    pub fn insert(&self, aggregate: Value<'m>, member: Value<'m>, index: u32) -> Value<'m> {
        Value::new(unsafe { LLVMBuildInsertValue(self.raw, aggregate.raw, member.raw, index, UNNAMED) })
    }

    /// A slot for a `ty` in the frame of the function; it exists once however often this place runs.
    pub fn stack_slot(&self, ty: Type<'m>) -> Value<'m> {
        let entry = Builder::before(self.function.first_instruction());
        Value::new(unsafe { LLVMBuildAlloca(entry.raw, ty.raw, UNNAMED) })
    }

    /// The address of member `index` of the structure `ty` at `base`.
    pub fn member(&self, ty: Type<'m>, base: Value<'m>, index: u32) -> Value<'m> {
        Value::new(unsafe { LLVMBuildStructGEP2(self.raw, ty.raw, base.raw, index, UNNAMED) })
    }

    /// Loads a `ty`.
    pub fn load(&self, ty: Type<'m>, address: Value<'m>) -> Value<'m> {
        Value::new(unsafe { LLVMBuildLoad2(self.raw, ty.raw, address.raw, UNNAMED) })
    }

    /// Stores `value`.
    pub fn store(&self, value: Value<'m>, address: Value<'m>) {
        unsafe { LLVMBuildStore(self.raw, value.raw, address.raw) };
    }

    /// Calls `callee`, a function of type `ty`.
    pub fn call(&self, ty: Type<'m>, callee: Value<'m>, arguments: &[Value<'m>]) -> Value<'m> {
        let mut raw: Vec<_> = arguments.iter().map(|argument| argument.raw).collect();
        let count = u32::try_from(raw.len()).expect("a call with fewer than 2^32 arguments");
        Value::new(unsafe { LLVMBuildCall2(self.raw, ty.raw, callee.raw, raw.as_mut_ptr(), count, UNNAMED) })
    }

    /// Returns nothing.
    pub fn return_void(&self) {
        unsafe { LLVMBuildRetVoid(self.raw) };
    }
}

impl Drop for Builder<'_> {
    fn drop(&mut self) {
        unsafe { LLVMDisposeBuilder(self.raw) }
    }
}
