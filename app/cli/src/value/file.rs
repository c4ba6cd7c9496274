use std::path::PathBuf;

/// Parses the path of a file that must be there.
pub fn existing_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if !path.is_file() {
        return Err("there is no such file: check the path".to_owned());
    }
    Ok(path)
}
