//! A wallet at its shell, with a chain and a locker to work on.

use serde_json::Value;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::{
    locker::{locker_address, Locker},
    Pubkey,
};

use crate::{
    network::Network,
    shell::{Run, Shell},
};

/// The wallet's view of one locker.
pub struct Flow {
    pub network: Network,
    pub shell: Shell,
    pub owner: Pubkey,
    pub locker: Pubkey,
}

impl Flow {
    /// A chain, and a wallet with `purse` base units of the token to lock.
    pub fn start(purse: u64) -> Self {
        let network = Network::start(purse);
        let owner = network.wallet().pubkey();
        let locker = locker_address(&network.mint, &owner);
        let shell = shell_of(network.url(), network.wallet());
        Self { network, shell, owner, locker }
    }

    /// The shell of another wallet.
    pub fn shell_of(&self, wallet: &Keypair) -> Shell {
        shell_of(self.network.url(), wallet)
    }

    /// The wallet's, at another way to the chain.
    pub fn shell_at(&self, url: &str) -> Shell {
        shell_of(url, self.network.wallet())
    }

    /// A file that describes the locker.
    pub fn locker_config(&self, max_weeks: u16) -> String {
        let text = format!(
            "mint = \"{}\"\nmin_weeks = 1\nmax_weeks = {max_weeks}\npenalty_bps = 5000\n\
             penalty_account = \"associated:{}\"\nauthority = \"{}\"\npauser = \"none\"\ngovernor = \"none\"\n",
            self.network.mint, self.locker, self.owner
        );
        self.shell.file("locker.toml", &text).to_string_lossy().into_owned()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(&self.shell, arguments)
    }

    pub fn run_in(&self, shell: &Shell, arguments: &[&str]) -> Run {
        let locker = self.locker.to_string();
        shell.run(&[arguments, &["--locker", &locker]].concat())
    }

    pub fn done(&self, arguments: &[&str]) -> Value {
        self.run(arguments).done()
    }

    /// Refused by a program, by this name, with nothing sent. Returns its words.
    pub fn refused(&self, arguments: &[&str], name: &str) -> String {
        self.refused_in(&self.shell, arguments, name)
    }

    pub fn refused_in(&self, shell: &Shell, arguments: &[&str], name: &str) -> String {
        let before = self.network.transactions();
        let run = self.run_in(shell, arguments);
        assert_eq!(run.code, Some(1), "{arguments:?}: {}", run.stdout);
        assert_eq!(run.json()["error"]["name"], name, "{arguments:?}: {}", run.stdout);
        assert_eq!(self.network.transactions(), before, "{arguments:?} sent something");
        words(&run)
    }

    /// Not done, with nothing sent, for a reason that the command found itself. Returns its words.
    pub fn failed(&self, arguments: &[&str], code: i32) -> String {
        let before = self.network.transactions();
        let run = self.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stdout);
        assert_eq!(self.network.transactions(), before, "{arguments:?} sent something");
        words(&run)
    }

    pub fn state(&self) -> Locker {
        self.network.read(&self.locker)
    }
}

fn shell_of(url: &str, wallet: &Keypair) -> Shell {
    let shell = Shell::new();
    let keypair = shell.file("wallet.json", &format!("{:?}", wallet.to_bytes()));
    let options = ["--url", url, "--keypair", &keypair.to_string_lossy(), "--output", "json"];
    shell.with(&options)
}

fn words(run: &Run) -> String {
    run.json()["error"]["message"].as_str().unwrap_or_default().to_owned()
}
