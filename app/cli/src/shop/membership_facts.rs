use serde_json::Value;
use solana_transaction::Signature;
use tenure_client::{
    decode::printable,
    membership::Badge,
    subscriptions::{failure_in_words, Mandate},
    Pubkey,
};

use super::{every, status_name, status_words};
use crate::{
    chain::{OpenBadge, OpenPlan, OpenStore, OpenSubscription},
    failure::Failure,
    report::Report,
    session::Session,
    value::{moment, Dollars, Tokens},
};

/// After a change: `headline`, the transaction, and the membership as it is now.
pub fn changed(
    session: &Session,
    store: &OpenStore,
    user: &Pubkey,
    signature: &Signature,
    headline: &str,
) -> Result<Report, Failure> {
    let report = Report::new(headline).text("signature", "Transaction", signature);
    membership_facts(session, store, user, report)
}

/// Adds a membership's facts to a report: plan, status, mandate and badge.
pub fn membership_facts(
    session: &Session,
    store: &OpenStore,
    user: &Pubkey,
    report: Report,
) -> Result<Report, Failure> {
    let chain = &session.chain;
    let subscription = chain.subscription(store, user)?;
    let (now, plans) = (chain.now()?, chain.plans(store)?);
    let state = &subscription.state;
    let report = report
        .address("store", "Store", store.address)
        .address("subscription", "Subscription", subscription.address)
        .address("user", "User", *user);
    let report = plan_of(report, &subscription, &plans)
        .fact("tier", "Tier", format!("{} ({})", store.tier_name(state.tier), state.tier), state.tier.into())
        .text("status", "", status_name(&subscription, now))
        .text("statusWords", "Status", status_words(&subscription, now))
        .moment("paidThrough", "Paid through", state.paid_through())
        .moment("lapsesAt", "", state.lapses_at)
        .moment("renewableFrom", "", state.prepaid().renewable_from(store.state.window))
        .dollars("credit", "Credit", Dollars(state.credit))
        .yes_or_no("cancelled", "", state.cancelled == 1)
        .yes_or_no("granted", "", state.granted == 1)
        .yes_or_no("excluded", "", state.revoked == 1);
    let report = renewal(report, &subscription, &plans);
    let report = match failure_in_words(state.failure) {
        Some(words) => report.text("failure", "Not renewed, because", words),
        None => report.fact("failure", "", "", Value::Null),
    };
    let mandate = chain.mandate_of(&subscription)?;
    let report = match mandate {
        Some(mandate) => {
            let decimals = chain.pay_token(store, &mandate.mint)?.state.decimals;
            mandate_facts(report, state.mandate, &mandate, decimals)
        }
        None => report.fact("mandate", "Mandate", "none: nobody renews it but its user", Value::Null),
    };
    let badge = chain.find_badge(store, user)?;
    let badges = badge.iter().map(|badge| badge_facts(store, badge, now));
    Ok(report.fact("time", "", now, now.into()).parts("badge", badges.collect()))
}

fn plan_of(report: Report, subscription: &OpenSubscription, plans: &[OpenPlan]) -> Report {
    let state = &subscription.state;
    let price = format!("{} {}", Dollars(state.price), every(state.prepaid().interval));
    let elsewhere = if state.granted == 1 { "; this period was paid elsewhere" } else { "" };
    report
        .number("planId", "", state.plan)
        .text("plan", "", name_of(plans, state.plan))
        .fact("", "Plan", format!("{}, {price}{elsewhere}", name_of(plans, state.plan)), Value::Null)
        .dollars("price", "", Dollars(state.price))
}

fn renewal(report: Report, subscription: &OpenSubscription, plans: &[OpenPlan]) -> Report {
    let state = &subscription.state;
    if state.change_scheduled == 0 {
        return report.fact("nextPlan", "", "", Value::Null);
    }
    report.text("nextPlan", "Next plan", name_of(plans, state.next_plan))
}

pub(super) fn name_of(plans: &[OpenPlan], id: u32) -> String {
    plans.iter().find(|plan| plan.id == id).map_or_else(|| format!("plan {id}"), OpenPlan::name)
}

pub(super) fn mandate_facts(report: Report, address: Pubkey, mandate: &Mandate, decimals: u8) -> Report {
    let tokens = |units| Tokens { units, decimals };
    let words = format!(
        "{} of {} left, at most {} a charge and {} a period, until {}",
        tokens(mandate.total_left),
        mandate.mint,
        tokens(mandate.per_charge),
        tokens(mandate.per_period),
        moment(mandate.expires_at)
    );
    report
        .address("mandate", "", address)
        .fact("", "Mandate", words, Value::Null)
        .tokens("mandateLeft", "", tokens(mandate.total_left))
        .moment("mandateExpiresAt", "", mandate.expires_at)
}

/// A badge, as the program has it and as its token shows it.
pub fn badge_facts(store: &OpenStore, badge: &OpenBadge, now: u64) -> Report {
    let state = &badge.state;
    let standing = match state.status {
        Badge::LIVE if now < state.expires_at => "live",
        Badge::LIVE => "expired",
        _ => "revoked",
    };
    let report = Report::new(format!("Badge {}", badge.address))
        .address("address", "", badge.address)
        .text("standing", "Standing", standing)
        .text("tier", "Tier", store.tier_name(state.tier))
        .moment("issuedAt", "Issued", state.issued_at)
        .moment("expiresAt", "Expires", state.expires_at)
        .yes_or_no("granted", "", state.granted == 1)
        .address("mint", "Token", badge.mint);
    let Some(shown) = &badge.shown else {
        return report.fact("shown", "Token shows", "nothing: it is gone", Value::Null);
    };
    let fields = ["issued", "expires"].into_iter().filter_map(|key| Some((key, shown.field(key)?)));
    let words: Vec<_> = fields.map(|(key, value)| format!("{key} {value}")).collect();
    report
        .text("name", "Token shows", printable(&shown.name))
        .text("shown", "On it", printable(&words.join(", ")))
        .text("uri", "", printable(&shown.uri))
}
