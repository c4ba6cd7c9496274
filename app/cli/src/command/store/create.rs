use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use tenure_client::{membership::CollectionKeys, subscriptions::StoreKeys, Pubkey};

use super::{
    compare::{compare, Comparison},
    config::StoreConfig,
    show::whole,
};
use crate::{chain::pack, failure::Failure, report::Report, session::Session, value::existing_file};

/// Create a store as a file describes it, with its badges, plans and tokens; what exists already is compared
///
/// What was cut is taken up again by the same command, and plans and tokens that were added to the file are
/// made.
#[derive(Args)]
pub struct Create {
    /// The file: see migrations/store.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
}

impl Create {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let config = StoreConfig::read(&self.config)?;
        let wallet = session.wallet()?;
        let (chain, creator) = (&session.chain, wallet.pubkey());
        let badges = CollectionKeys::derive(&creator, config.id.to_le_bytes());
        let keys = StoreKeys::derive(&creator, config.id, badges.collection);
        let found = chain.find_store(keys.store)?;
        let mint = |mint: &Pubkey| Ok((chain.decimals_of(mint)?, chain.token_program_of(mint)?));
        let Comparison { steps, differ, .. } =
            compare(chain, &config, config.roles(), found.as_ref(), &keys, creator, &mint)?;
        if !differ.is_empty() {
            return Err(Failure::cluster(format!(
                "the store {} exists, and differs from the file:{differ}\nUse tenure store terms, plan, pay-token, \
                 pauser, operator and authority to change it, or change the file.",
                keys.store
            )));
        }
        if steps.is_empty() {
            let report = Report::new("The store exists already, as the file describes it.");
            let report = report.fact("created", "", "", false.into());
            return whole(session, &chain.store(keys.store)?, report);
        }
        if config.roles().authority != creator {
            return Err(Failure::input(format!(
                "plans and tokens are made by the store's authority, and the wallet is {creator}: create the store \
                 with it as authority, and hand over afterwards"
            )));
        }
        let mut signatures = Vec::new();
        let steps = steps.into_iter().map(|(_, instructions)| instructions).collect();
        for instructions in pack(steps, &creator) {
            signatures.push(chain.send(&instructions, &[&wallet])?.to_string());
        }
        let headline = if found.is_none() { "Created a store." } else { "Added what was missing." };
        let report = Report::new(headline)
            .fact("signatures", "Transactions", signatures.join(", "), signatures.clone().into())
            .fact("created", "", "", true.into());
        whole(session, &chain.store(keys.store)?, report)
    }
}
