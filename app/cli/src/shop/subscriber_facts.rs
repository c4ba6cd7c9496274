use serde_json::Value;
use tenure_client::subscriptions::failure_in_words;

use super::{
    every,
    membership_facts::{mandate_facts, name_of},
    status_name, status_words, Ledger, Renewal,
};
use crate::{chain::OpenSubscription, report::Report, value::Dollars};

/// What a store's operator or a keeper wants to know of a subscriber, with the renewal that is next.
pub fn subscriber_facts(ledger: &Ledger, subscription: &OpenSubscription, renewal: &Renewal) -> Report {
    let (state, now) = (&subscription.state, ledger.now);
    let report = Report::new(state.user.to_string())
        .address("user", "", state.user)
        .address("subscription", "Subscription", subscription.address)
        .number("planId", "", state.plan)
        .text("plan", "Plan", name_of(&ledger.plans, state.plan))
        .text("status", "", status_name(subscription, now))
        .text("statusWords", "Status", status_words(subscription, now))
        .moment("paidThrough", "Paid through", state.paid_through())
        .moment("lapsesAt", "", state.lapses_at)
        .yes_or_no("cancelled", "", state.cancelled == 1)
        .yes_or_no("excluded", "", state.revoked == 1);
    let report = next_facts(ledger, subscription, report);
    let report = allowance_facts(ledger, subscription, report);
    let report = match failure_in_words(state.failure) {
        Some(words) => report.text("failure", "Not renewed, because", words),
        None => report.fact("failure", "", "", Value::Null),
    };
    renewal_facts(renewal, report)
}

fn next_facts(ledger: &Ledger, subscription: &OpenSubscription, report: Report) -> Report {
    let id = subscription.state.renewal_plan();
    let report = report.number("nextPlanId", "", id).text("nextPlan", "", name_of(&ledger.plans, id));
    let Some(plan) = ledger.next_plan(subscription) else {
        return report;
    };
    let price = Dollars(plan.state.price);
    let words = format!("{}, {price} {}", plan.name(), every(plan.state.interval()));
    report.dollars("nextPrice", "", price).fact("", "Next", words, Value::Null).moment(
        "renewableFrom",
        "From",
        ledger.renewable_from(subscription),
    )
}

/// Whether its user allows renewals, and how far.
fn allowance_facts(ledger: &Ledger, subscription: &OpenSubscription, report: Report) -> Report {
    let mandate = ledger.mandate(subscription);
    let in_force = mandate.is_some_and(|(mandate, _)| ledger.now < mandate.expires_at);
    let report = report.yes_or_no("renewalsAllowed", "Renewals allowed", in_force);
    match mandate {
        Some((mandate, decimals)) => mandate_facts(report, subscription.state.mandate, mandate, decimals),
        None => report.fact("mandate", "Mandate", "none: nobody renews it but its user", Value::Null),
    }
}

fn renewal_facts(renewal: &Renewal, report: Report) -> Report {
    let (words, quote, why) = match renewal {
        Renewal::Charged(quote) => (format!("yes, {} tokens", quote.tokens), Some(quote), None),
        Renewal::Noted(quote, words) => {
            (format!("yes, to be noted that {words}"), Some(quote), Some((*words).to_owned()))
        }
        Renewal::Refused(words) => (format!("no: {words}"), None, Some(words.clone())),
    };
    report
        .fact("due", "Due", words, renewal.is_due().into())
        .fact("charge", "", "", quote.map(|quote| Dollars(quote.bill.charge).to_json()).into())
        .fact("tokens", "", "", quote.map(|quote| quote.tokens.to_json()).into())
        .fact("notChargedBecause", "", "", why.into())
}
