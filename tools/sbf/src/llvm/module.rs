//! A module with the context it lives in.

use std::ffi::{c_char, c_void, CStr, CString};
use std::sync::Mutex;

use bpf_linker::llvm_sys::analysis::{LLVMVerifierFailureAction, LLVMVerifyModule};
use bpf_linker::llvm_sys::bit_reader::LLVMParseBitcodeInContext2;
use bpf_linker::llvm_sys::core::*;
use bpf_linker::llvm_sys::debuginfo::LLVMStripModuleDebugInfo;
use bpf_linker::llvm_sys::error::{LLVMDisposeErrorMessage, LLVMGetErrorMessage};
#[cfg(test)]
use bpf_linker::llvm_sys::ir_reader::LLVMParseIRInContext2;
use bpf_linker::llvm_sys::linker::LLVMLinkModules2;
use bpf_linker::llvm_sys::prelude::*;
use bpf_linker::llvm_sys::target_machine::{LLVMCodeGenFileType, LLVMTargetMachineEmitToMemoryBuffer};
use bpf_linker::llvm_sys::transforms::pass_builder::*;
use bpf_linker::llvm_sys::{LLVMDiagnosticSeverity, LLVMLinkage};

use super::{Function, Target, Type};

/// What LLVM had to say about a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the output is unusable.
    pub is_error: bool,
    /// LLVM's text, as it came.
    pub text: String,
}

/// A module of LLVM's intermediate representation.
pub struct Module {
    pub(super) raw: LLVMModuleRef,
    context: LLVMContextRef,
    // Boxed: LLVM holds its address.
    diagnostics: Box<Mutex<Vec<Diagnostic>>>,
}

impl Module {
    /// An empty module.
    pub fn new() -> Self {
        let diagnostics = Box::new(Mutex::new(Vec::new()));
        unsafe {
            let context = LLVMContextCreate();
            let sink: *const Mutex<Vec<Diagnostic>> = &*diagnostics;
            LLVMContextSetDiagnosticHandler(context, Some(collect), sink.cast_mut().cast());
            let raw = LLVMModuleCreateWithNameInContext(c"program".as_ptr(), context);
            Self { raw, context, diagnostics }
        }
    }

    /// Adds the functions and the data of `bitcode`.
    pub fn link_bitcode(&mut self, bitcode: &[u8]) -> Result<(), String> {
        unsafe {
            let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(
                bitcode.as_ptr().cast(),
                bitcode.len(),
                super::UNNAMED,
            );
            let mut other = std::ptr::null_mut();
            let failed = LLVMParseBitcodeInContext2(self.context, buffer, &mut other) != 0;
            LLVMDisposeMemoryBuffer(buffer);
            if failed {
                return Err(self.complaints("LLVM cannot read the bitcode"));
            }
            self.link(other)
        }
    }

    /// Adds the functions and the data of `text`, LLVM's readable form.
    #[cfg(test)]
    pub fn link_text(&mut self, text: &str) -> Result<(), String> {
        let text = CString::new(text).map_err(|error| error.to_string())?;
        unsafe {
            let length = text.as_bytes().len();
            let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(text.as_ptr(), length, super::UNNAMED);
            let (mut other, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
            let failed = LLVMParseIRInContext2(self.context, buffer, &mut other, &mut message) != 0;
            LLVMDisposeMemoryBuffer(buffer);
            if failed {
                return Err(take_message(message));
            }
            self.link(other)
        }
    }

    unsafe fn link(&mut self, other: LLVMModuleRef) -> Result<(), String> {
        match unsafe { LLVMLinkModules2(self.raw, other) } {
            0 => Ok(()),
            _ => Err(self.complaints("LLVM cannot link the module")),
        }
    }

    /// The function called `name`.
    pub fn function(&self, name: &str) -> Option<Function<'_>> {
        let raw = unsafe { LLVMGetNamedFunctionWithLength(self.raw, name.as_ptr().cast(), name.len()) };
        (!raw.is_null()).then(|| Function::new(raw))
    }

    /// The function called `name`, declared with type `ty` if the module lacks it.
    pub fn function_or_declare<'m>(&'m self, name: &CStr, ty: Type<'m>) -> Function<'m> {
        let known = self.function(&name.to_string_lossy());
        known.unwrap_or_else(|| Function::new(unsafe { LLVMAddFunction(self.raw, name.as_ptr(), ty.raw) }))
    }

    /// A new function of type `ty` without a name or a body.
    pub fn declare_unnamed<'m>(&'m self, ty: Type<'m>) -> Function<'m> {
        Function::new(unsafe { LLVMAddFunction(self.raw, super::UNNAMED, ty.raw) })
    }

