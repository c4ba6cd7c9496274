//! Finds the bitcode in what rustc hands its linker.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result};

const BITCODE: &[u8] = b"BC\xc0\xde";
const ARCHIVE: &[u8] = b"!<arch>\n";

/// The bitcode modules of a file: itself, or the members of an archive. Metadata and anything else is
/// skipped.
pub fn bitcode_of(path: &Path) -> Result<Vec<Vec<u8>>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    modules(&bytes).with_context(|| format!("cannot read the archive {}", path.display()))
}

fn modules(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    if bytes.starts_with(BITCODE) {
        return Ok(vec![bytes.to_vec()]);
    }
    let mut found = Vec::new();
    if bytes.starts_with(ARCHIVE) {
        let mut archive = ar::Archive::new(bytes);
        while let Some(member) = archive.next_entry() {
            let mut content = Vec::new();
            member?.read_to_end(&mut content)?;
            if content.starts_with(BITCODE) {
                found.push(content);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_bitcode_alone_or_from_an_archive() {
        let module = b"BC\xc0\xde rest".to_vec();
        assert_eq!(modules(&module).unwrap(), vec![module.clone()]);

        let mut archive = ar::Builder::new(Vec::new());
        for (name, content) in [("lib.rmeta", b"rust".as_slice()), ("a.o", &module)] {
            archive.append(&ar::Header::new(name.into(), content.len() as u64), content).unwrap();
        }
        assert_eq!(modules(&archive.into_inner().unwrap()).unwrap(), vec![module]);
    }

    #[test]
    fn skips_what_is_neither() {
        assert!(modules(b"{}").unwrap().is_empty());
    }
}
