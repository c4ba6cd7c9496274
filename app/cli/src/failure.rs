//! Why a command did not do what it was asked.

use std::{fmt, process::ExitCode};

use serde_json::{json, Value};
use tenure_client::Explanation;

use crate::unsigned::Unsigned;

/// A failed command.
#[derive(Debug)]
pub enum Failure {
    /// The input is wrong, and nothing was sent.
    Input(String),
    /// A program refused, in a simulation or on the chain.
    Refused(Explanation),
    /// The cluster did not answer, or not with what is needed.
    Cluster(String),
    /// Somebody else is to sign what comes next: no mistake, and told as a report.
    ToSign(Unsigned),
}

impl Failure {
    pub fn input(words: impl fmt::Display) -> Self {
        Self::Input(words.to_string())
    }

    pub fn cluster(words: impl fmt::Display) -> Self {
        Self::Cluster(words.to_string())
    }

    /// 2 for bad input, as clap does; 1 for everything that the chain said.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(2),
            Self::Refused(_) | Self::Cluster(_) | Self::ToSign(_) => ExitCode::FAILURE,
        }
    }

    pub fn to_json(&self) -> Value {
        let (kind, name) = match self {
            Self::Input(_) => ("input", None),
            Self::Refused(explanation) => ("refused", Some(explanation.name.as_str())),
            Self::Cluster(_) => ("cluster", None),
            Self::ToSign(_) => ("to sign", None),
        };
        json!({ "error": { "kind": kind, "name": name, "message": self.words() } })
    }

    fn words(&self) -> &str {
        match self {
            Self::Input(words) | Self::Cluster(words) => words,
            Self::Refused(explanation) => &explanation.words,
            Self::ToSign(_) => "somebody else is to sign it",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(explanation) => write!(f, "refused: {explanation}"),
            _ => f.write_str(self.words()),
        }
    }
}
