use std::sync::LazyLock;

use crate::{program::Errors, Explanation};

/// What the membership program means by an error code, if it is one of its own.
pub fn explain(code: u32) -> Option<Explanation> {
    static ERRORS: LazyLock<Errors> =
        LazyLock::new(|| Errors::read(include_str!("../../../../idl/membership.json")));
    ERRORS.explain(code)
}
