//! A deployment for people: its addresses, its instructions, and what others have to do.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::json;
use solana_transaction::Message;
use spl_associated_token_account_interface::program::ID as ASSOCIATED_TOKEN;
use tenure_client::{
    decode::{decode, hex, Names},
    Instruction, Pubkey,
};

use super::{finding::Pending, Deployment};
use crate::report::{Detail, Report};

/// Adds where everything is, or will be.
pub fn address_facts(deployment: &Deployment, report: Report) -> Report {
    let addresses = &deployment.addresses;
    report
        .text("name", "Deployment", &deployment.name)
        .text("cluster", "Cluster", deployment.cluster)
        .address("deployer", "Deployer", addresses.deployer)
        .address("stakeMint", "Locked token", addresses.locker().mint)
        .address("locker", "Locker", addresses.locker().locker)
        .address("splitter", "Splitter", addresses.revenue.splitter)
        .address("governor", "Governor", addresses.governor.governor)
        .address("treasury", "Treasury", addresses.governor.treasury)
        .address("store", "Store", addresses.store.store)
        .address("collection", "Badges", addresses.store.badges.collection)
}

/// What is sent in each transaction, in words.
pub fn transactions(deployment: &Deployment, transactions: &[Vec<Instruction>]) -> Vec<Report> {
    let names = names(deployment);
    let report = |(number, instructions): (usize, &Vec<Instruction>)| {
        let told = instructions.iter().map(|instruction| told(instruction, &names)).collect();
        Report::new(format!("Transaction {number}")).parts("instructions", told)
    };
    (1..).zip(transactions).map(report).collect()
}

/// What others have to do: in words, and as it is to be signed.
pub fn acceptances(deployment: &Deployment, waiting: &[(&str, &Pending)]) -> Vec<Report> {
    let names = names(deployment);
    let treasury = deployment.addresses.governor.treasury;
    let told = |(what, pending): &(&str, &Pending)| {
        let report =
            told(&pending.instruction, &names).text("what", "Waits", what).address("by", "For", pending.by);
        // The treasury signs nothing: it acts by its proposal.
        if pending.by == treasury {
            report
        } else {
            to_sign(pending, report)
        }
    };
    waiting.iter().map(told).collect()
}

/// Adds an instruction as wallets and multisigs take it.
fn to_sign(Pending { by, instruction, .. }: &Pending, report: Report) -> Report {
    let message = Message::new(std::slice::from_ref(instruction), Some(by)).serialize();
    let accounts = instruction.accounts.iter().map(|meta| {
        json!({ "address": meta.pubkey.to_string(), "signer": meta.is_signer, "writable": meta.is_writable })
    });
    let accounts: serde_json::Value = accounts.collect();
    report.fact("accounts", "", "", accounts).text("data", "Data", hex(&instruction.data)).text(
        "message",
        "Message to sign, base64",
        BASE64_STANDARD.encode(message),
    )
}

fn told(instruction: &Instruction, names: &[(Pubkey, String)]) -> Report {
    let names: Vec<_> = names.iter().map(|(address, name)| (*address, name.as_str())).collect();
    let names = Names::new(&names);
    let (headline, details) = match opened(instruction, &names) {
        Some(words) => words,
        None => {
            let decoded = decode(instruction, &names);
            (decoded.headline, decoded.details)
        }
    };
    let detail = |(name, words)| Detail { name, words, now: None };
    let details: Vec<_> = details.into_iter().map(detail).collect();
    Report::new(&headline)
        .fact("headline", "", "", headline.as_str().into())
        .address("program", "", instruction.program_id)
        .details("details", &details)
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

fn names(deployment: &Deployment) -> Vec<(Pubkey, String)> {
    let addresses = &deployment.addresses;
    let mut names: Vec<_> = [
        (addresses.deployer, "the deployer"),
        (addresses.locker().locker, "the locker"),
        (addresses.revenue.splitter, "the splitter"),
        (addresses.governor.governor, "the governor"),
        (addresses.governor.treasury, "the treasury"),
        (addresses.store.store, "the store"),
        (addresses.store.badges.collection, "the badges"),
    ]
    .map(|(address, name)| (address, name.to_owned()))
    .into();
    names.extend(deployment.tokens.iter().map(|token| (token.mint, format!("the token {}", token.symbol))));
    names
}
