//! Which cluster a deployment is for.

use std::fmt;

use serde::Deserialize;

use super::Deployment;
use crate::{chain::Chain, failure::Failure};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cluster {
    Localnet,
    Devnet,
    Testnet,
    MainnetBeta,
}

const PUBLIC: [Cluster; 3] = [Cluster::Devnet, Cluster::Testnet, Cluster::MainnetBeta];

impl Cluster {
    /// What a public cluster began with; any other chain counts as local.
    fn genesis_hash(self) -> Option<&'static str> {
        match self {
            Self::Localnet => None,
            Self::Devnet => Some("EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"),
            Self::Testnet => Some("4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY"),
            Self::MainnetBeta => Some("5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"),
        }
    }

    fn that_began_with(genesis_hash: &str) -> Self {
        let known = PUBLIC.into_iter().find(|cluster| cluster.genesis_hash() == Some(genesis_hash));
        known.unwrap_or(Self::Localnet)
    }

    /// There is no way round this: docs/adr/0001 says when it falls.
    pub fn require_audited(self) -> Result<(), String> {
        if self != Self::MainnetBeta {
            return Ok(());
        }
        Err("nothing is deployed to mainnet-beta before Anchor 2.0 is final and both it and these programs are \
             audited: see docs/adr/0001-anchor-2-release-candidate.md"
            .to_owned())
    }
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Localnet => "localnet",
            Self::Devnet => "devnet",
            Self::Testnet => "testnet",
            Self::MainnetBeta => "mainnet-beta",
        })
    }
}

/// The chain must be the one that the file is for.
pub fn require_cluster(chain: &Chain, deployment: &Deployment) -> Result<(), Failure> {
    let rpc = chain.rpc();
    let genesis_hash = rpc
        .get_genesis_hash()
        .map_err(|error| Failure::cluster(format!("{} does not answer as it should: {error}", rpc.url())))?;
    let expected = (deployment.cluster, deployment.genesis_hash.as_deref());
    require_genesis(&genesis_hash.to_string(), &rpc.url(), expected).map_err(Failure::cluster)
}

/// `expected` is the cluster, and the hash that it began with if the file insists on one.
fn require_genesis(there: &str, url: &str, expected: (Cluster, Option<&str>)) -> Result<(), String> {
    let cluster = Cluster::that_began_with(there);
    cluster.require_audited()?;
    if cluster != expected.0 {
        return Err(format!("{url} is {cluster}, and the file is for {}: check --url", expected.0));
    }
    match expected.1 {
        Some(expected) if expected != there => Err(format!(
            "{url} began with {there}, and the file is for the chain that began with {expected}: check --url"
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAINNET: &str = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
    const DEVNET: &str = "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG";
    const LOCAL: &str = "4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi";

    #[test]
    fn a_chain_is_known_by_what_it_began_with() {
        let words = |there, cluster, hash| require_genesis(there, "http://node", (cluster, hash)).err();
        assert_eq!(words(DEVNET, Cluster::Devnet, None), None);
        assert_eq!(words(DEVNET, Cluster::Devnet, Some(DEVNET)), None);
        assert_eq!(words(LOCAL, Cluster::Localnet, None), None);
        assert_eq!(words(LOCAL, Cluster::Localnet, Some(LOCAL)), None);
        let is_devnet = "http://node is devnet, and the file is for localnet: check --url";
        assert_eq!(words(DEVNET, Cluster::Localnet, None).as_deref(), Some(is_devnet));
        let is_local = "http://node is localnet, and the file is for devnet: check --url";
        assert_eq!(words(LOCAL, Cluster::Devnet, None).as_deref(), Some(is_local));
        let began = format!(
            "http://node began with {LOCAL}, and the file is for the chain that began with {MAINNET}"
        );
        assert!(words(LOCAL, Cluster::Localnet, Some(MAINNET)).is_some_and(|words| words.starts_with(&began)));
    }

    /// Whatever the file calls it.
    #[test]
    fn mainnet_is_refused_by_name_and_by_its_beginning() {
        for cluster in [Cluster::Localnet, Cluster::Devnet, Cluster::Testnet, Cluster::MainnetBeta] {
            let words = require_genesis(MAINNET, "http://node", (cluster, None)).err().unwrap_or_default();
            assert!(words.contains("audited"), "{words}");
            assert_eq!(cluster.require_audited().is_err(), cluster == Cluster::MainnetBeta);
        }
    }
}
