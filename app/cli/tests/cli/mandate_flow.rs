//! How many renewals a mandate allows, through the binary: as many as were said, and none after them.

use serde_json::{json, Value};
use tenure_client::subscriptions::Mandate;
use tenure_math::billing::{Interval, MAX_GRACE};

use crate::market::{Market, DAY};

const EXPIRED: &str = "the mandate has expired";

#[test]
fn a_mandate_is_for_as_many_renewals_as_were_said() {
    let market = Market::open();
    let usdc = market.usdc.to_string();
    let subscribe = ["subscribe", "--plan", "Advanced", "--token", &usdc, "--renewals", "1"];
    market.done_by(&market.bob, &subscribe);
    // The seconds that it took to arrive: the end of what is paid is known to it before.
    let early = ends_after(&market, 0) - market.mandate().expires_at;
    assert!(early < 60, "{early}");
    market.renews_late();
    market.does_not_renew_again();

    // A hundred pays for two of them, and a rest.
    let grant =
        ["membership", "mandate", "grant", "--token", &usdc, "--per-charge", "49.9", "--total", "100"];
    market.done_by(&market.bob, &grant);
    assert_eq!(market.mandate().expires_at, ends_after(&market, 1));
    market.renews_late();
    market.renews_late();
    market.does_not_renew_again();
    let words = market.failed_to(&market.bob, &[&grant[..6], &["0.000001", "--total", "9999"]].concat(), 2);
    assert!(words.contains("4294967295 renewals would last beyond the calendar's last year"), "{words}");
    market.stop();
}

/// Two weeks, the longest grace, after so many months of what Bob has paid.
fn ends_after(market: &Market, months: u32) -> u64 {
    let paid = market.subscription(&market.bob).prepaid();
    let end = Interval::Month.end(paid.anchor_day, paid.paid_through(), months).expect("a date");
    end + u64::from(MAX_GRACE)
}

impl Market {
    fn mandate(&self) -> Mandate {
        self.flow.network.read(&self.subscription(&self.bob).mandate)
    }

    fn renew(&self) -> Value {
        self.done(&["membership", "renew", &self.bob.address.to_string()])
    }

    /// In the last hour of the grace.
    fn renews_late(&self) {
        self.travel_to(self.subscription(&self.bob).lapses_at - 3_600);
        let renewed = self.renew();
        assert_eq!((&renewed["renewed"], &renewed["failure"]), (&json!(true), &Value::Null));
    }

    /// Neither when the window opens nor later.
    fn does_not_renew_again(&self) {
        let paid_through = self.subscription(&self.bob).paid_through();
        self.travel_to(paid_through - 3 * DAY + 60);
        let noted = self.renew();
        assert_eq!((&noted["renewed"], &noted["failure"]), (&json!(false), &json!(EXPIRED)));
        self.refused(&["membership", "renew", &self.bob.address.to_string()], "MandateExpired");
    }
}
