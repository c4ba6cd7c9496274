//! The linker's command: rustc calls it with `-C linker`.
//!
//! `tools/sbf/build` adds `--arch` and `--runtime` to the command line.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use sbf_linker::{arguments::Arguments, inputs};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments = Arguments::parse(std::env::args_os().skip(1))?;
    let write = |program: &[u8]| {
        std::fs::write(&arguments.output, program)
            .with_context(|| format!("cannot write {}", arguments.output.display()))
    };
    // A program that another one depends on is a library there, but cargo links
    // it all the same. Nothing reads the result.
    if std::env::var_os("CARGO").is_some() && std::env::var_os("CARGO_PRIMARY_PACKAGE").is_none() {
        return write(&[]);
    }
    let arch = arguments.arch.context("no --arch: run tools/sbf/build")?;
    let runtime = arguments.runtime.as_ref().context("no --runtime: run tools/sbf/build")?;
    let runtime = std::fs::read(runtime).with_context(|| format!("cannot read {}", runtime.display()))?;
    let mut bitcode = Vec::new();
    for input in &arguments.inputs {
        bitcode.extend(inputs::bitcode_of(input)?);
    }
    write(&sbf_linker::link(&bitcode, &runtime, arch)?)
}
