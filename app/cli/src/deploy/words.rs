//! A deployment for people: its addresses, its instructions, and what others have to do.

use tenure_client::{decode::Names, Instruction, Pubkey};

use super::{finding::Pending, Deployment};
use crate::{
    report::Report,
    unsigned::{as_it_is, instruction_facts, message},
};

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
            let Pending { by, instruction, .. } = pending;
            let message = message(std::slice::from_ref(instruction), by);
            as_it_is(instruction, report).text("message", "Message to sign, base64", message)
        }
    };
    waiting.iter().map(told).collect()
}

fn told(instruction: &Instruction, names: &[(Pubkey, String)]) -> Report {
    let names: Vec<_> = names.iter().map(|(address, name)| (*address, name.as_str())).collect();
    instruction_facts(instruction, &Names::new(&names))
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
