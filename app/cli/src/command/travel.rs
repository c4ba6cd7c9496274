use clap::Args;

use crate::{
    failure::Failure,
    network::travel_to,
    report::Report,
    session::Session,
    value::{moment, Duration, Moment},
};

/// The farthest that one journey goes, in seconds: twenty years.
const FARTHEST: u64 = 20 * 366 * 86_400;
/// Whose clocks nobody turns.
const PUBLIC: &str = ".solana.com";

/// Turn the clock of a localnet forward. Nothing else happens by it: nobody distributes, renews or executes
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Travel {
    /// By so much, such as '1 week' or '2 days 6 hours'
    #[arg(long, value_name = "TIME")]
    by: Option<Duration>,
    /// To this time: as 2026-12-24T00:00:00Z, or in seconds of Unix time
    #[arg(long, value_name = "MOMENT")]
    to: Option<Moment>,
}

impl Travel {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        require_local(session)?;
        let before = session.chain.now()?;
        let to = match (self.by, self.to) {
            (Some(Duration(span)), _) => before.saturating_add(span),
            (None, Some(Moment(second))) => second,
            (None, None) => before,
        };
        if to < before {
            return Err(Failure::input(format!(
                "the clock goes forward only, and it is {} already: to go back, start the localnet again",
                moment(before)
            )));
        }
        if to > before.saturating_add(FARTHEST) {
            return Err(Failure::input("that is too far: at most 20 years at a time"));
        }
        travel_to(&session.chain, to)?;
        Ok(Report::new("Travelled.").moment("before", "It was", before).moment(
            "now",
            "It is",
            session.chain.now()?,
        ))
    }
}

fn require_local(session: &Session) -> Result<(), Failure> {
    let url = session.chain.rpc().url();
    if url.contains(PUBLIC) {
        return Err(Failure::input(format!(
            "{url} is a public cluster, whose clock nobody turns: time travel is for tenure localnet"
        )));
    }
    Ok(())
}
