use tenure_math::billing::{Interval, Status};

use crate::{
    chain::OpenSubscription,
    value::{moment, Duration},
};

/// How often a plan's price is paid.
pub fn every(interval: Interval) -> &'static str {
    match interval {
        Interval::Month => "a month",
        Interval::Year => "a year",
    }
}

/// A status's name, for programs.
pub fn status_name(subscription: &OpenSubscription, now: u64) -> &'static str {
    match subscription.state.status(now) {
        Status::Active => "active",
        Status::Grace => "grace",
        Status::Expired => "expired",
    }
}

/// Where a subscription stands at second `now`.
pub fn status_words(subscription: &OpenSubscription, now: u64) -> String {
    let state = &subscription.state;
    let left = |until: u64| Duration(until.saturating_sub(now)).roughly();
    if state.revoked == 1 {
        return "excluded by the store".to_owned();
    }
    match state.status(now) {
        Status::Active if state.cancelled == 1 => {
            format!("active for {}, and cancelled: nothing is renewed", left(state.paid_through()))
        }
        Status::Active => format!("active, paid for {}", left(state.paid_through())),
        Status::Grace => {
            format!("in grace: unpaid, and it expires in {} if it stays so", left(state.lapses_at))
        }
        Status::Expired => format!("expired at {}", moment(state.lapses_at)),
    }
}
