use crate::{
    failure::Failure,
    options::Output,
    report::Report,
    session::Session,
    shop::{changed, Allowance, Paying, WhichPlan},
};
use clap::Args;
use solana_signer::Signer;

/// Subscribe to a plan: pays the first period, and the badge is yours
///
/// Opens the subscription's account where it is missing. With --renewals, also allows that many renewals to
/// be charged by anyone, each of no more than this price and none after them; all in one transaction.
#[derive(Args)]
pub struct Subscribe {
    /// The plan's name, as Premium or Premium/year, or its number
    #[arg(long)]
    plan: WhichPlan,
    #[command(flatten)]
    paying: Paying,
    /// Allow so many renewals to be charged
    #[arg(
        long,
        value_name = "COUNT",
        conflicts_with = "token_account",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    renewals: Option<u32>,
}

impl Subscribe {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        let plans = chain.plans(&store)?;
        let plan = self.plan.find(&plans)?;
        let purse = self.paying.open(session, &store)?;
        let seen = chain.find_subscription(&store, &user)?;
        let before = seen.as_ref().map(|seen| seen.state.prepaid()).unwrap_or_default();
        let offer = plan.state.offer(&purse.token.state);
        let bill_at = |at| before.subscribe(at, offer, store.state.grace);
        let quote = purse.quote(u64::MAX, bill_at);
        let consent = purse.consent(seen.as_ref(), quote.as_ref());
        if let (Some(quote), Output::Display) = (&quote, session.output()) {
            let most = purse.token.tokens(consent.max_in);
            eprintln!("{} costs {} now; sending with at most {most}.", plan.name(), quote.tokens);
        }

        let mut instructions = Vec::new();
        if seen.is_none() {
            instructions.push(store.keys.open_subscription(user, &user));
        }
        let keys = &purse.token.keys;
        instructions.push(store.keys.subscribe(user, &user, plan.id, keys, purse.source, consent));
        if let Some(renewals) = self.renewals {
            // Where there is no bill, the program refuses all of it.
            let paid = bill_at(purse.now()).map_or(before, |bill| bill.after);
            let allowance = Allowance::of(consent.max_in, renewals, &paid, offer.interval)?;
            instructions.extend(allowance.instructions(&store, &purse.token, &user, 0));
        }
        let signature = chain.send(&instructions, &[&wallet])?;
        changed(session, &store, &user, &signature, &format!("Subscribed to {}.", plan.name()))
    }
}
