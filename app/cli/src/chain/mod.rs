//! A cluster, through its JSON-RPC.

mod governor;
mod holdings;
mod list;
mod packing;
mod price;
mod read;
mod revenue;
mod send;
mod store;
mod subscription;
mod view;

use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::rpc_client::RpcClient;

use crate::failure::Failure;

pub use governor::{OpenGovernor, OpenProposal};
pub use holdings::tokens_of;
pub use packing::pack;
pub use price::{sponsored_price, Rate};
pub use read::OpenLocker;
pub use revenue::{OpenPool, OpenSplitter};
pub use send::fits;
pub use store::{OpenPayToken, OpenPlan, OpenStore};
pub use subscription::{OpenBadge, OpenSubscription};

/// One cluster.
pub struct Chain {
    rpc: RpcClient,
    /// What is bid for a compute unit, in micro-lamports.
    compute_unit_price: Option<u64>,
    /// Whether somebody else signs: nothing is sent then.
    only_told: bool,
}

impl Chain {
    pub fn new(url: &str) -> Self {
        Self {
            rpc: RpcClient::new_with_commitment(url, CommitmentConfig::confirmed()),
            compute_unit_price: None,
            only_told: false,
        }
    }

    /// Bids for each compute unit of what is sent.
    pub fn with_compute_unit_price(self, compute_unit_price: Option<u64>) -> Self {
        Self { compute_unit_price, ..self }
    }

    /// Sends nothing, but fails with what is to be signed.
    pub fn only_told(self, only_told: bool) -> Self {
        Self { only_told, ..self }
    }

    /// For calls that only some clusters know.
    pub fn rpc(&self) -> &RpcClient {
        &self.rpc
    }

    /// The cluster's words for a failed call, and where that was.
    fn unanswered(&self, error: impl std::fmt::Display) -> Failure {
        Failure::cluster(format!("{} does not answer as it should: {error}", self.rpc.url()))
    }
}
