use clap::{Args, ValueEnum};
use tenure_math::billing::Status;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{subscriber_facts, Ledger, Oracle, Renewal},
};

/// List who has subscribed, and whose renewal is due
#[derive(Args)]
pub struct Subscribers {
    /// Only those for whom tenure membership renew does something now: it charges, or notes a reason not to
    /// that is not noted yet
    #[arg(long)]
    due: bool,
    /// Only those who stand there
    #[arg(long, value_enum)]
    status: Option<Standing>,
    #[command(flatten)]
    oracle: Oracle,
}

/// Where a subscription stands now.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Standing {
    Active,
    Grace,
    Expired,
}

impl Standing {
    fn status(self) -> Status {
        match self {
            Self::Active => Status::Active,
            Self::Grace => Status::Grace,
            Self::Expired => Status::Expired,
        }
    }
}

impl Subscribers {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let chain = &session.chain;
        let ledger = Ledger::read(chain, session.store()?, &self.oracle)?;
        let mut subscriptions = chain.subscriptions(&ledger.store)?;
        if let Some(standing) = self.status {
            subscriptions.retain(|subscription| subscription.state.status(ledger.now) == standing.status());
        }
        let renewals = ledger.renewals(chain, &subscriptions)?;
        let told = subscriptions.iter().zip(&renewals);
        let told = told.filter(|(_, renewal): &(_, &Renewal)| renewal.is_due() || !self.due);
        let told: Vec<_> =
            told.map(|(subscription, renewal)| subscriber_facts(&ledger, subscription, renewal)).collect();
        let headline = if told.is_empty() { "There are none." } else { "" };
        Ok(Report::new(headline)
            .address("store", "Store", ledger.store.address)
            .fact("time", "", ledger.now, ledger.now.into())
            .parts("subscribers", told))
    }
}
