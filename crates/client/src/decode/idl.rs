//! What an IDL says of a program's instructions.

use serde::Deserialize;
use serde_json::Value;

/// The part of an IDL that instructions are read by.
#[derive(Deserialize)]
pub struct Idl {
    pub metadata: Metadata,
    pub instructions: Vec<Instruction>,
    types: Vec<Definition>,
}

#[derive(Deserialize)]
pub struct Metadata {
    pub name: String,
}

#[derive(Deserialize)]
pub struct Instruction {
    pub name: String,
    #[serde(default)]
    pub docs: Vec<String>,
    pub discriminator: Vec<u8>,
    pub args: Vec<Field>,
    pub accounts: Vec<Account>,
}

#[derive(Deserialize)]
pub struct Account {
    pub name: String,
}

/// An argument, or a field of a struct.
#[derive(Deserialize)]
pub struct Field {
    pub name: String,
    #[serde(default)]
    pub docs: Vec<String>,
    #[serde(rename = "type")]
    pub kind: Kind,
}

/// A type.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Kind {
    /// One of the language's own, by its name.
    Plain(String),
    Defined {
        defined: Named,
    },
    Vec {
        vec: Box<Kind>,
    },
    Array {
        array: (Box<Kind>, usize),
    },
    Option {
        option: Box<Kind>,
    },
}

#[derive(Deserialize)]
pub struct Named {
    pub name: String,
}

/// A type that the program defines. Most are of accounts and events, and are not read here.
#[derive(Deserialize)]
struct Definition {
    name: String,
    #[serde(rename = "type")]
    body: Value,
}

impl Idl {
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).expect("a committed IDL")
    }

    /// The fields of a struct that the program defines.
    pub fn fields(&self, name: &str) -> Option<Vec<Field>> {
        let body = &self.types.iter().find(|definition| definition.name == name)?.body;
        serde_json::from_value(body.get("fields")?.clone()).ok()
    }
}
