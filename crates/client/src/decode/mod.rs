//! An instruction in words, for those who are about to sign it or to vote on it.
//!
//! Only what is understood to the last byte is put in words; all else is shown as it is, and said to be
//! unknown. The words never depend on a network: a caller may name the addresses that it knows.

mod associated;
mod idl;
mod names;
mod system;
mod tenure;
mod text;
mod token;
mod value;

use std::fmt;

use solana_program::instruction::{AccountMeta, Instruction};

use crate::program::SYSTEM_PROGRAM;

pub use associated::{associated_accounts, AssociatedAccount};
pub use names::Names;
pub use text::{hex, printable};

/// An instruction in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What it does; or that this is unknown, and why.
    pub headline: String,
    /// What goes with it: a name and words for each.
    pub details: Vec<(String, String)>,
    /// Whether all of it was understood.
    pub known: bool,
}

impl Decoded {
    fn known(headline: String) -> Self {
        Self { headline, details: vec![], known: true }
    }

    fn detail(mut self, name: impl Into<String>, words: impl Into<String>) -> Self {
        self.details.push((name.into(), words.into()));
        self
    }

    /// As it is: its program, its accounts and its data.
    fn unknown(instruction: &Instruction, why: &str, names: &Names) -> Self {
        let headline = format!("UNKNOWN: {why}");
        let mut decoded = Self { headline, details: vec![], known: false }
            .detail("program", names.show(&instruction.program_id));
        for (number, meta) in (1..).zip(&instruction.accounts) {
            decoded = decoded.detail(format!("account {number}"), account(meta, names));
        }
        decoded.detail("data", bytes(&instruction.data))
    }
}

impl fmt::Display for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.headline)?;
        let width = self.details.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        self.details.iter().try_for_each(|(name, words)| write!(f, "\n  {name:<width$}  {words}"))
    }
}

/// Puts an instruction in words, with the addresses named that `names` knows.
pub fn decode(instruction: &Instruction, names: &Names) -> Decoded {
    let program = instruction.program_id;
    let decoded = if let Some(program) = tenure::program(&program) {
        program.decode(instruction, names)
    } else if program == SYSTEM_PROGRAM {
        system::decode(instruction, names)
    } else if program == spl_token::ID || program == spl_token_2022_interface::ID {
        token::decode(instruction, names)
    } else {
        Err("a program that this client does not know".to_owned())
    };
    decoded.unwrap_or_else(|why| Decoded::unknown(instruction, &why, names))
}

/// An account with its rights.
fn account(meta: &AccountMeta, names: &Names) -> String {
    let rights = match (meta.is_signer, meta.is_writable) {
        (true, true) => ", signs, written",
        (true, false) => ", signs",
        (false, true) => ", written",
        (false, false) => "",
    };
    format!("{}{rights}", names.show(&meta.pubkey))
}

fn bytes(data: &[u8]) -> String {
    match data.len() {
        0 => "none".to_owned(),
        1 => format!("1 byte: {}", hex(data)),
        len => format!("{len} bytes: {}", hex(data)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pubkey;

    fn address(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    #[test]
    fn another_program_is_unknown_and_shown_as_it_is() {
        let accounts = vec![
            AccountMeta::new(address(2), true),
            AccountMeta::new_readonly(address(3), true),
            AccountMeta::new(address(4), false),
            AccountMeta::new_readonly(address(5), false),
        ];
        let instruction = Instruction { program_id: address(1), accounts, data: vec![0, 10, 255] };
        let named = [(address(3), "the treasury")];
        assert_eq!(
            decode(&instruction, &Names::new(&named)).to_string(),
            format!(
                "UNKNOWN: a program that this client does not know\n\
                 \x20 program    {}\n\
                 \x20 account 1  {}, signs, written\n\
                 \x20 account 2  {} (the treasury), signs\n\
                 \x20 account 3  {}, written\n\
                 \x20 account 4  {}\n\
                 \x20 data       3 bytes: 000aff",
                address(1),
                address(2),
                address(3),
                address(4),
                address(5)
            )
        );
        let empty = Instruction { program_id: address(1), accounts: vec![], data: vec![] };
        let words = decode(&empty, &Names::default());
        assert_eq!(words.details.last(), Some(&("data".to_owned(), "none".to_owned())));
        assert!(!words.known);
    }

    /// Each program, each first byte, each length up to where all known instructions have ended.
    #[test]
    fn no_data_makes_it_panic_and_none_but_whole_instructions_are_known() {
        let programs = [
            crate::governor::ID,
            crate::locker::ID,
            crate::revenue::ID,
            SYSTEM_PROGRAM,
            spl_token::ID,
            spl_token_2022_interface::ID,
        ];
        let accounts: Vec<_> = (1..=20).map(|byte| AccountMeta::new(address(byte), false)).collect();
        for program_id in programs {
            for first in 0..=u8::MAX {
                for len in 0..80 {
                    let data = [vec![first], vec![0xff; len]].concat();
                    for accounts in [&accounts[..], &accounts[..1], &[]] {
                        let instruction =
                            Instruction { program_id, accounts: accounts.to_vec(), data: data.clone() };
                        let decoded = decode(&instruction, &Names::default());
                        assert_eq!(decoded.known, !decoded.headline.starts_with("UNKNOWN"));
                        let lists_accounts = decoded.details.len() == accounts.len() + 2;
                        assert!(decoded.known || lists_accounts, "{decoded}");
                    }
                }
            }
        }
    }
}
