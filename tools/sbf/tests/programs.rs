//! Small programs of real source through rustc and the linker: what it refuses, and what it says.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use sbf_linker::{link, Arch};

const PRELUDE: &str = "#![no_std]
    #![no_main]
    use core::hint::black_box;
    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
";

/// Compiles a source file as `tools/sbf/build` compiles the runtime.
fn bitcode(source: &Path) -> Vec<u8> {
    let output = source.with_extension("bc");
    let status = Command::new("/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .arg(source)
        .args(["--crate-name", "program", "--crate-type", "lib", "--edition", "2021", "-C", "opt-level=3"])
        .args(["-C", "panic=abort", "-C", "codegen-units=1", "--target", "bpfel-unknown-none"])
        .args(["--emit=llvm-bc", "-A", "warnings", "-o"])
        .arg(&output)
        .status()
        .expect("Debian's rustc: `make setup`");
    assert!(status.success(), "{} compiles", source.display());
    std::fs::read(output).unwrap()
}

fn runtime() -> &'static [u8] {
    static RUNTIME: OnceLock<Vec<u8>> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let copy = folder("runtime");
        for name in ["lib.rs", "arithmetic.rs", "memory.rs"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime").join(name);
            std::fs::copy(from, copy.join(name)).unwrap();
        }
        bitcode(&copy.join("lib.rs"))
    })
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn program(name: &str, source: &str, arch: Arch) -> Result<Vec<u8>, String> {
    let path = folder(name).join("program.rs");
    std::fs::write(&path, format!("{PRELUDE}{source}")).unwrap();
    link(&[bitcode(&path)], runtime(), arch).map_err(|error| format!("{error:#}"))
}

#[track_caller]
fn refused(name: &str, source: &str, parts: &[&str]) {
    let message = program(name, source, Arch::V3).expect_err("the program is refused");
    for part in parts {
        assert!(message.contains(part), "no `{part}` in: {message}");
    }
}

#[test]
fn a_float_names_its_function() {
    let source = "
        #[inline(never)] fn half(x: u64) -> u64 { (black_box(x) as f64 * 0.5) as u64 }
        #[no_mangle] pub extern \"C\" fn entrypoint(x: *const u8) -> u64 { half(x as u64) }";
    refused("float", source, &["in `program::half`", "floating-point"]);
}

#[test]
fn a_large_frame_names_its_function() {
    let source = "
        #[inline(never)] fn large(x: u64) -> u64 { let a = black_box([x; 600]); a[(x % 600) as usize] }
        #[no_mangle] pub extern \"C\" fn entrypoint(x: *const u8) -> u64 { large(x as u64) }";
    refused("frame", source, &["in `program::large`", "4,096 bytes"]);
}

#[test]
fn a_program_needs_an_entrypoint() {
    refused("library", "pub fn nothing() {}", &["no `entrypoint` function", "no-entrypoint"]);
}

#[test]
fn an_undefined_function_is_named() {
    let source = "
        extern \"C\" { fn from_elsewhere(x: u64) -> u64; }
        #[no_mangle] pub extern \"C\" fn entrypoint(x: u64) -> u64 { unsafe { from_elsewhere(x) } }";
    refused("undefined", source, &["`from_elsewhere`", "nor a system call"]);
}

#[test]
fn a_system_call_takes_five_registers() {
    let source = "
        extern \"C\" { fn sol_wide(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> u64; }
        #[no_mangle] pub extern \"C\" fn entrypoint(x: u64) -> u64 { unsafe { sol_wide(x, x, x, x, x, x) } }";
    refused("syscall", source, &["`sol_wide`", "more than 5 argument registers"]);
}

#[test]
fn wide_trait_methods_and_pointers_link() {
    let source = "
        pub trait Wide { fn wide(&self, a: u64, b: u128, c: u64, d: u128, e: u64) -> (u64, u64, u64); }
        pub struct One(u64);
        pub struct Two;
        impl Wide for One {
            #[inline(never)]
            fn wide(&self, a: u64, b: u128, c: u64, d: u128, e: u64) -> (u64, u64, u64) {
                (a ^ self.0, c ^ e, (b / (d | 1)) as u64)
            }
        }
        impl Wide for Two {
            #[inline(never)]
            fn wide(&self, a: u64, b: u128, c: u64, d: u128, e: u64) -> (u64, u64, u64) {
                (e, a, (b * d) as u64 ^ c)
            }
        }
        #[no_mangle] pub extern \"C\" fn entrypoint(x: u64) -> u64 {
            let chosen: &dyn Wide = if x & 1 == 0 { &One(7) } else { &Two };
            let r = black_box(chosen).wide(x, x as u128, x, x as u128, x);
            r.0 ^ r.1 ^ r.2
        }";
    for arch in [Arch::V0, Arch::V3] {
        let program = program(&format!("wide-{arch:?}"), source, arch).unwrap();
        assert!(program.starts_with(b"\x7fELF"));
    }
}

/// Whether a program of SBPF v0, which names its system calls, names this one.
fn calls(program: &[u8], name: &str) -> bool {
    program.windows(name.len()).any(|window| window == name.as_bytes())
}

#[test]
fn small_blocks_of_memory_take_no_system_call() {
    let source = |length: usize| {
        format!(
            "#[no_mangle] pub extern \"C\" fn entrypoint(x: *const [u8; {length}]) -> u64 {{
                unsafe {{
                    let copy = black_box(*x);
                    (copy == *x.add(1)) as u64
                }}
            }}"
        )
    };
    let small = program("small", &source(32), Arch::V0).unwrap();
    assert!(!calls(&small, "sol_memcmp_") && !calls(&small, "sol_memcpy_"));
    let large = program("large", &source(320), Arch::V0).unwrap();
    assert!(calls(&large, "sol_memcmp_") && calls(&large, "sol_memcpy_"));
}
