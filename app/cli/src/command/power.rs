use clap::Args;
use serde_json::Value;
use tenure_client::Pubkey;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{self, address},
};

/// Ask the program for a lock's power and the total
#[derive(Args)]
pub struct Power {
    /// Whose lock. Default: the wallet's
    #[arg(value_parser = address)]
    owner: Option<Pubkey>,
    /// In the snapshot of this week, rather than now
    #[arg(long)]
    week: Option<u32>,
}

impl Power {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let locker = session.locker()?;
        let owner = session.owner(self.owner)?;
        // A view of a lock that is not there would only say that an account is missing.
        session.chain.lock(&locker, &owner)?;
        let (view, when) = match self.week {
            None => (locker.keys.power(&owner), "Now".to_owned()),
            Some(week) => (
                locker.keys.power_at_week(&owner, week),
                format!("At the start of week {week}, {}", value::start(week)),
            ),
        };
        // The owner may be a program address, which cannot pay; without a wallet at hand it has to do.
        let payer = session.owner(None).unwrap_or(owner);
        let power = session.chain.power(&view, &payer)?;
        Ok(Report::new(format!("{when}:"))
            .fact("week", "", "", self.week.map_or(Value::Null, Value::from))
            .address("owner", "Owner", owner)
            .tokens("power", "Power", locker.tokens(power.lock))
            .tokens("total", "Of a total of", locker.tokens(power.total)))
    }
}
