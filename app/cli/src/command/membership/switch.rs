use clap::Args;
use serde_json::Value;
use solana_signer::Signer;
use tenure_math::billing::Prepaid;

use crate::{
    chain::{OpenPlan, OpenSubscription},
    failure::Failure,
    report::Report,
    session::Session,
    shop::{membership_facts, Paying, Purse, Quote, WhichPlan},
    value::Dollars,
};

/// Switch to another plan now: what you paid and have not used pays for it first
///
/// Without --yes it only tells what it would cost.
#[derive(Args)]
pub struct Switch {
    /// The plan's name, as Premium or Premium/year, or its number
    plan: WhichPlan,
    #[command(flatten)]
    paying: Paying,
    /// Sign and send it
    #[arg(long)]
    yes: bool,
}

impl Switch {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        let seen = chain.subscription(&store, &user)?;
        let plans = chain.plans(&store)?;
        let plan = self.plan.find(&plans)?;
        let purse = self.paying.open(session, &store)?;
        let offer = plan.state.offer(&purse.token.state);
        let prepaid = seen.state.prepaid();
        let quote = purse.quote(prepaid.paid_through(), |at| prepaid.switch(at, offer, store.state.grace));
        let consent = purse.consent(Some(&seen), quote.as_ref());
        let switch = store.keys.switch_plan(&user, plan.id, &purse.token.keys, purse.source, consent);
        if !self.yes {
            // Refused as it would be if it were sent.
            chain.rehearse_all(&[switch], &[&wallet])?;
            let words = "Nothing was sent. This is what it would cost; add --yes to switch.";
            return Ok(quoted(Report::new(words), plan, &purse, &seen, quote.as_ref()).fact(
                "switched",
                "",
                "",
                false.into(),
            ));
        }
        let signature = chain.send(&[switch], &[&wallet])?;
        let report = Report::new(format!("Switched to {}.", plan.name()))
            .text("signature", "Transaction", signature)
            .fact("switched", "", "", true.into());
        let report = quoted(report, plan, &purse, &seen, quote.as_ref());
        membership_facts(session, &store, &user, report)
    }
}

/// Adds what the time left costs on the new plan, what is there for it, and what is to pay.
fn quoted(
    report: Report,
    plan: &OpenPlan,
    purse: &Purse,
    seen: &OpenSubscription,
    quote: Option<&Quote>,
) -> Report {
    let Some(quote) = quote else { return report.fact("quote", "", "", Value::Null) };
    let (before, now) = (seen.state.prepaid(), purse.now());
    let (unused, after) = (before.unused(now).unwrap_or_default(), &quote.bill.after);
    let used = worth(&before, now).saturating_sub(after.credit);
    report
        .text("to", "To", plan.name())
        .moment("until", "Until", after.paid_through())
        .dollars("cost", "It costs", Dollars(used.saturating_add(quote.bill.need)))
        .dollars("unused", "Paid and not used", Dollars(unused))
        .dollars("creditBefore", "Credit", Dollars(before.credit))
        .dollars("need", "Left to pay", Dollars(quote.bill.need))
        .dollars("charge", "With the discount", Dollars(quote.bill.charge))
        .tokens("tokens", "In tokens", quote.tokens)
        .tokens("most", "At most", purse.token.tokens(purse.most(Some(quote))))
        .dollars("creditAfter", "Credit after it", Dollars(after.credit))
}

fn worth(prepaid: &Prepaid, now: u64) -> u64 {
    prepaid.worth(now).unwrap_or_default()
}
