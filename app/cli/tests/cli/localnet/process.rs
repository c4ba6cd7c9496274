//! `tenure localnet` as a process, with a home of its own.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;

use crate::shell::{Run, Shell};

pub struct Localnet {
    child: Child,
    stdout: BufReader<ChildStdout>,
    shell: Shell,
    /// What it told when it was ready, and what it wrote.
    pub ready: Value,
    pub deployment: Value,
}

impl Localnet {
    /// On free ports, ready.
    pub fn start(options: &[&str]) -> Self {
        Self::start_in(Shell::new(), &[&["--port", "0"], options].concat())
    }

    pub fn start_in(shell: Shell, options: &[&str]) -> Self {
        let mut child = spawn(&shell, options);
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("text");
        let ready: Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("{line}{}", rest(child.stderr.take().expect("stderr"))));
        let text = std::fs::read_to_string(shell.path().join(DEPLOYMENT)).expect("a deployment");
        let deployment = serde_json::from_str(&text).expect("JSON");
        Self { child, stdout, shell, ready, deployment }
    }

    pub fn home(&self) -> &Path {
        self.shell.path()
    }

    pub fn directory(&self) -> PathBuf {
        self.home().join("target/localnet")
    }

    pub fn url(&self) -> &str {
        self.deployment["rpc"].as_str().expect("a URL")
    }

    /// Port of `rpc` or `ws`.
    pub fn port(&self, of: &str) -> u16 {
        let url = self.deployment[of].as_str().expect("a URL");
        url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// A person's facts in the deployment.
    pub fn person(&self, name: &str) -> &Value {
        let people = self.deployment["people"].as_array().expect("people");
        people.iter().find(|person| person["name"] == name).expect("somebody of that name")
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.shell.run(&[arguments, &["--url", self.url(), "--output", "json"]].concat())
    }

    /// As a person, in the locker and the store.
    pub fn run_as(&self, name: &str, arguments: &[&str]) -> Run {
        let keypair = self.directory().join(format!("keypairs/{}.json", name.to_lowercase()));
        let of = |key: &str| self.deployment[key].as_str().expect("an address");
        let options =
            ["--keypair", &keypair.to_string_lossy(), "--locker", of("locker"), "--store", of("store")];
        self.run(&[arguments, &options].concat())
    }

    pub fn done_as(&self, name: &str, arguments: &[&str]) -> Value {
        self.run_as(name, arguments).done()
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits until it has ended, after a signal. Returns its exit code, what it said last, and its errors.
    pub fn end(&mut self) -> (Option<i32>, String, String) {
        let said = rest(&mut self.stdout);
        let errors = rest(self.child.stderr.take().expect("stderr"));
        (self.child.wait().expect("an end").code(), said, errors)
    }

    /// As Ctrl-C does.
    pub fn stop(mut self) -> Shell {
        self.signal("-INT");
        assert_eq!(self.end(), (Some(0), "{\"stopped\":true}\n".to_owned(), String::new()));
        std::mem::replace(&mut self.shell, Shell::new())
    }
}

impl Drop for Localnet {
    fn drop(&mut self) {
        // Where a test has failed it still runs; else it has ended, and there is nothing to kill.
        self.child.kill().unwrap_or_default();
        self.child.wait().expect("an end");
    }
}

const DEPLOYMENT: &str = "target/localnet/deployment.json";

pub fn spawn(shell: &Shell, options: &[&str]) -> Child {
    let bytecode = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy");
    Command::new(env!("CARGO_BIN_EXE_tenure"))
        .args(["localnet", "--output", "json", "--programs"])
        .arg(bytecode)
        .args(options)
        .env("HOME", shell.path())
        .env("TMPDIR", shell.path())
        .env_remove("TENURE_LOCKER")
        .env_remove("TENURE_STORE")
        .current_dir(shell.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

/// All that comes until the end.
pub fn rest(mut from: impl Read) -> String {
    let mut text = String::new();
    from.read_to_string(&mut text).expect("text");
    text
}
