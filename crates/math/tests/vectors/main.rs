//! What clients in other languages must work out alike: the cases of `vectors/`, which their tests read too.

use serde_json::Value;
use tenure_math::{
    billing::{
        add_months, discounted, Interval, Offer, OraclePrice, Prepaid, Segment, Status, MAX_CONFIDENCE_BPS,
    },
    Stake,
};

#[test]
fn power_is_that_of_the_vectors() {
    let cases = read(include_str!("../../vectors/power.json"));
    for case in list(&cases) {
        let stake = Stake { amount: number(case, "amount"), end_week: small(case, "endWeek") };
        assert_eq!(stake.power_at(number(case, "at")), number(case, "power"), "{case}");
    }
}

#[test]
fn months_are_those_of_the_vectors() {
    for case in list(&billing()["months"]) {
        let end = add_months(small(case, "anchorDay"), number(case, "anchor"), small(case, "months"));
        assert_eq!(end, Some(number(case, "end")), "{case}");
    }
}

#[test]
fn discounts_are_those_of_the_vectors() {
    for case in list(&billing()["discounted"]) {
        let bps = small(case, "bps").try_into().expect("basis points");
        assert_eq!(discounted(number(case, "amount"), bps), number(case, "left"), "{case}");
    }
}

#[test]
fn tokens_are_those_of_the_vectors() {
    for case in list(&billing()["tokens"]) {
        let price = OraclePrice {
            price: number(case, "price").try_into().expect("a price"),
            confidence: number(case, "confidence"),
            exponent: case["exponent"].as_i64().and_then(|exponent| exponent.try_into().ok()).expect("one"),
        };
        let decimals = small(case, "decimals").try_into().expect("decimals");
        let tokens = price.tokens(number(case, "amount"), decimals, MAX_CONFIDENCE_BPS);
        // More than 64 bits hold is no amount.
        let expected = (!case["tokens"].is_null()).then(|| number(case, "tokens"));
        assert_eq!(tokens.ok(), expected, "{case}");
    }
}

#[test]
fn proration_is_that_of_the_vectors() {
    for case in list(&billing()["segments"]) {
        let segment = Segment {
            period_start: number(case, "periodStart"),
            start: number(case, "start"),
            end: number(case, "end"),
            value: number(case, "value"),
        };
        let at = number(case, "at");
        assert_eq!(segment.unused(at), number(case, "unused"), "{case}");
        assert_eq!(segment.cost(number(case, "price"), at), number(case, "cost"), "{case}");
    }
}

#[test]
fn steps_are_those_of_the_vectors() {
    let cases = read(include_str!("../../vectors/steps.json"));
    for case in list(&cases) {
        let (before, at, offer) = (prepaid(&case["before"]), number(case, "at"), offer(&case["offer"]));
        let (window, grace) = (small(case, "window"), small(case, "grace"));
        let bill = match case["step"].as_str() {
            Some("subscribe") => before.subscribe(at, offer, grace),
            Some("renew") => before.renew(at, offer, window, grace),
            Some("switch") => before.switch(at, offer, grace),
            _ => panic!("{case}"),
        };
        match bill {
            Ok(bill) => {
                let billed = (number(case, "need"), number(case, "charge"), prepaid(&case["after"]));
                assert_eq!((bill.need, bill.charge, bill.after), billed, "{case}");
            }
            Err(refusal) => assert_eq!(case["refused"], format!("{refusal:?}"), "{case}"),
        }
    }
}

#[test]
fn entitlement_is_that_of_the_vectors() {
    let cases = read(include_str!("../../vectors/entitlement.json"));
    for case in list(&cases) {
        let time = |name: &str| {
            let [start, end] = [0, 1].map(|place| whole(&case[name][place]));
            Segment { period_start: start, start, end, value: 0 }
        };
        let prepaid = Prepaid {
            current: time("current"),
            ahead: time("ahead"),
            lapses_at: number(case, "lapsesAt"),
            ..Prepaid::default()
        };
        let status = match prepaid.status(number(case, "at")) {
            Status::Active => "active",
            Status::Grace => "grace",
            Status::Expired => "expired",
        };
        assert_eq!((prepaid.paid_through(), status), (number(case, "paidThrough"), word(case)), "{case}");
    }
}

fn prepaid(value: &Value) -> Prepaid {
    let segment = |name: &str| {
        let [period_start, start, end, value] = [0, 1, 2, 3].map(|place| whole(&value[name][place]));
        Segment { period_start, start, end, value }
    };
    Prepaid {
        anchor: number(value, "anchor"),
        anchor_day: small(value, "anchorDay"),
        interval: interval(value),
        price: number(value, "price"),
        periods: small(value, "periods"),
        current: segment("current"),
        ahead: segment("ahead"),
        credit: number(value, "credit"),
        lapses_at: number(value, "lapsesAt"),
        grace_refused: number(value, "graceRefused"),
        cancelled: small(value, "cancelled") == 1,
    }
}

fn offer(value: &Value) -> Offer {
    let discount_bps = small(value, "discountBps").try_into().expect("basis points");
    Offer { price: number(value, "price"), interval: interval(value), discount_bps }
}

fn interval(value: &Value) -> Interval {
    match small(value, "interval") {
        0 => Interval::Month,
        1 => Interval::Year,
        _ => panic!("{value}"),
    }
}

fn word(case: &Value) -> &str {
    case["status"].as_str().expect("a word")
}

fn billing() -> Value {
    read(include_str!("../../vectors/billing.json"))
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn list(value: &Value) -> &Vec<Value> {
    let cases = value.as_array().expect("a list");
    assert!(!cases.is_empty());
    cases
}

/// Numbers that a double cannot hold are written as text.
fn number(case: &Value, name: &str) -> u64 {
    whole(&case[name])
}

fn whole(value: &Value) -> u64 {
    value.as_str().and_then(|text| text.parse().ok()).expect("a number as text")
}

fn small(case: &Value, name: &str) -> u32 {
    case[name].as_u64().and_then(|number| number.try_into().ok()).expect("a small number")
}
