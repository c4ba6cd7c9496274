use std::sync::LazyLock;

use serde::Deserialize;

use crate::Explanation;

/// The interface that the program's build writes: its errors' names and words come from there.
const IDL: &str = include_str!("../../../../idl/locker.json");

#[derive(Deserialize)]
struct Idl {
    errors: Vec<IdlError>,
}

#[derive(Deserialize)]
struct IdlError {
    code: u32,
    name: String,
    msg: String,
}

/// What the locker means by an error code, if it is one of its own.
pub fn explain(code: u32) -> Option<Explanation> {
    static ERRORS: LazyLock<Vec<IdlError>> =
        LazyLock::new(|| serde_json::from_str::<Idl>(IDL).expect("idl/locker.json is an IDL").errors);
    let error = ERRORS.iter().find(|error| error.code == code)?;
    Some(Explanation { name: error.name.clone(), words: error.msg.clone() })
}
