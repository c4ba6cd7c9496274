use clap::{value_parser, Args};
use tenure_client::revenue::Terms;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::Decimal};

/// Announce other terms for the start of the second week from now; what is not named stays. As authority
///
/// They take the place of terms that are announced and not in force yet.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Announce {
    /// To lockers, in hundredths of a percent of the income
    #[arg(long, value_name = "BPS", value_parser = value_parser!(u16).range(0..=5_000))]
    staker_bps: Option<u16>,
    /// To be burned, of the locked token's income only
    #[arg(long, value_name = "BPS", value_parser = value_parser!(u16).range(0..=10_000))]
    burn_bps: Option<u16>,
    /// The least power that all locks together must have at a week's start for it to earn
    #[arg(long, value_name = "AMOUNT")]
    min_power: Option<Decimal>,
}

impl Announce {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Announced.", |splitter, authority| {
            let before = splitter.newest_terms();
            let decimals = splitter.locker.state.decimals;
            let min_power = match &self.min_power {
                Some(power) => power.tokens(decimals)?.units,
                None => before.min_power,
            };
            let terms = Terms {
                staker_bps: self.staker_bps.unwrap_or(before.staker_bps),
                burn_bps: self.burn_bps.unwrap_or(before.burn_bps),
                min_power,
            };
            Ok(splitter.keys.announce_terms(authority, terms))
        })
    }
}
