//! What stays on the chain, and the rent it takes.

use std::{fs, mem::size_of};

use locker::{Lock, Locker};
use tenure_tests::Lite;

pub struct Size {
    pub what: String,
    pub bytes: usize,
    pub rent: u64,
}

/// Bytes before an account's fields that tell its type.
const DISCRIMINATOR: usize = 8;

pub fn sizes() -> Vec<Size> {
    let accounts = [("account `Locker`", size_of::<Locker>()), ("account `Lock`", size_of::<Lock>())];
    let program = fs::metadata("target/deploy/locker.so").expect("bytecode: run `make build`");
    let mut sizes: Vec<_> =
        accounts.map(|(what, bytes)| (what.to_owned(), DISCRIMINATOR + bytes)).into_iter().collect();
    sizes.push(("program `locker.so`".to_owned(), usize::try_from(program.len()).expect("a file's size")));
    let svm = Lite::new().svm;
    sizes
        .into_iter()
        .map(|(what, bytes)| Size { what, bytes, rent: svm.minimum_balance_for_rent_exemption(bytes) })
        .collect()
}
