use std::{
    env,
    path::{Path, PathBuf},
};

use tenure_client::{governor, locker, membership, revenue, subscriptions, Pubkey};

use crate::failure::Failure;

/// The programs, and the files of their bytecode.
pub const PROGRAMS: [(Pubkey, &str); 5] = [
    (locker::ID, "locker.so"),
    (revenue::ID, "revenue.so"),
    (governor::ID, "governor.so"),
    (membership::ID, "membership.so"),
    (subscriptions::ID, "subscriptions.so"),
];

/// The directory of the programs' bytecode: `named`, or `target/deploy` beside this binary or above the
/// current directory.
pub fn find_bytecode(named: Option<&Path>) -> Result<PathBuf, Failure> {
    let candidates = match named {
        Some(directory) => vec![directory.to_owned()],
        None => usual_places(),
    };
    let files = PROGRAMS.map(|(_, file)| file);
    let holds_all = |directory: &&PathBuf| files.iter().all(|file| directory.join(file).is_file());
    let found = candidates.iter().find(holds_all).cloned();
    found.ok_or_else(|| {
        let place = named.map_or("target/deploy".into(), Path::to_string_lossy);
        Failure::input(format!(
            "{} are not all in {place}: build the programs with 'make build', or name their \
             directory with --programs DIR",
            files.join(", ")
        ))
    })
}

fn usual_places() -> Vec<PathBuf> {
    let binary = env::current_exe().unwrap_or_default();
    let here = env::current_dir().unwrap_or_default();
    let beside = binary.ancestors().skip(1).map(|directory| directory.join("deploy"));
    let above = here.ancestors().map(|directory| directory.join("target/deploy"));
    above.chain(beside).collect()
}
