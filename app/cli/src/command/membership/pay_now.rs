use clap::Args;
use solana_signer::Signer;

use crate::{
    failure::Failure,
    options::Output,
    report::Report,
    session::Session,
    shop::{changed, Paying, WhichPlan},
};

/// Pay the next period yourself, in any token that the store takes
#[derive(Args)]
pub struct PayNow {
    #[command(flatten)]
    paying: Paying,
}

impl PayNow {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        let seen = chain.subscription(&store, &user)?;
        let plans = chain.plans(&store)?;
        let plan = WhichPlan::Number(seen.state.renewal_plan()).find(&plans)?;
        let purse = self.paying.open(session, &store)?;
        let (window, grace) = (store.state.window, store.state.grace);
        let offer = plan.state.offer(&purse.token.state);
        let prepaid = seen.state.prepaid();
        let quote = purse.quote(prepaid.lapses_at, |at| prepaid.renew(at, offer, window, grace));
        let consent = purse.consent(Some(&seen), quote.as_ref());
        if let (Some(quote), Output::Display) = (&quote, session.output()) {
            let most = purse.token.tokens(consent.max_in);
            eprintln!("The next period costs {}; sending with at most {most}.", quote.tokens);
        }
        let pay = store.keys.pay_now(&user, plan.id, &purse.token.keys, purse.source, consent);
        let signature = chain.send(&[pay], &[&wallet])?;
        changed(session, &store, &user, &signature, "Paid.")
    }
}
