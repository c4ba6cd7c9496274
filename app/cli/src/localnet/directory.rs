use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{chain::Chain, failure::Failure};

/// Written last, when all is ready: others wait for it.
pub const DEPLOYMENT: &str = "deployment.json";

/// The directory in which a localnet says what it is. Once it is over nothing is left of it: what it wrote and
/// made goes, and what others put there stays.
pub struct Directory {
    path: PathBuf,
    /// What was made, in order.
    made: RefCell<Vec<PathBuf>>,
}

impl Directory {
    /// Also takes away what a localnet left that was killed.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let directory = Self { path: path.to_owned(), made: RefCell::default() };
        directory.make(path)?;
        let deployment = path.join(DEPLOYMENT);
        if let Some(url) = is_alive(&deployment) {
            return Err(Failure::input(format!(
                "{} is of a localnet that runs at {url}: stop it, or choose another directory with --write",
                deployment.display()
            )));
        }
        if deployment.exists() {
            fs::remove_file(&deployment).map_err(|error| cannot_write(&deployment, &error))?;
        }
        // It has been there, or has come to be, for this.
        directory.remember(path);
        Ok(directory)
    }

    /// Writes a file, whole or not at all. `name` may have a folder before it.
    pub fn write(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.path.join(name);
        self.make(path.parent().unwrap_or(&self.path))?;
        let beside = path.with_extension("part");
        self.remember(&path);
        let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path));
        written.map_err(|error| cannot_write(&path, &error))?;
        Ok(path)
    }

    /// Makes a directory and those above it, as far as they are missing.
    fn make(&self, path: &Path) -> Result<(), Failure> {
        let missing: Vec<_> = path.ancestors().take_while(|above| !above.exists()).collect();
        for above in missing.into_iter().rev().filter(|above| !above.as_os_str().is_empty()) {
            fs::create_dir(above).map_err(|error| cannot_write(above, &error))?;
            self.remember(above);
        }
        Ok(())
    }

    fn remember(&self, path: &Path) {
        let mut made = self.made.borrow_mut();
        if !made.iter().any(|known| known == path) {
            made.push(path.to_owned());
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        for path in self.made.borrow().iter().rev() {
            // A directory goes only if nothing of others is in it.
            let gone = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
            gone.unwrap_or_default();
        }
    }
}

/// Where the localnet answers that a file tells of, if it still does.
fn is_alive(deployment: &Path) -> Option<String> {
    let told: Value = serde_json::from_str(&fs::read_to_string(deployment).ok()?).ok()?;
    let url = told["rpc"].as_str()?;
    Chain::new(url).now().ok().map(|_| url.to_owned())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::input(format!("{} cannot be written ({error}): choose a directory with --write", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leaves_nothing_behind_but_what_is_not_its_own() {
        let home = tempfile::TempDir::new().expect("a temporary directory");
        let path = home.path().join("a/b");
        let directory = Directory::open(&path).expect("a directory");
        directory.write("people/ada.json", "[]").expect("written");
        directory.write(DEPLOYMENT, "{}").expect("written");
        assert_eq!(fs::read_to_string(path.join("people/ada.json")).expect("a file"), "[]");
        drop(directory);
        assert!(!home.path().join("a").exists());

        let directory = Directory::open(&path).expect("a directory");
        fs::write(path.join("mine"), "kept").expect("written");
        directory.write(DEPLOYMENT, "{}").expect("written");
        drop(directory);
        let left: Vec<_> = fs::read_dir(&path).expect("a directory").flatten().collect();
        assert_eq!(left.iter().map(fs::DirEntry::file_name).collect::<Vec<_>>(), ["mine"]);
    }

    #[test]
    fn what_a_killed_one_left_is_replaced() {
        let home = tempfile::TempDir::new().expect("a temporary directory");
        let stale = home.path().join(DEPLOYMENT);
        fs::write(&stale, "{\"rpc\":\"http://127.0.0.1:1\"}").expect("written");
        let directory = Directory::open(home.path()).expect("a directory");
        assert!(!stale.exists());
        drop(directory);
    }

    #[test]
    fn a_path_that_is_a_file_is_refused() {
        let home = tempfile::TempDir::new().expect("a temporary directory");
        let file = home.path().join("file");
        fs::write(&file, "").expect("written");
        assert!(Directory::open(&file.join("below")).is_err());
    }
}
