use clap::{value_parser, Args};
use tenure_client::{locker::LockerParams, Pubkey};

use super::show::manage;
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, address_or_none},
};

/// Change terms, penalty or governor; what is not named stays. As authority
#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Params {
    /// The shortest lock, in weeks
    #[arg(long, value_name = "WEEKS", value_parser = value_parser!(u16).range(1..=208))]
    min_weeks: Option<u16>,
    /// The longest lock, in weeks
    #[arg(long, value_name = "WEEKS", value_parser = value_parser!(u16).range(1..=208))]
    max_weeks: Option<u16>,
    /// The penalty for leaving with 208 weeks left, in hundredths of a percent
    #[arg(long, value_name = "BPS", value_parser = value_parser!(u16).range(0..=5_000))]
    penalty_bps: Option<u16>,
    /// The token account that receives penalties
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    penalty_account: Option<Pubkey>,
    /// The governor whose votes mark locks, or 'none'
    #[arg(long, value_name = "ADDRESS", value_parser = address_or_none)]
    governor: Option<Pubkey>,
}

impl Params {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "The parameters are set.", |locker, authority| {
            let before = locker.state.params();
            let params = LockerParams {
                min_weeks: self.min_weeks.unwrap_or(before.min_weeks),
                max_weeks: self.max_weeks.unwrap_or(before.max_weeks),
                penalty_bps: self.penalty_bps.unwrap_or(before.penalty_bps),
                governor: self.governor.unwrap_or(before.governor),
            };
            let mut keys = locker.keys;
            keys.penalty_account = self.penalty_account.unwrap_or(keys.penalty_account);
            keys.update_params(authority, params)
        })
    }
}
