use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use tenure_client::{
    locker::{LockerKeys, LockerParams, Roles},
    Pubkey,
};

use super::{config::LockerConfig, show::locker_facts};
use crate::{
    chain::OpenLocker,
    command::compare::differences,
    failure::Failure,
    report::Report,
    session::Session,
    value::{existing_file, or_none},
};

/// Create a locker as a file describes it; where it exists already, compare
#[derive(Args)]
pub struct Create {
    /// The file: see migrations/locker.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
}

impl Create {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let config = LockerConfig::read(&self.config)?;
        let wallet = session.wallet()?;
        let creator = wallet.pubkey();
        let token_program = session.chain.token_program_of(&config.mint)?;
        let (penalty_account, make_account) =
            config.penalty_account.resolve(&creator, &config.mint, &token_program);
        let keys = LockerKeys::derive(config.mint, creator, token_program, penalty_account);
        let (params, roles) = (config.params(), config.roles());

        if let Some(locker) = session.chain.find_locker(keys.locker)? {
            require_same(&locker, &params, &roles, &penalty_account)?;
            let report = Report::new("The locker exists already, as the file describes it.");
            return locker_facts(session, &locker, report.fact("created", "", "", false.into()));
        }
        let mut instructions = Vec::from_iter(make_account);
        instructions.push(keys.create_locker(creator, creator, params, roles));
        let signature = session.chain.send(&instructions, &[&wallet])?;
        let report = Report::new("Created a locker.").text("signature", "Transaction", signature).fact(
            "created",
            "",
            "",
            true.into(),
        );
        locker_facts(session, &session.chain.locker(keys.locker)?, report)
    }
}

/// A locker that exists is never changed here: the differences are for its authority to decide on.
fn require_same(
    locker: &OpenLocker,
    params: &LockerParams,
    roles: &Roles,
    penalty_account: &Pubkey,
) -> Result<(), Failure> {
    let differences = locker_differences(locker, params, roles, penalty_account);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the locker {} exists, and differs from the file:{differences}\nUse tenure locker params, pauser and \
         authority to change it, or change the file.",
        locker.address
    )))
}

/// How a locker differs from what it should be, a line each.
pub fn locker_differences(
    locker: &OpenLocker,
    params: &LockerParams,
    roles: &Roles,
    penalty_account: &Pubkey,
) -> String {
    let (state, there) = (&locker.state, locker.state.params());
    differences(&[
        ("min_weeks", there.min_weeks.to_string(), params.min_weeks.to_string()),
        ("max_weeks", there.max_weeks.to_string(), params.max_weeks.to_string()),
        ("penalty_bps", there.penalty_bps.to_string(), params.penalty_bps.to_string()),
        ("penalty_account", or_none(&state.penalty_account), or_none(penalty_account)),
        ("authority", or_none(&state.authority), or_none(&roles.authority)),
        ("pauser", or_none(&state.pauser), or_none(&roles.pauser)),
        ("governor", or_none(&there.governor), or_none(&params.governor)),
    ])
}
