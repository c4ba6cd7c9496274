use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use tenure_client::{
    governor::{GovernorKeys, GovernorParams},
    locker::LockerParams,
    Instruction, Pubkey,
};

use super::{config::GovernorConfig, show::governor_facts};
use crate::{
    chain::{OpenGovernor, OpenLocker},
    command::compare::differences,
    failure::Failure,
    report::Report,
    session::Session,
    value::{existing_file, or_none, Duration},
};

/// Create a locker's governor as a file describes it, and have the locker name it; where it exists already,
/// compare. As the locker's authority
#[derive(Args)]
pub struct Create {
    /// The file: see migrations/governor.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
}

impl Create {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let config = GovernorConfig::read(&self.config)?;
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let locker = session.locker()?;
        let params = config.params(locker.state.decimals)?;
        let keys = GovernorKeys::derive(locker.keys);

        let exists = session.chain.find_governor(&locker)?.is_some();
        let mut instructions = Vec::new();
        if !exists {
            instructions.push(keys.create_governor(payer, payer, params, config.council));
        }
        let naming = naming(&locker, &keys, &payer);
        instructions.extend(naming);
        let address = locker.address;
        if exists {
            require_same(&session.chain.governor(locker)?, &params, &config.council)?;
        }

        let signature = match instructions.is_empty() {
            true => None,
            false => Some(session.chain.send(&instructions, &[&wallet])?.to_string()),
        };
        let governor = session.chain.governor(session.chain.locker(address)?)?;
        let headline = if exists {
            "The governor exists already, as the file describes it."
        } else {
            "Created a governor."
        };
        let report = match signature {
            Some(signature) => Report::new(headline).text("signature", "Transaction", signature),
            None => Report::new(headline),
        };
        governor_facts(session, &governor, report.fact("created", "", "", (!exists).into()))
    }
}

/// What has the locker name the governor, if `signer` may, and if it names none yet.
fn naming(locker: &OpenLocker, keys: &GovernorKeys, signer: &Pubkey) -> Option<Instruction> {
    let before = locker.state.params();
    let may = locker.state.authority == *signer && before.governor == Pubkey::default();
    may.then(|| locker.keys.update_params(*signer, LockerParams { governor: keys.governor, ..before }))
}

/// A governor that exists is never changed here: only its treasury can, by a proposal.
fn require_same(governor: &OpenGovernor, params: &GovernorParams, council: &Pubkey) -> Result<(), Failure> {
    let differences = governor_differences(governor, params, council);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the governor {} exists, and differs from the file:{differences}\nOnly a proposal can change it (actions \
         update_governor and set_council): propose that, or change the file.",
        governor.keys.governor
    )))
}

/// How a governor differs from what it should be, a line each.
pub fn governor_differences(governor: &OpenGovernor, params: &GovernorParams, council: &Pubkey) -> String {
    let there = governor.state.params();
    let power = |units| governor.locker.tokens(units).to_string();
    let span = |seconds: u32| Duration(seconds.into()).to_string();
    differences(&[
        ("proposal_threshold", power(there.proposal_threshold), power(params.proposal_threshold)),
        ("voting_delay", span(there.voting_delay), span(params.voting_delay)),
        ("voting_period", span(there.voting_period), span(params.voting_period)),
        ("timelock", span(there.timelock), span(params.timelock)),
        ("grace", span(there.grace), span(params.grace)),
        ("quorum_bps", there.quorum_bps.to_string(), params.quorum_bps.to_string()),
        ("council", or_none(&governor.state.council), or_none(council)),
    ])
}
