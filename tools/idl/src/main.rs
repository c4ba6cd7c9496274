//! `make idl`: writes the IDL of every program to `idl/<name>.json`. With `--check`, only compares,
//! and fails if a committed IDL is not what the program says.

mod alias;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anchor_lang_idl::build::IdlBuilder;
use anyhow::{Context, Result};

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    match run(check) {
        Ok(stale) if stale.is_empty() => ExitCode::SUCCESS,
        Ok(stale) => {
            for path in stale {
                eprintln!("{} is not what its program says: run `make idl` and commit it", path.display());
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes, or compares, every IDL. Returns the committed ones that differ.
fn run(check: bool) -> Result<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    // The builder runs cargo itself. It would pass on the outer call's toolchain by a broken
    // argument, and its compiler flags would make the other builds start over.
    std::env::remove_var("RUSTUP_TOOLCHAIN");
    std::env::set_var("CARGO_TARGET_DIR", root.join("target/idl"));

    let mut stale = vec![];
    for program in programs(&root)? {
        let idl = IdlBuilder::new()
            .program_path(program.clone())
            .skip_lint(true)
            .cargo_args(["--lib", "--locked", "--ignore-rust-version"].map(String::from).to_vec())
            .build()
            .with_context(|| format!("the IDL of {}", program.display()))?;
        let mut idl = serde_json::to_value(idl)?;
        alias::inline(&mut idl);
        let text = serde_json::to_string_pretty(&idl)? + "\n";

        let name = program.file_name().context("a program's folder has a name")?;
        let path = root.join("idl").join(name).with_extension("json");
        if check {
            if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
                stale.push(path);
            }
        } else {
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(stale)
}

fn programs(root: &Path) -> Result<Vec<PathBuf>> {
    let mut programs: Vec<_> = fs::read_dir(root.join("programs"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.join("Cargo.toml").is_file())
        .collect();
    programs.sort();
    Ok(programs)
}
