//! Options of every command, as Solana's own tools have them.

use std::{
    env,
    fmt::Display,
    fs,
    io::{stdout, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use serde::Deserialize;
use tenure_client::Pubkey;

use crate::{
    failure::Failure,
    report::Report,
    value::{address, existing_file},
};

#[derive(Args)]
pub struct Options {
    /// The cluster: a URL, or mainnet-beta, devnet, testnet or localhost. Default: the Solana CLI's
    /// setting, or localhost
    #[arg(short, long, global = true, value_name = "URL_OR_MONIKER")]
    pub url: Option<String>,
    /// The wallet that signs and pays: a keypair file. Default: the Solana CLI's setting
    #[arg(short, long, global = true, value_name = "FILE", value_parser = existing_file)]
    pub keypair: Option<PathBuf>,
    /// Who signs and pays instead of the wallet, such as a multisig's vault: nothing is sent, and what
    /// they are to sign is told. Of several transactions the first: once it is confirmed, the same
    /// command goes on from there
    #[arg(long = "for", global = true, value_name = "ADDRESS", value_parser = address)]
    pub signer: Option<Pubkey>,
    /// The locker to work with
    #[arg(long, global = true, value_name = "ADDRESS", env = "TENURE_LOCKER", value_parser = address)]
    pub locker: Option<Pubkey>,
    /// The store to work with
    #[arg(long, global = true, value_name = "ADDRESS", env = "TENURE_STORE", value_parser = address)]
    pub store: Option<Pubkey>,
    /// What to bid for each compute unit, in micro-lamports, where blocks are contested
    #[arg(long, global = true, value_name = "MICROLAMPORTS")]
    pub with_compute_unit_price: Option<u64>,
    /// Text for people, or one JSON object for programs
    #[arg(long, global = true, value_enum, default_value = "display")]
    pub output: Output,
}

/// In which form a command reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    Display,
    Json,
}

impl Output {
    pub fn print(self, report: &Report) {
        match self {
            Self::Display => say(report),
            Self::Json => say(format_args!("{}\n", report.to_json())),
        }
    }

    pub fn print_failure(self, failure: &Failure) {
        match self {
            Self::Display => eprintln!("error: {failure}"),
            Self::Json => say(format_args!("{}\n", failure.to_json())),
        }
    }
}

/// Writes to stdout. A reader that has gone away, such as `head`, is no reason to fail.
fn say(text: impl Display) {
    write!(stdout(), "{text}").unwrap_or_default();
}

const LOCALHOST: &str = "http://127.0.0.1:8899";

impl Options {
    /// The cluster's JSON-RPC address.
    pub fn cluster_url(&self) -> Result<String, Failure> {
        let named = match &self.url {
            Some(url) => Some(url.clone()),
            None => SolanaConfig::read()?.json_rpc_url,
        };
        let url = match named.as_deref().unwrap_or(LOCALHOST) {
            "m" | "mainnet-beta" => "https://api.mainnet-beta.solana.com",
            "d" | "devnet" => "https://api.devnet.solana.com",
            "t" | "testnet" => "https://api.testnet.solana.com",
            "l" | "localhost" => LOCALHOST,
            url if url.starts_with("http://") || url.starts_with("https://") => url,
            other => {
                return Err(Failure::input(format!(
                    "'{other}' is no cluster: give --url an http(s) address, or one of mainnet-beta, \
                     devnet, testnet, localhost"
                )))
            }
        };
        Ok(url.to_owned())
    }

    /// Where the signing wallet is.
    pub fn keypair_path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.keypair {
            return Ok(path.clone());
        }
        if let Some(path) = SolanaConfig::read()?.keypair_path {
            return Ok(path);
        }
        let home = env::home_dir().ok_or_else(|| Failure::input("no home directory: name --keypair"))?;
        Ok(home.join(".config/solana/id.json"))
    }
}

/// What `solana config set` keeps.
#[derive(Default, Deserialize)]
struct SolanaConfig {
    json_rpc_url: Option<String>,
    keypair_path: Option<PathBuf>,
}

impl SolanaConfig {
    fn read() -> Result<Self, Failure> {
        let Some(home) = env::home_dir() else { return Ok(Self::default()) };
        let path = home.join(".config/solana/cli/config.yml");
        let Ok(text) = fs::read_to_string(&path) else { return Ok(Self::default()) };
        let config: Self = serde_yaml_ng::from_str(&text).map_err(|error| {
            Failure::input(format!("{} is not a Solana configuration: {error}", path.display()))
        })?;
        // The Solana CLI writes an empty string for what was never set.
        Ok(Self {
            json_rpc_url: config.json_rpc_url.filter(|url| !url.is_empty()),
            keypair_path: config.keypair_path.filter(|path| !path.as_os_str().is_empty()),
        })
    }
}
