//! A chain to deploy to, and migrations/deploy.toml filled in for it.

use std::ops::Deref;

use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::request::RpcRequest;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_client::{governor, locker, membership, revenue, subscriptions, Pubkey};

use crate::{
    network::Network,
    shell::{Run, Shell},
};

const EXAMPLE: &str = include_str!("../../../../../migrations/deploy.toml");
/// Of Pyth, for SOL.
const FEED: &str = "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d";
/// What the wallet of the chain has of TMAI.
const PURSE: u64 = 10_000_000_000;
const SOL: u64 = 1_000_000_000;

pub struct Site {
    network: Network,
    pub usdc: Pubkey,
    pub weth: Pubkey,
    pub multisig: Keypair,
    pub guardian: Pubkey,
    pub operator: Pubkey,
    pub company: Pubkey,
}

impl Deref for Site {
    type Target = Network;

    fn deref(&self) -> &Network {
        &self.network
    }
}

/// Who deploys, at a shell, and the address it gives to the locker.
pub struct Deployer {
    pub address: Pubkey,
    pub keypair: Keypair,
    pub shell: Shell,
    pub locker: Pubkey,
}

impl Site {
    /// The multisig may replace the programs, as in the end.
    pub fn new() -> Self {
        let network = Network::start(PURSE);
        let (usdc, weth) = (network.token(6, 0), network.token(8, 0));
        let multisig = Keypair::new();
        let address = multisig.pubkey();
        network.send(&[system::transfer(&network.wallet().pubkey(), &address, SOL)], &[network.wallet()]);
        let [guardian, operator, company] = [7, 8, 9].map(|byte| Pubkey::new_from_array([byte; 32]));
        let site = Self { network, usdc, weth, multisig, guardian, operator, company };
        site.give_programs_to(&address);
        site
    }

    pub fn give_programs_to(&self, authority: &Pubkey) {
        let programs = [governor::ID, locker::ID, membership::ID, revenue::ID, subscriptions::ID];
        programs.iter().for_each(|program| set_upgrade_authority(self.url(), program, authority));
    }

    /// Somebody with this many lamports.
    pub fn deployer(&self, lamports: u64) -> Deployer {
        let keypair = Keypair::new();
        let address = keypair.pubkey();
        self.fund(&address, lamports);
        let locker = locker::locker_address(&self.mint, &address);
        Deployer { shell: self.shell_of(&keypair), address, locker, keypair }
    }

    pub fn fund(&self, address: &Pubkey, lamports: u64) {
        let wallet = self.wallet();
        self.send(&[system::transfer(&wallet.pubkey(), address, lamports)], &[wallet]);
    }

    pub fn shell_of(&self, keypair: &Keypair) -> Shell {
        shell_at(self.url(), keypair)
    }

    /// The example with the governor and the multisig in their places, as in the end, and these changes.
    pub fn text(&self, deployer: &Pubkey, changes: &[(&str, &str)]) -> String {
        let multisig = format!("upgrade_authority = \"{}\"", self.multisig.pubkey());
        let in_their_places = [
            ("upgrade_authority = \"deployer\"", multisig.as_str()),
            ("locker = \"deployer\"", "locker = \"governor\""),
            ("revenue = \"deployer\"", "revenue = \"governor\""),
        ];
        self.first_text(deployer, &[&in_their_places, changes].concat())
    }

    /// The example as it stands but for its addresses, its cluster, and these changes.
    pub fn first_text(&self, deployer: &Pubkey, changes: &[(&str, &str)]) -> String {
        let mut text = EXAMPLE.to_owned();
        for (from, to) in [
            ("cluster = \"devnet\"", "cluster = \"localnet\"".to_owned()),
            ("FILL-IN-DEPLOYER", deployer.to_string()),
            ("FILL-IN-MULTISIG", self.multisig.pubkey().to_string()),
            ("FILL-IN-GUARDIAN", self.guardian.to_string()),
            ("FILL-IN-OPERATOR", self.operator.to_string()),
            ("FILL-IN-COMPANY", self.company.to_string()),
            ("FILL-IN-TMAI", self.mint.to_string()),
            ("FILL-IN-USDC", self.usdc.to_string()),
            ("FILL-IN-WETH", self.weth.to_string()),
            ("FILL-IN-FEED", FEED.to_owned()),
        ] {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, &to);
        }
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        text
    }

    /// The deployer's run with the example's file and these changes.
    pub fn deploy(&self, deployer: &Deployer, changes: &[(&str, &str)], options: &[&str]) -> Run {
        self.deploy_text(&deployer.shell, &self.text(&deployer.address, changes), options)
    }

    /// As [`Self::deploy`], while everything but the store is still to stay with the deployer.
    pub fn begin(&self, deployer: &Deployer, changes: &[(&str, &str)], options: &[&str]) -> Run {
        self.deploy_text(&deployer.shell, &self.first_text(&deployer.address, changes), options)
    }

    /// As [`Self::deploy`], through another address of a chain.
    pub fn deploy_at(&self, url: &str, deployer: &Deployer, options: &[&str]) -> Run {
        let shell = shell_at(url, &deployer.keypair);
        self.deploy_text(&shell, &self.text(&deployer.address, &[]), options)
    }

    pub fn deploy_text(&self, shell: &Shell, text: &str, options: &[&str]) -> Run {
        let file = shell.file("deploy.toml", text);
        shell.run(&[&["deploy", "--config", &file.to_string_lossy()], options].concat())
    }

    /// Not done, with nothing sent. Returns its words.
    pub fn refused(&self, deployer: &Deployer, changes: &[(&str, &str)], code: i32) -> String {
        let before = self.transactions();
        let run = self.deploy(deployer, changes, &[]);
        assert_eq!(run.code, Some(code), "{changes:?}: {}", run.stdout);
        assert_eq!(self.transactions(), before, "{changes:?} sent something");
        words(&run)
    }

    pub fn stop(self) {
        self.network.stop();
    }
}

pub fn set_upgrade_authority(url: &str, program: &Pubkey, authority: &Pubkey) {
    let method = "surfnet_setProgramAuthority";
    let rpc = RpcClient::new(url.to_owned());
    let arguments = json!([program.to_string(), authority.to_string()]);
    rpc.send::<Value>(RpcRequest::Custom { method }, arguments).expect("an authority");
}

fn shell_at(url: &str, keypair: &Keypair) -> Shell {
    let shell = Shell::new();
    let file = shell.file("wallet.json", &format!("{:?}", keypair.to_bytes()));
    shell.with(&["--url", url, "--keypair", &file.to_string_lossy(), "--output", "json"])
}

pub fn words(run: &Run) -> String {
    run.json()["error"]["message"].as_str().unwrap_or_default().to_owned()
}

/// How many things a report lists.
pub fn count(report: &Value, key: &str) -> usize {
    report[key].as_array().map_or(0, Vec::len)
}
