//! Runs the built binary, away from the machine's own Solana configuration.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

/// A home directory of its own, and how `tenure` is run in it.
pub struct Shell {
    home: TempDir,
    options: Vec<String>,
}

/// What a run left.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Shell {
    pub fn new() -> Self {
        Self { home: TempDir::new().expect("a temporary directory"), options: Vec::new() }
    }

    /// Adds options to every run.
    pub fn with(mut self, options: &[&str]) -> Self {
        self.options.extend(options.iter().map(ToString::to_string));
        self
    }

    /// Writes a file into the home directory.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        let directory = path.parent().expect("a parent");
        std::fs::create_dir_all(directory).expect("a directory");
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub fn path(&self) -> &Path {
        self.home.path()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_tenure"))
            .args(arguments)
            .args(&self.options)
            .env("HOME", self.home.path())
            .env("TMPDIR", self.home.path())
            .env_remove("TENURE_LOCKER")
            .env_remove("TENURE_STORE")
            .current_dir(self.home.path())
            .output()
            .expect("the binary runs");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Run {
    /// The one JSON object on stdout, of a run with nothing on stderr.
    pub fn json(&self) -> Value {
        assert_eq!(self.stderr, "", "with --output json, stderr is empty");
        assert_eq!(self.stdout.lines().count(), 1, "one object, on one line: {}", self.stdout);
        serde_json::from_str(&self.stdout).expect("JSON")
    }

    /// The JSON of a run that did what it was asked.
    pub fn done(&self) -> Value {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self.json()
    }
}
