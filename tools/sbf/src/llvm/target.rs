//! LLVM's BPF backend.

use std::ffi::{c_char, CStr, CString};
use std::sync::Once;

use bpf_linker::llvm_sys::core::LLVMDisposeMessage;
use bpf_linker::llvm_sys::error_handling::LLVMInstallFatalErrorHandler;
use bpf_linker::llvm_sys::support::LLVMParseCommandLineOptions;
use bpf_linker::llvm_sys::target::*;
use bpf_linker::llvm_sys::target_machine::*;

use crate::diagnostics;

/// The bytes of a stack frame.
const STACK_FRAME: u32 = 4096;

/// The most stores that LLVM may use to copy a block of memory.
///
/// A system call costs one compute unit for the call, ten for its service, and about three for its
/// arguments; it also clobbers five registers. Eight bytes cost two units to copy (a load and a store), one
/// to fill, and three to compare, so up to these sizes plain instructions cost no more than a system call.
pub const COPY_STORES: u32 = 8;
/// The most to move one, whose loads all come before its stores: a longer one does not fit in registers.
pub const MOVE_STORES: u32 = 4;
/// The most to fill one.
pub const FILL_STORES: u32 = 12;
/// The most loads of each side to compare two.
const COMPARE_LOADS: u32 = 6;

/// Options of LLVM that its C API offers only as a command line.
fn options() -> [String; 7] {
    [
        "sbf-linker".to_owned(),
        format!("-bpf-stack-size={STACK_FRAME}"),
        format!("-max-store-memcpy={COPY_STORES}"),
        format!("-max-store-memmove={MOVE_STORES}"),
        format!("-max-store-memset={FILL_STORES}"),
        format!("-max-loads-per-memcmp={COMPARE_LOADS}"),
        format!("-max-loads-per-memcmp-opt-size={COMPARE_LOADS}"),
    ]
}

/// A BPF target machine.
pub struct Target {
    pub(super) raw: LLVMTargetMachineRef,
}

impl Target {
    /// The machine for `cpu`, LLVM's name for a BPF instruction set, with `features` switched on.
    pub fn new(cpu: &CStr, features: &CStr) -> Self {
        static BACKEND: Once = Once::new();
        BACKEND.call_once(initialize);
        let triple = c"bpfel";
        unsafe {
            let (mut target, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
            if LLVMGetTargetFromTriple(triple.as_ptr(), &mut target, &mut message) != 0 {
                let text = CStr::from_ptr(message).to_string_lossy().into_owned();
                LLVMDisposeMessage(message);
                panic!("this LLVM was built without its BPF backend: {text}");
            }
            let raw = LLVMCreateTargetMachine(
                target,
                triple.as_ptr(),
                cpu.as_ptr(),
                features.as_ptr(),
                LLVMCodeGenOptLevel::LLVMCodeGenLevelAggressive,
                LLVMRelocMode::LLVMRelocStatic,
                LLVMCodeModel::LLVMCodeModelDefault,
            );
            Self { raw }
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        unsafe { LLVMDisposeTargetMachine(self.raw) }
    }
}

fn initialize() {
    unsafe {
        LLVMInitializeBPFTargetInfo();
        LLVMInitializeBPFTarget();
        LLVMInitializeBPFTargetMC();
        LLVMInitializeBPFAsmPrinter();
        LLVMInitializeBPFAsmParser();
        let options = options().map(|option| CString::new(option).expect("an option has no null byte"));
        let options = options.each_ref().map(|option| option.as_ptr());
        let count = i32::try_from(options.len()).expect("the options are few");
        LLVMParseCommandLineOptions(count, options.as_ptr(), c"".as_ptr());
        LLVMInstallFatalErrorHandler(Some(fatal));
    }
}

/// LLVM ends the process when this returns.
extern "C" fn fatal(reason: *const c_char) {
    let reason = unsafe { CStr::from_ptr(reason) }.to_string_lossy();
    eprintln!("error: {}", diagnostics::explain(&reason));
}