    /// Every function, declarations and intrinsics included. The list is a snapshot.
    pub fn functions(&self) -> Vec<Function<'_>> {
        let mut all = Vec::new();
        let mut raw = unsafe { LLVMGetFirstFunction(self.raw) };
        while !raw.is_null() {
            all.push(Function::new(raw));
            raw = unsafe { LLVMGetNextFunction(raw) };
        }
        all
    }

    /// Hides every definition, of a second name too, whose name is not in `kept`, so that LLVM may change or remove it.
    pub fn internalize(&self, kept: &[&str]) {
        let hide = |raw: LLVMValueRef| unsafe {
            let mut length = 0;
            let name = LLVMGetValueName2(raw, &mut length);
            let name = std::slice::from_raw_parts(name.cast::<u8>(), length);
            let is_kept = name.starts_with(b"llvm.") || kept.iter().any(|kept| kept.as_bytes() == name);
            if LLVMIsDeclaration(raw) == 0 && !is_kept {
                LLVMSetLinkage(raw, LLVMLinkage::LLVMInternalLinkage);
                LLVMSetVisibility(raw, bpf_linker::llvm_sys::LLVMVisibility::LLVMDefaultVisibility);
            }
        };
        for function in self.functions() {
            hide(function.raw);
        }
        unsafe {
            let mut global = LLVMGetFirstGlobal(self.raw);
            while !global.is_null() {
                hide(global);
                global = LLVMGetNextGlobal(global);
            }
            let mut alias = LLVMGetFirstGlobalAlias(self.raw);
            while !alias.is_null() {
                hide(alias);
                alias = LLVMGetNextGlobalAlias(alias);
            }
        }
    }

    /// Removes debug information, which a program cannot carry.
    pub fn strip_debug_info(&self) {
        unsafe { LLVMStripModuleDebugInfo(self.raw) };
    }

    /// Runs a pipeline written as for LLVM's `opt -passes`.
    pub fn run_passes(&self, target: &Target, passes: &str) -> Result<(), String> {
        let passes = CString::new(passes).map_err(|error| error.to_string())?;
        unsafe {
            let options = LLVMCreatePassBuilderOptions();
            let error = LLVMRunPasses(self.raw, passes.as_ptr(), target.raw, options);
            LLVMDisposePassBuilderOptions(options);
            if error.is_null() {
                return Ok(());
            }
            let message = LLVMGetErrorMessage(error);
            let text = CStr::from_ptr(message).to_string_lossy().into_owned();
            LLVMDisposeErrorMessage(message);
            Err(text)
        }
    }

    /// Generates an object file.
    pub fn emit_object(&self, target: &Target) -> Result<Vec<u8>, String> {
        unsafe {
            let (mut buffer, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
            let object = LLVMCodeGenFileType::LLVMObjectFile;
            if LLVMTargetMachineEmitToMemoryBuffer(target.raw, self.raw, object, &mut message, &mut buffer)
                != 0
            {
                return Err(take_message(message));
            }
            let start = LLVMGetBufferStart(buffer).cast::<u8>();
            let bytes = std::slice::from_raw_parts(start, LLVMGetBufferSize(buffer)).to_vec();
            LLVMDisposeMemoryBuffer(buffer);
            Ok(bytes)
        }
    }

    /// What is malformed in the module, if anything is.
    pub fn verify(&self) -> Result<(), String> {
        let mut message = std::ptr::null_mut();
        let action = LLVMVerifierFailureAction::LLVMReturnStatusAction;
        let failed = unsafe { LLVMVerifyModule(self.raw, action, &mut message) != 0 };
        let text = take_message(message);
        if failed {
            Err(text)
        } else {
            Ok(())
        }
    }

    /// The module in LLVM's readable form.
    #[cfg(test)]
    pub fn text(&self) -> String {
        take_message(unsafe { LLVMPrintModuleToString(self.raw) })
    }

    /// What LLVM reported since the last call.
    pub fn take_diagnostics(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics.lock().expect("no diagnostic handler panics"))
    }

    /// Frees the context of a module that an execution engine has freed.
    #[cfg(test)]
    pub(super) fn dispose_context(&mut self) {
        unsafe { LLVMContextDispose(self.context) }
    }

    fn complaints(&self, otherwise: &str) -> String {
        let reported: Vec<_> =
            self.take_diagnostics().into_iter().map(|diagnostic| diagnostic.text).collect();
        if reported.is_empty() {
            otherwise.to_owned()
        } else {
            reported.join("\n")
        }
    }
}

impl Default for Module {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        unsafe {
            LLVMDisposeModule(self.raw);
            LLVMContextDispose(self.context);
        }
    }
}

pub(super) fn take_message(message: *mut c_char) -> String {
    if message.is_null() {
        return String::new();
    }
    unsafe {
        let text = CStr::from_ptr(message).to_string_lossy().into_owned();
        LLVMDisposeMessage(message);
        text
    }
}

extern "C" fn collect(info: LLVMDiagnosticInfoRef, sink: *mut c_void) {
    let severity = unsafe { LLVMGetDiagInfoSeverity(info) };
    let is_error = severity == LLVMDiagnosticSeverity::LLVMDSError;
    if !is_error && severity != LLVMDiagnosticSeverity::LLVMDSWarning {
        return;
    }
    let text = take_message(unsafe { LLVMGetDiagInfoDescription(info) });
    let sink = unsafe { &*sink.cast::<Mutex<Vec<Diagnostic>>>() };
    sink.lock().expect("no diagnostic handler panics").push(Diagnostic { is_error, text });
}
