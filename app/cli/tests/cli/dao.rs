//! A locker whose holders govern it, worked on through the binary.

use std::ops::Deref;

use serde_json::Value;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::{
    governor::{Governor, GovernorKeys},
    locker::LockerKeys,
    Pubkey,
};
use tenure_math::start_of;

use crate::{
    flow::Flow,
    shell::{Run, Shell},
};

pub const DAY: u64 = 86_400;
/// What the wallet has of the locked token: 10,000.
const PURSE: u64 = 10_000_000_000;

/// Somebody at a shell of their own.
pub struct Holder {
    pub keypair: Keypair,
    pub shell: Shell,
}

pub struct Dao {
    flow: Flow,
    pub keys: GovernorKeys,
    pub bob: Holder,
    pub carol: Holder,
}

impl Deref for Dao {
    type Target = Flow;

    fn deref(&self) -> &Flow {
        &self.flow
    }
}

impl Dao {
    /// Permanent locks, whose power does not fall, from the week before: of the wallet 2,080, of Bob 1,040
    /// and of Carol 520. No governor yet.
    pub fn bare() -> Self {
        let flow = Flow::start(PURSE);
        let config = flow.locker_config(208);
        flow.done(&["locker", "create", "--config", &config]);
        let holder = |units| {
            let keypair = flow.network.person(units);
            Holder { shell: flow.shell_of(&keypair), keypair }
        };
        let (bob, carol) = (holder(1_040_000_000), holder(520_000_000));
        for (shell, amount) in [(&flow.shell, "2080"), (&bob.shell, "1040"), (&carol.shell, "520")] {
            flow.run_in(shell, &["lock", amount, "--weeks", "208"]).done();
            flow.run_in(shell, &["make-permanent"]).done();
        }
        flow.network.travel_to(start_of(flow.state().week + 1));
        let locker = flow.state();
        let keys = GovernorKeys::derive(LockerKeys::of(flow.locker, &locker));
        Self { flow, keys, bob, carol }
    }

    /// With a governor on the terms of migrations/governor.toml, at a threshold of 1,000, and Carol as its
    /// council.
    pub fn start() -> Self {
        let dao = Self::bare();
        let config = dao.config("1000", &dao.carol.keypair.pubkey().to_string());
        dao.governance(&["create", "--config", &config]).done();
        dao
    }

    pub fn config(&self, threshold: &str, council: &str) -> String {
        let example = include_str!("../../../../migrations/governor.toml");
        let text = example
            .replace("proposal_threshold = \"1000\"", &format!("proposal_threshold = \"{threshold}\""))
            .replace("council = \"none\"", &format!("council = \"{council}\""));
        self.flow.shell.file("governor.toml", &text).to_string_lossy().into_owned()
    }

    /// A file of the wallet's.
    pub fn file(&self, name: &str, text: &str) -> String {
        self.flow.shell.file(name, text).to_string_lossy().into_owned()
    }

    pub fn governance(&self, arguments: &[&str]) -> Run {
        self.flow.run(&[&["governance"], arguments].concat())
    }

    pub fn as_holder(&self, holder: &Holder, arguments: &[&str]) -> Run {
        self.flow.run_in(&holder.shell, &[&["governance"], arguments].concat())
    }

    /// Refused by a program, by this name, with nothing sent. Returns its words.
    pub fn denied(&self, arguments: &[&str], name: &str) -> String {
        self.flow.refused(&[&["governance"], arguments].concat(), name)
    }

    pub fn denied_to(&self, holder: &Holder, arguments: &[&str], name: &str) -> String {
        self.flow.refused_in(&holder.shell, &[&["governance"], arguments].concat(), name)
    }

    /// Not done, with nothing sent. Returns its words.
    pub fn undone(&self, arguments: &[&str], code: i32) -> String {
        self.flow.failed(&[&["governance"], arguments].concat(), code)
    }

    pub fn governor(&self) -> Governor {
        self.flow.network.read(&self.keys.governor)
    }

    /// Proposes what a file says, as the wallet, and returns the report.
    pub fn propose(&self, file: &str) -> Value {
        self.governance(&["propose", file, "--yes"]).done()
    }

    /// The wallet votes for a proposal as soon as it can, and the timelock passes.
    pub fn pass(&self, proposed: &Value) {
        let number = proposed["number"].to_string();
        self.flow.network.travel_to(second(proposed, "votingStartsAt"));
        self.governance(&["vote", &number, "for"]).done();
        self.flow.network.travel_to(second(proposed, "executableAt"));
    }

    pub fn stop(self) {
        self.flow.network.stop();
    }
}

/// A second in a report.
pub fn second(report: &Value, key: &str) -> u64 {
    report[key].as_u64().expect("a second")
}

/// An address in a report.
pub fn address(report: &Value, key: &str) -> Pubkey {
    report[key].as_str().and_then(|text| text.parse().ok()).expect("an address")
}

/// What a report says of each action.
pub fn headlines(report: &Value) -> Vec<String> {
    let actions = report["actions"].as_array().expect("actions");
    actions.iter().map(|action| action["headline"].as_str().expect("words").to_owned()).collect()
}
