//! Types, values and instructions of a module.

use std::ffi::CStr;
use std::marker::PhantomData;

use bpf_linker::llvm_sys::core::*;
use bpf_linker::llvm_sys::prelude::*;
pub use bpf_linker::llvm_sys::LLVMIntPredicate as Predicate;
pub use bpf_linker::llvm_sys::LLVMOpcode as Opcode;
use bpf_linker::llvm_sys::{LLVMAttributeFunctionIndex, LLVMTypeKind as Kind};

use super::{Function, Module};

/// A type of a module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Type<'m> {
    pub(super) raw: LLVMTypeRef,
    pub(super) module: PhantomData<&'m Module>,
}

impl<'m> Type<'m> {
    pub(super) fn new(raw: LLVMTypeRef) -> Self {
        Self { raw, module: PhantomData }
    }

    fn kind(self) -> Kind {
        unsafe { LLVMGetTypeKind(self.raw) }
    }

    /// The number of bits of an integer type.
    pub fn width(self) -> Option<u32> {
        (self.kind() == Kind::LLVMIntegerTypeKind).then(|| unsafe { LLVMGetIntTypeWidth(self.raw) })
    }

    /// Whether the type is a structure or an array.
    pub fn is_aggregate(self) -> bool {
        matches!(self.kind(), Kind::LLVMStructTypeKind | Kind::LLVMArrayTypeKind)
    }

    /// Whether the type is `void`.
    pub fn is_void(self) -> bool {
        self.kind() == Kind::LLVMVoidTypeKind
    }

    /// Whether the type is, or holds, a floating-point number.
    pub fn has_float(self) -> bool {
        match self.kind() {
            Kind::LLVMHalfTypeKind
            | Kind::LLVMBFloatTypeKind
            | Kind::LLVMFloatTypeKind
            | Kind::LLVMDoubleTypeKind
            | Kind::LLVMX86_FP80TypeKind
            | Kind::LLVMFP128TypeKind
            | Kind::LLVMPPC_FP128TypeKind => true,
            Kind::LLVMVectorTypeKind => Self::new(unsafe { LLVMGetElementType(self.raw) }).has_float(),
            _ => self.members().into_iter().any(Type::has_float),
        }
    }

    /// The members of a structure, or the elements of an array; nothing for any other type.
    pub fn members(self) -> Vec<Type<'m>> {
        match self.kind() {
            Kind::LLVMStructTypeKind => {
                let count = unsafe { LLVMCountStructElementTypes(self.raw) };
                (0..count)
                    .map(|index| Self::new(unsafe { LLVMStructGetTypeAtIndex(self.raw, index) }))
                    .collect()
            }
            Kind::LLVMArrayTypeKind => {
                let element = Self::new(unsafe { LLVMGetElementType(self.raw) });
                (0..unsafe { LLVMGetArrayLength2(self.raw) }).map(|_| element).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The result of a function type.
    pub fn result(self) -> Type<'m> {
        Self::new(unsafe { LLVMGetReturnType(self.raw) })
    }

    /// The parameters of a function type.
    pub fn parameters(self) -> Vec<Type<'m>> {
        let mut raw = vec![std::ptr::null_mut(); unsafe { LLVMCountParamTypes(self.raw) } as usize];
        unsafe { LLVMGetParamTypes(self.raw, raw.as_mut_ptr()) };
        raw.into_iter().map(Self::new).collect()
    }

    /// The function type that takes `parameters` and returns this type.
    pub fn returned_from(self, parameters: &[Type<'m>]) -> Type<'m> {
        let mut raw: Vec<_> = parameters.iter().map(|parameter| parameter.raw).collect();
        let count = u32::try_from(raw.len()).expect("a function type with fewer than 2^32 parameters");
        Self::new(unsafe { LLVMFunctionType(self.raw, raw.as_mut_ptr(), count, 0) })
    }

    /// The integer constant `value` of this type, zero-extended.
    pub fn constant(self, value: u64) -> Value<'m> {
        Value::new(unsafe { LLVMConstInt(self.raw, value, 0) })
    }

    /// The undefined value of this type.
    pub fn undefined(self) -> Value<'m> {
        Value::new(unsafe { LLVMGetUndef(self.raw) })
    }
}

/// A value of a module: an instruction, a constant, a parameter or a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Value<'m> {
    pub(super) raw: LLVMValueRef,
    pub(super) module: PhantomData<&'m Module>,
}

