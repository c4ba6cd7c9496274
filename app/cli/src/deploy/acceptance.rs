//! What a proposal's file says of what the treasury has to do.

use std::fmt;

use tenure_client::Pubkey;

use crate::value::Tokens;

/// What has an authority of its own. The badges are the store's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Locker,
    Revenue,
    Store(Pubkey),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Locker => "the locker",
            Self::Revenue => "the splitter",
            Self::Store(_) => "the store",
        })
    }
}

/// Takes a part over.
pub fn accept_action(part: Part) -> String {
    let of = match part {
        Part::Locker => "locker".to_owned(),
        Part::Revenue => "revenue".to_owned(),
        Part::Store(store) => format!("store:{store}"),
    };
    format!("[[actions]]\nkind = \"accept_authority\"\nof = \"{of}\"\n")
}

pub fn limit_action(mint: &Pubkey, limit: Tokens) -> String {
    let mint = if *mint == Pubkey::default() { "SOL".to_owned() } else { mint.to_string() };
    format!("[[actions]]\nkind = \"set_outflow_limit\"\nmint = \"{mint}\"\nlimit = \"{limit}\"\n")
}
