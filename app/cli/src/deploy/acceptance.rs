//! What a proposal's file says of what the treasury has to do.

use std::fmt::{self, Write};

use tenure_client::{decode::hex, Instruction, Pubkey};

use crate::value::Tokens;

/// What has an authority of its own. The badges are the store's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Locker,
    Revenue,
    Store,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Locker => "the locker",
            Self::Revenue => "the splitter",
            Self::Store => "the store",
        })
    }
}

/// Takes a part over. A locker and its splitter follow from the governor, a store does not.
pub fn accept_action(part: Part, accept: &Instruction) -> String {
    match part {
        Part::Locker => "[[actions]]\nkind = \"accept_authority\"\nof = \"locker\"\n".to_owned(),
        Part::Revenue => "[[actions]]\nkind = \"accept_authority\"\nof = \"revenue\"\n".to_owned(),
        Part::Store => format!("# Takes the store over.\n{}", raw_action(accept)),
    }
}

pub fn limit_action(mint: &Pubkey, limit: Tokens) -> String {
    let mint = if *mint == Pubkey::default() { "SOL".to_owned() } else { mint.to_string() };
    format!("[[actions]]\nkind = \"set_outflow_limit\"\nmint = \"{mint}\"\nlimit = \"{limit}\"\n")
}

fn raw_action(instruction: &Instruction) -> String {
    let Instruction { program_id, accounts, data } = instruction;
    let mut text = format!("[[actions]]\nkind = \"raw\"\nprogram = \"{program_id}\"\naccounts = [\n");
    for meta in accounts {
        let (address, signer, writable) = (meta.pubkey, meta.is_signer, meta.is_writable);
        // Writing to a string cannot fail.
        writeln!(text, "    {{ address = \"{address}\", signer = {signer}, writable = {writable} }},")
            .unwrap_or_default();
    }
    write!(text, "]\ndata = \"{}\"\n", hex(data)).unwrap_or_default();
    text
}
