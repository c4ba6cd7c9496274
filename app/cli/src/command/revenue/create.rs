use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use tenure_client::{
    revenue::{RevenueKeys, Terms},
    Pubkey,
};

use super::{config::RevenueConfig, show::splitter_facts};
use crate::{
    chain::OpenSplitter,
    command::compare::differences,
    failure::Failure,
    report::Report,
    session::Session,
    value::{existing_file, or_none},
};

/// Create a locker's splitter as a file describes it; where it exists already, compare. As the locker's
/// authority
#[derive(Args)]
pub struct Create {
    /// The file: see migrations/revenue.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
}

impl Create {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let config = RevenueConfig::read(&self.config)?;
        let wallet = session.wallet()?;
        let locker = session.locker()?;
        let terms = config.terms(locker.state.decimals)?;

        if session.chain.find_splitter(&locker)?.is_some() {
            let splitter = session.chain.splitter(locker)?;
            require_same(&splitter, &config, &terms)?;
            let report = Report::new("The splitter exists already, as the file describes it.");
            return splitter_facts(session, &splitter, report.fact("created", "", "", false.into()));
        }
        let payer = wallet.pubkey();
        let keys = RevenueKeys::derive(locker.keys);
        let create = keys.create_splitter(payer, payer, terms, config.authority, config.pauser);
        let signature = session.chain.send(&[create], &[&wallet])?;
        let report = Report::new("Created a splitter.").text("signature", "Transaction", signature).fact(
            "created",
            "",
            "",
            true.into(),
        );
        splitter_facts(session, &session.chain.splitter(locker)?, report)
    }
}

/// A splitter that exists is never changed here: the differences are for its authority to decide on.
fn require_same(splitter: &OpenSplitter, config: &RevenueConfig, terms: &Terms) -> Result<(), Failure> {
    let differences = splitter_differences(splitter, terms, &config.authority, &config.pauser);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the splitter {} exists, and differs from the file:{differences}\nUse tenure revenue announce, pauser \
         and authority to change it, or change the file.",
        splitter.keys.splitter
    )))
}

/// How a splitter differs from what it should be, a line each. Terms that are announced count as its terms.
pub fn splitter_differences(
    splitter: &OpenSplitter,
    terms: &Terms,
    authority: &Pubkey,
    pauser: &Pubkey,
) -> String {
    let (state, there) = (&splitter.state, splitter.newest_terms());
    let power = |units| splitter.locker.tokens(units).to_string();
    differences(&[
        ("staker_bps", there.staker_bps.to_string(), terms.staker_bps.to_string()),
        ("burn_bps", there.burn_bps.to_string(), terms.burn_bps.to_string()),
        ("min_power", power(there.min_power), power(terms.min_power)),
        ("authority", or_none(&state.authority), or_none(authority)),
        ("pauser", or_none(&state.pauser), or_none(pauser)),
    ])
}
