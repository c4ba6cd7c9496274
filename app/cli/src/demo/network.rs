//! The chain inside this process.

use std::{
    env,
    path::{Path, PathBuf},
};

use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_rpc_client_api::request::RpcRequest;
use surfpool_sdk::{
    cheatcodes::builders::{DeployProgram, SetAccount},
    Surfnet,
};
use tenure_client::{governor, locker, membership, revenue, subscriptions, Pubkey};
use tokio::runtime::Runtime;

use crate::{chain::Chain, failure::Failure};

/// The programs, and the files of their bytecode.
const PROGRAMS: [(Pubkey, &str); 5] = [
    (locker::ID, "locker.so"),
    (revenue::ID, "revenue.so"),
    (governor::ID, "governor.so"),
    (membership::ID, "membership.so"),
    (subscriptions::ID, "subscriptions.so"),
];
/// As on a public cluster. With shorter slots, a week would be hundreds of epochs.
const SLOT_MS: u64 = 400;
const BANK_LAMPORTS: u64 = 1_000_000_000_000;

/// A running chain on a free local port, with the programs deployed.
pub struct Network {
    surfnet: Surfnet,
    chain: Chain,
}

impl Network {
    pub fn start(bytecode: &Path) -> Result<Self, Failure> {
        let builder = Surfnet::builder().offline(true).slot_time_ms(SLOT_MS).airdrop_sol(BANK_LAMPORTS);
        let surfnet = Runtime::new().map_err(Failure::cluster)?.block_on(builder.start());
        let surfnet = surfnet.map_err(Failure::cluster)?;
        for (program, file) in PROGRAMS {
            let deploy = DeployProgram::new(program).so_path(bytecode.join(file));
            surfnet.cheatcodes().deploy(deploy).map_err(Failure::cluster)?;
        }
        Ok(Self { chain: Chain::new(surfnet.rpc_url()), surfnet })
    }

    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    pub fn url(&self) -> &str {
        self.surfnet.rpc_url()
    }

    /// The wallet that the chain funded at its start.
    pub fn bank(&self) -> &Keypair {
        self.surfnet.payer()
    }

    /// Turns the clock forward to second `t` of Unix time.
    pub fn travel_to(&self, t: u64) -> Result<(), Failure> {
        let milliseconds = t.saturating_mul(1_000);
        let request = RpcRequest::Custom { method: "surfnet_timeTravel" };
        let arguments = json!([{ "absoluteTimestamp": milliseconds }]);
        self.chain.rpc().send::<Value>(request, arguments).map_err(Failure::cluster)?;
        Ok(())
    }

    /// Writes an account as it stands.
    pub fn set_account(
        &self,
        address: &Pubkey,
        owner: &Pubkey,
        lamports: u64,
        data: Vec<u8>,
    ) -> Result<(), Failure> {
        let account = SetAccount::new(*address).lamports(lamports).owner(*owner).data(data);
        self.surfnet.cheatcodes().execute(account).map_err(Failure::cluster)
    }

    /// Closes the ports and waits until they are free.
    pub fn stop(&mut self) -> Result<(), Failure> {
        self.surfnet.stop().map_err(Failure::cluster)
    }
}

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
