use clap::Args;
use tenure_client::subscriptions::StoreTerms;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::Duration};

/// Change grace, window, notice or the keeper's fee; what is not named stays. As authority
#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Terms {
    /// After the paid time, in which it can still be renewed: at most 14 days
    #[arg(long, value_name = "TIME")]
    grace: Option<Duration>,
    /// Before the paid time ends, in which it can be renewed already: an hour to 14 days
    #[arg(long, value_name = "TIME")]
    window: Option<Duration>,
    /// Before a credit can be withdrawn, of those that are opened from now on: an hour to 14 days
    #[arg(long, value_name = "TIME")]
    notice: Option<Duration>,
    /// A keeper's part of a charge, in hundredths of a percent
    #[arg(long, value_name = "BPS", value_parser = clap::value_parser!(u16).range(0..=100))]
    keeper_fee_bps: Option<u16>,
}

impl Terms {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let seconds = |span: Option<Duration>, before: u32| match span {
            Some(span) => span.seconds().map_err(Failure::input),
            None => Ok(before),
        };
        manage(session, "The terms are set.", |store, authority| {
            let before = store.state.terms();
            let terms = StoreTerms {
                grace: seconds(self.grace, before.grace)?,
                window: seconds(self.window, before.window)?,
                notice: seconds(self.notice, before.notice)?,
                keeper_fee_bps: self.keeper_fee_bps.unwrap_or(before.keeper_fee_bps),
            };
            Ok(store.keys.update_store(authority, terms))
        })
    }
}
