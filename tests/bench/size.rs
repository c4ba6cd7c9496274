//! What stays on the chain, and the rent it takes.

use std::{fs, mem::size_of};

use governor::{Governor, Proposal, Vote};
use locker::{Lock, Locker};
use membership::{Badge, Collection};
use revenue::{ClaimRecord, Pool, Splitter};
use subscriptions::{Credit, Mandate, PayToken, Plan, Store, Subscription};
use tenure_tests::Lite;

pub struct Size {
    pub what: String,
    pub bytes: usize,
    pub rent: u64,
}

/// Bytes before an account's fields that tell its type.
const DISCRIMINATOR: usize = 8;

pub fn sizes() -> Vec<Size> {
    let accounts = [
        ("account `Locker`", size_of::<Locker>()),
        ("account `Lock`", size_of::<Lock>()),
        ("account `Splitter`", size_of::<Splitter>()),
        ("account `Pool`", size_of::<Pool>()),
        ("account `ClaimRecord`", size_of::<ClaimRecord>()),
        ("account `Governor`", size_of::<Governor>()),
        ("account `Proposal`, before its text", size_of::<Proposal>()),
        ("account `Vote`", size_of::<Vote>()),
        ("account `Collection`", size_of::<Collection>()),
        ("account `Badge`", size_of::<Badge>()),
        ("account `Store`", size_of::<Store>()),
        ("account `Plan`", size_of::<Plan>()),
        ("account `PayToken`", size_of::<PayToken>()),
        ("account `Subscription`", size_of::<Subscription>()),
        ("account `Mandate`", size_of::<Mandate>()),
        ("account `Credit`", size_of::<Credit>()),
    ];
    let mut sizes: Vec<_> =
        accounts.map(|(what, bytes)| (what.to_owned(), DISCRIMINATOR + bytes)).into_iter().collect();
    for program in ["locker.so", "revenue.so", "governor.so", "membership.so", "subscriptions.so"] {
        let file = fs::metadata(format!("target/deploy/{program}")).expect("bytecode: run `make build`");
        sizes.push((format!("program `{program}`"), usize::try_from(file.len()).expect("a file's size")));
    }
    let svm = Lite::new().svm;
    sizes
        .into_iter()
        .map(|(what, bytes)| Size { what, bytes, rent: svm.minimum_balance_for_rent_exemption(bytes) })
        .collect()
}
