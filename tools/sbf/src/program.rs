//! Rewrites LLVM's object file as a Solana program.

use std::str::FromStr;

use sbpf_assembler::{OptimizationConfig, SbpfArch};
use sbpf_linker::{ProgramOptions, SbpfLinkerError};

use crate::diagnostics::explain;

/// The bytes of a stack frame, in every version of SBPF.
const STACK_FRAME: i32 = 4096;

/// A version of Solana's bytecode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arch {
    /// The first version, which every cluster runs.
    V0,
    /// Static system calls, 32-bit jumps and read-only data at a fixed address.
    V3,
}

impl FromStr for Arch {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "v0" => Ok(Self::V0),
            "v3" => Ok(Self::V3),
            _ => Err(format!("there is no SBPF version `{text}` here: v0 or v3")),
        }
    }
}

/// The program of an object file.
pub fn from_object(object: &[u8], arch: Arch) -> Result<Vec<u8>, String> {
    let arch = match arch {
        Arch::V0 => SbpfArch::V0,
        Arch::V3 => SbpfArch::V3,
    };
    let options = ProgramOptions::new(OptimizationConfig::enabled(), arch, STACK_FRAME);
    sbpf_linker::link_program(object, options)
        .map_err(|errors| explain(&SbpfLinkerError::format_errors(&errors)))
}
