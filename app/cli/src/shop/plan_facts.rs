use serde_json::{json, Value};
use tenure_client::{
    decode::printable,
    membership::text,
    subscriptions::{Plan, PlanTerms, TokenTerms, ORACLE},
};
use tenure_math::billing::{discounted, Interval};

use super::every;
use crate::{
    chain::{OpenPayToken, OpenPlan, OpenStore, Rate},
    report::Report,
    value::{percent, Dollars, Duration, Feed, Tokens},
};

/// What a plan is, for people.
pub fn plan_words(terms: &PlanTerms, tier: &str) -> String {
    let interval = if terms.interval == 0 { Interval::Month } else { Interval::Year };
    format!(
        "{}: {} {}, tier {tier}, {} off for the own token, {} calls and {} sockets",
        printable(&text(&terms.name)),
        Dollars(terms.price),
        every(interval),
        percent(terms.discount_bps),
        terms.calls,
        terms.sockets
    )
}

/// How a store takes a token, for people.
pub fn token_words(terms: &TokenTerms, decimals: u8) -> String {
    let TokenTerms { max_age, max_confidence_bps, max_deviation_bps, .. } = *terms;
    let kind = if terms.kind == ORACLE {
        format!(
            "priced by the feed {}, at most {} old, known to {} and within {} of its average",
            Feed(terms.feed),
            Duration(max_age.into()),
            percent(max_confidence_bps),
            percent(max_deviation_bps)
        )
    } else {
        "a dollar each".to_owned()
    };
    let own = if terms.own { "the store's own, " } else { "" };
    let cap = Tokens { units: terms.keeper_fee_cap, decimals };
    let taken = if terms.enabled { "" } else { "; not taken now" };
    format!("{own}{kind}; at most {cap} for a keeper{taken}")
}

/// Adds a plan's facts, with its price in each of `tokens` at its rate.
pub fn plan_facts(
    store: &OpenStore,
    plan: &OpenPlan,
    rates: &[(OpenPayToken, Result<Rate, &'static str>)],
) -> Report {
    let state = &plan.state;
    let sold = if plan.is_sold() { "" } else { ", takes no new subscribers" };
    let mut report = Report::new(format!("{} (plan {}{sold})", plan.name(), plan.id))
        .text("name", "", plan.name())
        .number("id", "", plan.id)
        .address("plan", "", plan.address)
        .fact("tier", "Tier", format!("{} ({})", store.tier_name(state.tier), state.tier), state.tier.into())
        .dollars("price", "", Dollars(state.price))
        .text("interval", "", interval_name(state))
        .text("costs", "Price", format!("{} {}", Dollars(state.price), every(state.interval())))
        .number("discountBps", "", state.discount_bps);
    for (token, rate) in rates {
        let label = if token.is_own() { "In the own token" } else { "In tokens" };
        report = report.fact("", label, price_words(plan, token, rate), Value::Null);
    }
    let prices = rates.iter().map(|(token, rate)| price_json(plan, token, rate)).collect();
    report
        .number("calls", "Calls a period", state.calls)
        .number("sockets", "Sockets at a time", state.sockets)
        .yes_or_no("sold", "", plan.is_sold())
        .fact("prices", "", "", prices)
}

fn interval_name(plan: &Plan) -> &'static str {
    match plan.interval() {
        Interval::Month => "month",
        Interval::Year => "year",
    }
}

fn price_words(plan: &OpenPlan, token: &OpenPayToken, rate: &Result<Rate, &'static str>) -> String {
    let (charge, units) = price_in(plan, token, rate);
    let amount = match (rate, units) {
        (Err(words), _) => format!("no price now: {words}"),
        (_, None) => "no price now: it is not known well enough".to_owned(),
        (_, Some(units)) => token.tokens(units).to_string(),
    };
    let off = if token.is_own() && plan.state.discount_bps > 0 {
        format!(", at {} off: {}", percent(plan.state.discount_bps), Dollars(charge))
    } else {
        String::new()
    };
    format!("{amount} of {}{off}", token.keys.mint)
}

fn price_json(plan: &OpenPlan, token: &OpenPayToken, rate: &Result<Rate, &'static str>) -> Value {
    let (charge, units) = price_in(plan, token, rate);
    json!({
        "mint": token.keys.mint.to_string(),
        "own": token.is_own(),
        "charge": Dollars(charge).to_json(),
        "tokens": units.map(|units| token.tokens(units).to_json()),
    })
}

/// In micro-USD, and in base units if there is a price.
fn price_in(plan: &OpenPlan, token: &OpenPayToken, rate: &Result<Rate, &'static str>) -> (u64, Option<u64>) {
    let offer = plan.state.offer(&token.state);
    let charge = discounted(offer.price, offer.discount_bps);
    (charge, rate.ok().and_then(|rate| rate.tokens(charge, &token.state)))
}

/// How a store takes a token.
pub fn token_facts(token: &OpenPayToken) -> Report {
    let state = &token.state;
    let terms = terms_of(token);
    let kind = if state.kind == ORACLE { "oracle" } else { "stable" };
    let report = Report::new(format!("Takes {}", token.keys.mint))
        .address("mint", "", token.keys.mint)
        .text("kind", "", kind)
        .yes_or_no("own", "", token.is_own())
        .yes_or_no("enabled", "", token.is_taken())
        .text("words", "How", token_words(&terms, state.decimals))
        .address("payout", "Payments go to", token.keys.payout)
        .tokens("keeperFeeCap", "", token.tokens(state.keeper_fee_cap));
    if state.kind != ORACLE {
        return report;
    }
    report
        .text("feed", "", Feed(state.feed))
        .address("oracle", "Price account", token.keys.price)
        .number("maxAge", "", state.max_age)
        .number("maxConfidenceBps", "", state.max_confidence_bps)
        .number("maxDeviationBps", "", state.max_deviation_bps)
}

/// What a plan is, for good.
pub fn terms_of_plan(plan: &OpenPlan) -> PlanTerms {
    let Plan { name, price, calls, sockets, tier, interval, discount_bps, .. } = *plan.state;
    PlanTerms { name, price, calls, sockets, tier, interval, discount_bps }
}

/// As its authority would set them again.
pub fn terms_of(token: &OpenPayToken) -> TokenTerms {
    let state = &token.state;
    TokenTerms {
        kind: state.kind,
        own: token.is_own(),
        enabled: token.is_taken(),
        max_confidence_bps: state.max_confidence_bps,
        max_deviation_bps: state.max_deviation_bps,
        max_age: state.max_age,
        keeper_fee_cap: state.keeper_fee_cap,
        feed: state.feed,
    }
}
