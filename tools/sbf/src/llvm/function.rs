//! Functions of a module.

use std::ffi::CStr;
use std::marker::PhantomData;

use bpf_linker::llvm_sys::core::*;
use bpf_linker::llvm_sys::prelude::*;
use bpf_linker::llvm_sys::LLVMAttributeFunctionIndex;

use super::{Module, Type, Value};

/// A function of a module, defined or only declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Function<'m> {
    pub(super) raw: LLVMValueRef,
    module: PhantomData<&'m Module>,
}

impl<'m> Function<'m> {
    pub(super) fn new(raw: LLVMValueRef) -> Self {
        Self { raw, module: PhantomData }
    }

    /// The symbol, still mangled.
    pub fn name(self) -> String {
        let mut length = 0;
        let name = unsafe {
            let bytes = LLVMGetValueName2(self.raw, &mut length);
            std::slice::from_raw_parts(bytes.cast::<u8>(), length)
        };
        String::from_utf8_lossy(name).into_owned()
    }

    /// The function's type.
    pub fn ty(self) -> Type<'m> {
        Type::new(unsafe { LLVMGlobalGetValueType(self.raw) })
    }

    /// The function as a value, to be called or compared.
    pub fn value(self) -> Value<'m> {
        Value::new(self.raw)
    }

    /// Whether the function has no body here.
    pub fn is_declaration(self) -> bool {
        unsafe { LLVMIsDeclaration(self.raw) != 0 }
    }

    /// Whether the function is one of LLVM's intrinsics.
    pub fn is_intrinsic(self) -> bool {
        unsafe { LLVMGetIntrinsicID(self.raw) != 0 }
    }

    /// Whether anything refers to the function.
    pub fn is_used(self) -> bool {
        unsafe { !LLVMGetFirstUse(self.raw).is_null() }
    }

    /// The function's parameters.
    pub fn parameters(self) -> Vec<Value<'m>> {
        (0..unsafe { LLVMCountParams(self.raw) })
            .map(|index| Value::new(unsafe { LLVMGetParam(self.raw, index) }))
            .collect()
    }

    /// Every instruction of the body, in order. The list is a snapshot: it does not see what is inserted
    /// later.
    pub fn instructions(self) -> Vec<Value<'m>> {
        let mut all = Vec::new();
        unsafe {
            let mut block = LLVMGetFirstBasicBlock(self.raw);
            while !block.is_null() {
                let mut instruction = LLVMGetFirstInstruction(block);
                while !instruction.is_null() {
                    all.push(Value::new(instruction));
                    instruction = LLVMGetNextInstruction(instruction);
                }
                block = LLVMGetNextBasicBlock(block);
            }
        }
        all
    }

    /// The instruction that runs first.
    pub fn first_instruction(self) -> Value<'m> {
        assert!(!self.is_declaration(), "only a defined function has instructions");
        Value::new(unsafe { LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(self.raw)) })
    }

    /// Moves the body of `other`, which becomes a declaration, into this declaration.
    pub fn take_body(self, other: Function<'m>) {
        unsafe {
            let mut block = LLVMGetFirstBasicBlock(other.raw);
            while !block.is_null() {
                let next = LLVMGetNextBasicBlock(block);
                LLVMRemoveBasicBlockFromParent(block);
                LLVMAppendExistingBasicBlock(self.raw, block);
                block = next;
            }
        }
    }

    /// Takes over the name, the linkage and the section of `other`, which keeps none of them.
    pub fn take_identity(self, other: Function<'m>) {
        let name = other.name();
        unsafe {
            LLVMSetLinkage(self.raw, LLVMGetLinkage(other.raw));
            LLVMSetVisibility(self.raw, LLVMGetVisibility(other.raw));
            LLVMSetValueName2(other.raw, super::UNNAMED, 0);
            LLVMSetValueName2(self.raw, name.as_ptr().cast(), name.len());
        }
    }

    /// Removes the attribute `name` from the function, whether LLVM keeps it as a number or as text, and
    /// from its parameters.
    pub fn remove_attribute(self, name: &CStr) {
        let length = name.to_bytes().len();
        unsafe {
            let kind = LLVMGetEnumAttributeKindForName(name.as_ptr(), length);
            if kind == 0 {
                let length = u32::try_from(length).expect("an attribute has a short name");
                LLVMRemoveStringAttributeAtIndex(self.raw, LLVMAttributeFunctionIndex, name.as_ptr(), length);
                return;
            }
            for place in (1..=LLVMCountParams(self.raw)).chain([LLVMAttributeFunctionIndex]) {
                LLVMRemoveEnumAttributeAtIndex(self.raw, place, kind);
            }
        }
    }

    /// Deletes a function that nothing refers to.
    pub fn erase(self) {
        assert!(!self.is_used(), "a function that is erased has no users");
        unsafe { LLVMDeleteFunction(self.raw) }
    }
}
