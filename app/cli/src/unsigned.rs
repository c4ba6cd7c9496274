//! What somebody else is to sign: in words, and as wallets and multisigs take it.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};
use solana_program::instruction::AccountMeta;
use solana_transaction::Message;
use spl_associated_token_account_interface::program::ID as ASSOCIATED_TOKEN;
use tenure_client::{
    decode::{decode, hex, Names},
    Instruction, Pubkey,
};

use crate::report::{Detail, Report};

/// A transaction that is only written down.
#[derive(Debug)]
pub struct Unsigned {
    /// Who pays, and signs.
    pub by: Pubkey,
    pub instructions: Vec<Instruction>,
    /// Why it could not be rehearsed; a program that refuses it is told instead of it.
    pub unrehearsed: Option<String>,
}

impl Unsigned {
    pub fn report(&self) -> Report {
        let names = [(self.by, "who signs")];
        let instruction =
            |instruction| as_it_is(instruction, instruction_facts(instruction, &Names::new(&names)));
        let unrehearsed = if self.unrehearsed.is_some() { "Not tried beforehand" } else { "" };
        Report::new("Nothing was sent. This is to be signed, as one transaction:")
            .address("by", "By", self.by)
            .fact("sent", "", "", Value::Array(vec![]))
            .fact(
                "unrehearsed",
                unrehearsed,
                self.unrehearsed.as_deref().unwrap_or_default(),
                json!(self.unrehearsed),
            )
            .text("message", "Message to sign, base64", message(&self.instructions, &self.by))
            .parts("instructions", self.instructions.iter().map(instruction).collect())
    }
}

/// An instruction in words.
pub fn instruction_facts(instruction: &Instruction, names: &Names) -> Report {
    let (headline, details) = match opened(instruction, names) {
        Some(words) => words,
        None => {
            let decoded = decode(instruction, names);
            (decoded.headline, decoded.details)
        }
    };
    let detail = |(name, words)| Detail { name, words, now: None };
    let details: Vec<_> = details.into_iter().map(detail).collect();
    Report::new(&headline)
        .fact("headline", "", "", headline.as_str().into())
        .address("program", "Program", instruction.program_id)
        .details("details", &details)
}

/// Adds an instruction's accounts and data: with its program, what a proposal's `raw` action takes.
pub fn as_it_is(instruction: &Instruction, report: Report) -> Report {
    let text = |meta: &AccountMeta| {
        let signer = if meta.is_signer { ", signer" } else { "" };
        let writable = if meta.is_writable { ", writable" } else { "" };
        format!("{}{signer}{writable}", meta.pubkey)
    };
    let accounts = instruction.accounts.iter();
    let texts: Vec<_> = accounts.clone().map(text).collect();
    let json = accounts.map(|meta| {
        json!({ "address": meta.pubkey.to_string(), "signer": meta.is_signer, "writable": meta.is_writable })
    });
    report.fact("accounts", "Accounts", texts.join("\n    "), json.collect()).text(
        "data",
        "Data",
        hex(&instruction.data),
    )
}

/// As wallets take it. Its blockhash is still to be filled in.
pub fn message(instructions: &[Instruction], by: &Pubkey) -> String {
    BASE64_STANDARD.encode(Message::new(instructions, Some(by)).serialize())
}

/// What opens an associated token account, in words.
fn opened(instruction: &Instruction, names: &Names) -> Option<(String, Vec<(String, String)>)> {
    let is_opening = instruction.program_id == ASSOCIATED_TOKEN && instruction.data == [1];
    let [payer, account, owner, mint, ..] = instruction.accounts.get(..4).filter(|_| is_opening)? else {
        return None;
    };
    let named = |name: &str, address: &Pubkey| (name.to_owned(), names.show(address));
    let details = vec![
        named("account", &account.pubkey),
        named("owner", &owner.pubkey),
        named("mint", &mint.pubkey),
        named("payer", &payer.pubkey),
    ];
    Some(("Opens a token account, if it is not there".to_owned(), details))
}

#[cfg(test)]
mod tests {
    use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent as open;
    use tenure_client::locker::{LockerKeys, ID};

    use super::*;

    fn address(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    #[test]
    fn people_read_what_is_to_be_signed() {
        let by = address(1);
        let locker = LockerKeys::derive(address(2), address(4), spl_token::ID, address(5));
        let resume = locker.resume(by);
        let data = hex(&resume.data);
        let instructions = vec![open(&by, &address(3), &address(4), &spl_token::ID), resume];
        let unsigned = Unsigned { by, instructions, unrehearsed: Some("it holds no SOL".to_owned()) };
        let text = unsigned.report().to_string();
        for words in [
            "Nothing was sent. This is to be signed, as one transaction:\n",
            &format!("  By                       {by}\n  Not tried beforehand     it holds no SOL\n"),
            "\nOpens a token account, if it is not there\n",
            &format!("  payer     {by} (who signs)\n"),
            &format!("  Program    {ID}\n"),
            &format!("  authority  {by} (who signs), signs\n"),
            &format!("  Accounts   {}, writable\n    {by}, signer\n", locker.locker),
            &format!("  Data       {data}\n"),
        ] {
            assert!(text.contains(words), "'{words}' is not in:\n{text}");
        }
    }
}
