//! A chain inside this process, with the programs deployed.

mod bytecode;
mod clock;
mod mint;
mod pyth;
pub mod reference_store;

use std::path::Path;

use solana_keypair::Keypair;
use surfpool_sdk::{
    cheatcodes::builders::{DeployProgram, SetAccount},
    Surfnet,
};
use tenure_client::Pubkey;
use tokio::runtime::Runtime;

use self::bytecode::PROGRAMS;
pub use self::{
    bytecode::find_bytecode,
    clock::travel_to,
    mint::NewMint,
    pyth::{price_account, FEED, PRICE},
};
use crate::{chain::Chain, failure::Failure};

/// As on a public cluster.
pub const SLOT_MS: u64 = 400;
const BANK_LAMPORTS: u64 = 10_000_000_000_000;

/// A running chain on free local ports.
pub struct Network {
    surfnet: Surfnet,
    chain: Chain,
}

impl Network {
    /// Starts one that makes a block when something is sent, of so many milliseconds, and that funds `bank`.
    pub fn start(bytecode: &Path, bank: Keypair, slot_ms: u64) -> Result<Self, Failure> {
        let builder = Surfnet::builder().offline(true).slot_time_ms(slot_ms);
        let builder = builder.payer(bank).airdrop_sol(BANK_LAMPORTS);
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

    /// Where the WebSocket is.
    pub fn ws_url(&self) -> &str {
        self.surfnet.ws_url()
    }

    /// The wallet that the chain funded at its start.
    pub fn bank(&self) -> &Keypair {
        self.surfnet.payer()
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
