//! Runs a module on this machine: the lowerings are tested by what they compute.

use std::ffi::{c_void, CString};

use bpf_linker::llvm_sys::execution_engine::*;
use bpf_linker::llvm_sys::target::*;

use super::Module;

/// A module as native code.
pub struct Jit {
    engine: LLVMExecutionEngineRef,
    // The engine frees the module, but the context must outlive both.
    module: std::mem::ManuallyDrop<Module>,
}

impl Jit {
    /// Compiles `module`, whose undefined `symbols` are at the given addresses.
    pub fn new(module: Module, symbols: &[(&str, *const ())]) -> Self {
        unsafe {
            LLVMLinkInMCJIT();
            #[cfg(target_arch = "x86_64")]
            {
                LLVMInitializeX86TargetInfo();
                LLVMInitializeX86Target();
                LLVMInitializeX86TargetMC();
                LLVMInitializeX86AsmPrinter();
            }
            #[cfg(target_arch = "aarch64")]
            {
                LLVMInitializeAArch64TargetInfo();
                LLVMInitializeAArch64Target();
                LLVMInitializeAArch64TargetMC();
                LLVMInitializeAArch64AsmPrinter();
            }
            let (mut engine, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
            let mut options: LLVMMCJITCompilerOptions = std::mem::zeroed();
            let size = std::mem::size_of::<LLVMMCJITCompilerOptions>();
            LLVMInitializeMCJITCompilerOptions(&mut options, size);
            let failed =
                LLVMCreateMCJITCompilerForModule(&mut engine, module.raw, &mut options, size, &mut message);
            assert_eq!(failed, 0, "{}", super::module::take_message(message));
            for (name, address) in symbols {
                if let Some(function) = module.function(name) {
                    LLVMAddGlobalMapping(engine, function.raw, address.cast_mut().cast::<c_void>());
                }
            }
            Self { engine, module: std::mem::ManuallyDrop::new(module) }
        }
    }

    /// Calls `name`, a function that reads 128-bit numbers at its first argument and writes one to its
    /// second.
    pub fn call(&self, name: &str, arguments: &[u128]) -> u128 {
        let name = CString::new(name).expect("a name without a null byte");
        let mut result = 0_u128;
        unsafe {
            let address = LLVMGetFunctionAddress(self.engine, name.as_ptr());
            assert_ne!(address, 0, "the module defines the function");
            let function: extern "C" fn(*const u128, *mut u128) = std::mem::transmute(address as usize);
            function(arguments.as_ptr(), &mut result);
        }
        result
    }
}

impl Drop for Jit {
    fn drop(&mut self) {
        unsafe { LLVMDisposeExecutionEngine(self.engine) };
        self.module.dispose_context();
    }
}
