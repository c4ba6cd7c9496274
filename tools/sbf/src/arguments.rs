//! The command line that rustc gives its linker.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{anyhow, bail, Context as _, Result};

use crate::Arch;

/// What to link, and where to.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// Bitcode files, and archives of them.
    pub inputs: Vec<PathBuf>,
    /// The program to write.
    pub output: PathBuf,
    /// The version of the bytecode.
    pub arch: Option<Arch>,
    /// The bitcode of the runtime.
    pub runtime: Option<PathBuf>,
}

/// The options of rustc's `bpf` linker flavour that take a value, which means nothing here.
const WITH_VALUE: &[&str] = &["--cpu", "--cpu-features", "-L", "--export", "--export-symbols", "--target"];

impl Arguments {
    /// Reads the arguments after the program's name.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let (mut inputs, mut output, mut arch, mut runtime) = (Vec::new(), None, None, None);
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let text = argument.to_string_lossy();
            if text == "-o" {
                output = Some(arguments.next().context("-o needs the path of the program to write")?.into());
            } else if let Some(version) = text.strip_prefix("--arch=") {
                arch = Some(version.parse().map_err(|error: String| anyhow!(error))?);
            } else if let Some(path) = text.strip_prefix("--runtime=") {
                runtime = Some(path.into());
            } else if WITH_VALUE.contains(&&*text) {
                arguments.next().with_context(|| format!("{text} needs a value"))?;
            } else if !text.starts_with('-') {
                inputs.push(argument.into());
            }
        }
        if inputs.is_empty() {
            bail!("nothing to link: this is a linker for rustc, see tools/sbf/README.md");
        }
        let output = output.context("no -o with the path of the program to write")?;
        Ok(Self { inputs, output, arch, runtime })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments> {
        Arguments::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn keeps_the_inputs_and_the_output_of_rustcs_command_line() {
        let line = "--export-symbols /tmp/symbols a.o b.rlib -L /lib -O3 --cpu generic -o out.so --debug \
                    --arch=v0 --runtime=/r.bc";
        let expected = Arguments {
            inputs: vec!["a.o".into(), "b.rlib".into()],
            output: "out.so".into(),
            arch: Some(Arch::V0),
            runtime: Some("/r.bc".into()),
        };
        assert_eq!(parse(line).unwrap(), expected);
    }

    #[test]
    fn says_what_is_missing() {
        assert!(parse("a.o").unwrap_err().to_string().contains("no -o"));
        assert!(parse("-o out.so").unwrap_err().to_string().contains("nothing to link"));
        assert!(parse("a.o -o").unwrap_err().to_string().contains("-o needs"));
        assert!(parse("a.o -o out.so --arch=v7").unwrap_err().to_string().contains("no SBPF version `v7`"));
    }
}