impl<'m> Value<'m> {
    pub(super) fn new(raw: LLVMValueRef) -> Self {
        Self { raw, module: PhantomData }
    }

    /// The value's type.
    pub fn ty(self) -> Type<'m> {
        Type::new(unsafe { LLVMTypeOf(self.raw) })
    }

    /// The value of an integer constant of at most 64 bits.
    pub fn as_constant(self) -> Option<u64> {
        let constant = unsafe { LLVMIsAConstantInt(self.raw) };
        (!constant.is_null() && self.ty().width().is_some_and(|width| width <= 64))
            .then(|| unsafe { LLVMConstIntGetZExtValue(constant) })
    }

    /// Whether the value is a constant integer of any width.
    pub fn is_constant(self) -> bool {
        !unsafe { LLVMIsAConstantInt(self.raw) }.is_null()
    }

    /// Whether the value is one of at most 64 bits, widened with zeros.
    pub fn is_widened(self) -> bool {
        self.opcode() == Some(Opcode::LLVMZExt)
            && self.operand(0).ty().width().is_some_and(|width| width <= 64)
    }

    /// The operation of an instruction; `None` for any other value.
    pub fn opcode(self) -> Option<Opcode> {
        (!unsafe { LLVMIsAInstruction(self.raw) }.is_null())
            .then(|| unsafe { LLVMGetInstructionOpcode(self.raw) })
    }

    /// Operand `index` of an instruction.
    pub fn operand(self, index: u32) -> Value<'m> {
        assert!(index < self.operand_count(), "an instruction has the operand that is read");
        Value::new(unsafe { LLVMGetOperand(self.raw, index) })
    }

    /// How many operands an instruction has.
    pub fn operand_count(self) -> u32 {
        unsafe { LLVMGetNumOperands(self.raw) }.try_into().expect("LLVM counts operands from zero")
    }

    /// What a call instruction calls.
    pub fn callee(self) -> Value<'m> {
        Value::new(unsafe { LLVMGetCalledValue(self.raw) })
    }

    /// Whether a call instruction is inline assembly.
    pub fn is_inline_assembly(self) -> bool {
        !unsafe { LLVMIsAInlineAsm(LLVMGetCalledValue(self.raw)) }.is_null()
    }

    /// The function type of a call instruction.
    pub fn callee_type(self) -> Type<'m> {
        Type::new(unsafe { LLVMGetCalledFunctionType(self.raw) })
    }

    /// The arguments of a call instruction.
    pub fn arguments(self) -> Vec<Value<'m>> {
        (0..unsafe { LLVMGetNumArgOperands(self.raw) }).map(|index| self.operand(index)).collect()
    }

    /// The value as a function, if it is one.
    pub fn as_function(self) -> Option<Function<'m>> {
        (!unsafe { LLVMIsAFunction(self.raw) }.is_null()).then(|| Function::new(self.raw))
    }

    /// The function whose body holds this instruction.
    pub fn parent(self) -> Function<'m> {
        Function::new(unsafe { LLVMGetBasicBlockParent(LLVMGetInstructionParent(self.raw)) })
    }

    /// Whether this instruction and `other` are in the same basic block.
    pub fn shares_block(self, other: Value<'m>) -> bool {
        unsafe { LLVMGetInstructionParent(self.raw) == LLVMGetInstructionParent(other.raw) }
    }

    /// Makes every user of this value use `replacement`.
    pub fn replace_uses(self, replacement: Value<'m>) {
        unsafe { LLVMReplaceAllUsesWith(self.raw, replacement.raw) }
    }

    /// Deletes an instruction that has no users.
    pub fn erase(self) {
        unsafe { LLVMInstructionEraseFromParent(self.raw) }
    }

    /// Removes the attribute `name` from a call instruction, and from its arguments.
    pub fn remove_call_attribute(self, name: &CStr) {
        let arguments = unsafe { LLVMGetNumArgOperands(self.raw) };
        unsafe {
            let kind = LLVMGetEnumAttributeKindForName(name.as_ptr(), name.to_bytes().len());
            for place in (1..=arguments).chain([LLVMAttributeFunctionIndex]) {
                LLVMRemoveCallSiteEnumAttribute(self.raw, place, kind);
            }
        }
    }
}
