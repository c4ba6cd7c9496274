//! Links rustc's BPF bitcode into a Solana program with a stock LLVM.
//!
//! [`link`] is the whole way: [`inputs`], optimisation, [`checks`], [`signatures`], [`lowering`], LLVM's
//! BPF backend and [`program`].

pub mod arguments;
mod checks;
mod diagnostics;
pub mod inputs;
mod llvm;
mod lowering;
mod program;
mod signatures;

use anyhow::{anyhow, bail, Context as _, Result};

use checks::ENTRYPOINT;
use llvm::{Module, Opcode, Target};
pub use program::Arch;

/// A program has one thread: what is atomic in its source may be plain in its bytecode.
const SINGLE_THREAD: &str = "function(lower-atomic)";

/// Runs on the whole program, which is complete at this point but for the runtime.
const OPTIMISE: &str = "default<O3>";

/// Turns small comparisons into loads. The backend would do this too, but after `signatures` and `lowering`.
const EXPAND_COMPARISONS: &str = "function(mergeicmps,expand-memcmp)";

/// Tidies what the lowerings built from constants and from halves nobody reads. It has no
/// `aggressive-instcombine`, which would find the wide multiplications again.
const TIDY: &str = concat!(
    "cgscc(inline),",
    "function(sroa,early-cse,instcombine<no-verify-fixpoint>,simplifycfg),",
    "function(instcombine<no-verify-fixpoint>,adce),",
    "globaldce"
);

/// Links `bitcode`, the modules of one program, with the `runtime`.
pub fn link(bitcode: &[Vec<u8>], runtime: &[u8], arch: Arch) -> Result<Vec<u8>> {
    let target = Target::new(c"v2", c"+allows-misaligned-mem-access");
    let mut module = Module::new();
    for part in bitcode {
        module.link_bitcode(part).map_err(|error| anyhow!(error))?;
    }
    let object = compile(&mut module, runtime, &target)?;
    program::from_object(&object, arch)
        .map_err(|error| anyhow!(error))
        .context("cannot rewrite LLVM's object file")
}

fn compile(module: &mut Module, runtime: &[u8], target: &Target) -> Result<Vec<u8>> {
    let failed = |error: String| anyhow!(error);
    checks::entrypoint(module).map_err(failed)?;
    module.strip_debug_info();
    module.internalize(&[ENTRYPOINT]);
    allow_builtins(module);
    module.run_passes(target, SINGLE_THREAD).map_err(failed)?;
    module.run_passes(target, OPTIMISE).map_err(failed)?;
    checks::no_floats(module).map_err(failed)?;
    module.run_passes(target, EXPAND_COMPARISONS).map_err(failed)?;

    signatures::legalise(module).map_err(failed)?;
    lowering::lower(module);
    module.link_bitcode(runtime).map_err(failed).context("the runtime")?;
    module.internalize(&[ENTRYPOINT]);
    lowering::lower(module);
    tidy(module, target)?;
    checks::no_undefined(module).map_err(failed)?;
    module.verify().map_err(failed).context("the linker made a malformed module")?;

    let object = module.emit_object(target).map_err(|error| anyhow!(diagnostics::explain(&error)))?;
    let mut errors: Vec<_> = module
        .take_diagnostics()
        .into_iter()
        .filter(|diagnostic| diagnostic.is_error)
        .map(|diagnostic| diagnostics::explain(&diagnostic.text))
        .collect();
    errors.dedup();
    if !errors.is_empty() {
        bail!("{}", errors.join("\nerror: "));
    }
    Ok(object)
}

/// Optimisation may bring back an operation that was lowered, which is then lowered again.
fn tidy(module: &Module, target: &Target) -> Result<()> {
    const ROUNDS: usize = 8;
    for _ in 0..ROUNDS {
        module.run_passes(target, TIDY).map_err(|error| anyhow!(error))?;
        if lowering::lower(module) == 0 {
            return Ok(());
        }
    }
    bail!("LLVM makes an operation that BPF lacks out of its own lowering, {ROUNDS} times over")
}

/// rustc marks every function of this target as one that must not see its own calls of `memcmp`
/// recognised. The runtime's definitions are not in the module yet, so nothing here can recurse, and
/// recognition is what turns a comparison of two keys into four loads.
fn allow_builtins(module: &Module) {
    for function in module.functions() {
        function.remove_attribute(c"no-builtins");
        for instruction in function.instructions() {
            if instruction.opcode() == Some(Opcode::LLVMCall) {
                instruction.remove_call_attribute(c"nobuiltin");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else a library's second name for a function that nobody calls keeps what that function calls.
    #[test]
    fn what_only_an_alias_names_is_not_linked() {
        let mut module = Module::new();
        let text = "@other = alias i64 (), ptr @unused
            declare i64 @elsewhere()
            define i64 @unused() {
                %r = call i64 @elsewhere()
                ret i64 %r
            }
            define i64 @entrypoint() {
                ret i64 0
            }";
        module.link_text(text).unwrap();
        module.internalize(&[ENTRYPOINT]);
        module.run_passes(&Target::new(c"v2", c""), "globaldce").unwrap();
        checks::no_undefined(&module).unwrap();
        assert!(module.function("unused").is_none());
    }

    #[test]
    fn atomics_are_plain() {
        let mut module = Module::new();
        let text = "define i64 @f(ptr %p) {
            %r = atomicrmw xor ptr %p, i64 3 seq_cst
            %s = cmpxchg ptr %p, i64 %r, i64 7 seq_cst seq_cst
            ret i64 %r
        }";
        module.link_text(text).unwrap();
        module.run_passes(&Target::new(c"v2", c""), SINGLE_THREAD).unwrap();
        assert!(!module.text().contains("atomicrmw") && !module.text().contains("cmpxchg"));
    }
}
