//! What a command found or did, for people and for programs alike.

use std::{borrow::Cow, fmt};

use serde_json::{json, Map, Value};
use tenure_client::Pubkey;

use crate::value::{moment, or_none, Dollars, Sum, Tokens};

/// A headline and facts, and reports on parts of it.
pub struct Report {
    headline: String,
    facts: Vec<Fact>,
    parts: Vec<Parts>,
}

struct Fact {
    key: &'static str,
    label: Cow<'static, str>,
    text: String,
    json: Value,
}

/// Words with a name, and those that hold in their place at present, where they differ.
pub struct Detail {
    pub name: String,
    pub words: String,
    pub now: Option<String>,
}

/// Reports on parts of the same kind: their key in JSON.
struct Parts {
    key: &'static str,
    reports: Vec<Report>,
}

impl Report {
    pub fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), facts: Vec::new(), parts: Vec::new() }
    }

    /// One fact: its key and value in JSON, its label and text for people. Without a label, people are
    /// not shown it.
    pub fn fact(
        mut self,
        key: &'static str,
        label: &'static str,
        text: impl fmt::Display,
        json: Value,
    ) -> Self {
        self.facts.push(Fact { key, label: label.into(), text: text.to_string(), json });
        self
    }

    pub fn text(self, key: &'static str, label: &'static str, text: impl fmt::Display) -> Self {
        let text = text.to_string();
        self.fact(key, label, &text, Value::from(text.as_str()))
    }

    pub fn number(self, key: &'static str, label: &'static str, number: impl Into<u64>) -> Self {
        let number = number.into();
        self.fact(key, label, number, Value::from(number))
    }

    pub fn tokens(self, key: &'static str, label: &'static str, tokens: Tokens) -> Self {
        self.fact(key, label, tokens, tokens.to_json())
    }

    pub fn dollars(self, key: &'static str, label: &'static str, dollars: Dollars) -> Self {
        self.fact(key, label, dollars, dollars.to_json())
    }

    /// A second of Unix time: a date for people, the number in JSON.
    pub fn moment(self, key: &'static str, label: &'static str, t: u64) -> Self {
        self.fact(key, label, moment(t), t.into())
    }

    pub fn yes_or_no(self, key: &'static str, label: &'static str, yes: bool) -> Self {
        self.fact(key, label, if yes { "yes" } else { "no" }, yes.into())
    }

    pub fn sum(self, key: &'static str, label: &'static str, sum: Sum) -> Self {
        self.fact(key, label, sum, sum.to_json())
    }

    /// Named words, a line each; in JSON, an array of objects.
    pub fn details(mut self, key: &'static str, details: &[Detail]) -> Self {
        for Detail { name, words, now } in details {
            let now = now.as_ref().map(|now| format!(", now {now}")).unwrap_or_default();
            let (label, text) = (name.clone().into(), format!("{words}{now}"));
            self.facts.push(Fact { key: "", label, text, json: Value::Null });
        }
        let json = details.iter().map(|Detail { name, words, now }| match now {
            Some(now) => json!({ "name": name, "words": words, "now": now }),
            None => json!({ "name": name, "words": words }),
        });
        let json = json.collect();
        self.fact(key, "", "", json)
    }

    /// Reports on parts: an array in JSON, and for people one after the other.
    pub fn parts(mut self, key: &'static str, reports: Vec<Report>) -> Self {
        self.parts.push(Parts { key, reports });
        self
    }

    /// An address; the zero address is `none`, and null in JSON.
    pub fn address(self, key: &'static str, label: &'static str, address: Pubkey) -> Self {
        let json = if address == Pubkey::default() { Value::Null } else { Value::from(address.to_string()) };
        self.fact(key, label, or_none(&address), json)
    }

    pub fn to_json(&self) -> Value {
        let told = self.facts.iter().filter(|fact| !fact.key.is_empty());
        let facts = told.map(|fact| (fact.key.to_owned(), fact.json.clone()));
        let parts = self.parts.iter().map(|Parts { key, reports }| {
            ((*key).to_owned(), reports.iter().map(Report::to_json).collect::<Vec<_>>().into())
        });
        Value::Object(facts.chain(parts).collect::<Map<_, _>>())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.headline.is_empty() {
            writeln!(f, "{}", self.headline)?;
        }
        let shown = || self.facts.iter().filter(|fact| !fact.label.is_empty());
        let width = shown().map(|fact| fact.label.len()).max().unwrap_or(0);
        for fact in shown() {
            writeln!(f, "  {:<width$}  {}", fact.label, fact.text)?;
        }
        let reports = self.parts.iter().flat_map(|parts| &parts.reports);
        reports.into_iter().try_for_each(|report| write!(f, "\n{report}"))
    }
}
