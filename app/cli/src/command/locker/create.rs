use std::path::PathBuf;

use clap::Args;
use solana_signer::Signer;
use spl_associated_token_account_interface::{
    address::get_associated_token_address_with_program_id,
    instruction::create_associated_token_account_idempotent,
};
use tenure_client::{
    locker::{LockerKeys, LockerParams, Roles},
    Instruction, Pubkey,
};

use super::{
    config::{LockerConfig, PenaltyAccount},
    show::locker_facts,
};
use crate::{
    chain::OpenLocker,
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
        let token_program = token_program_of(session, &config.mint)?;
        let (penalty_account, make_account) = resolve(&config, &creator, &token_program);
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

/// A mint belongs to its token program.
fn token_program_of(session: &Session, mint: &Pubkey) -> Result<Pubkey, Failure> {
    let account = session.chain.account(mint)?;
    let account = account
        .ok_or_else(|| Failure::cluster(format!("there is no mint {mint}: check the file and --url")))?;
    if ![spl_token::ID, spl_token_2022_interface::ID].contains(&account.owner) {
        return Err(Failure::cluster(format!(
            "{mint} is not a mint: it belongs to program {}",
            account.owner
        )));
    }
    Ok(account.owner)
}

/// The account that the file means, and what creates it if that is up to us.
fn resolve(config: &LockerConfig, payer: &Pubkey, token_program: &Pubkey) -> (Pubkey, Option<Instruction>) {
    match config.penalty_account {
        PenaltyAccount::At(account) => (account, None),
        PenaltyAccount::AssociatedWith(owner) => {
            let account = get_associated_token_address_with_program_id(&owner, &config.mint, token_program);
            let create =
                create_associated_token_account_idempotent(payer, &owner, &config.mint, token_program);
            (account, Some(create))
        }
    }
}

/// A locker that exists is never changed here: the differences are for its authority to decide on.
fn require_same(
    locker: &OpenLocker,
    params: &LockerParams,
    roles: &Roles,
    penalty_account: &Pubkey,
) -> Result<(), Failure> {
    let (state, there) = (&locker.state, locker.state.params());
    let compared = [
        ("min_weeks", there.min_weeks.to_string(), params.min_weeks.to_string()),
        ("max_weeks", there.max_weeks.to_string(), params.max_weeks.to_string()),
        ("penalty_bps", there.penalty_bps.to_string(), params.penalty_bps.to_string()),
        ("penalty_account", or_none(&state.penalty_account), or_none(penalty_account)),
        ("authority", or_none(&state.authority), or_none(&roles.authority)),
        ("pauser", or_none(&state.pauser), or_none(&roles.pauser)),
        ("governor", or_none(&there.governor), or_none(&params.governor)),
    ];
    let differences: Vec<_> = compared
        .iter()
        .filter(|(_, on_chain, in_file)| on_chain != in_file)
        .map(|(name, on_chain, in_file)| format!("\n  {name} is {on_chain}, and the file says {in_file}"))
        .collect();
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the locker {} exists, and differs from the file:{}\nUse tenure locker params, pauser and authority to \
         change it, or change the file.",
        locker.address,
        differences.concat()
    )))
}
