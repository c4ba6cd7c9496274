//! What clients in other languages must work out alike: the cases of `vectors/`, which their tests read too.

use serde_json::Value;
use tenure_math::{
    billing::{add_months, OraclePrice, Prepaid, Segment, Status, MAX_CONFIDENCE_BPS},
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
