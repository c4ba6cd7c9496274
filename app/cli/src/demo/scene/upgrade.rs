use serde_json::{json, Value};

use super::{reckoning::require_equal, Scene, World};
use crate::{demo::patrons::Patron, failure::Failure, shop::Quote, value::Dollars};

/// Ten days in, Dana wants more: what she has paid and not used counts.
pub struct Upgrade;

const TEN_DAYS: u64 = 10 * 86_400;
const PREMIUM: u32 = 2;
/// What the price may move until it is charged: a hundredth.
const ROOM: u64 = 100;

impl Scene for Upgrade {
    fn key(&self) -> &'static str {
        "upgrade"
    }

    fn title(&self) -> &'static str {
        "Dana upgrades in the middle of the month"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (dana, keys, source) =
            (world.patron(Patron::Dana), world.store_keys(), world.patron_account(Patron::Dana));
        let (currency, _) = Patron::Dana.purse();
        world.travel_to(world.subscription(Patron::Dana)?.state.current.start + TEN_DAYS)?;
        world.network.publish_price()?;
        let before = world.subscription(Patron::Dana)?.state.prepaid();
        let (token, rate) = world.rate(currency)?;
        let plan = world.plan(PREMIUM)?;
        let (offer, grace) = (plan.state.offer(&token.state), world.store()?.state.grace);
        let quote = |now| {
            let quote = Quote::of(before.switch(now, offer, grace), Some(rate), &token);
            quote.ok_or_else(|| Failure::cluster("it has no price"))
        };

        let (held, most) = (world.chain().balance(&source)?, quote(world.chain().now()?)?.tokens.units);
        let consent = world.consent(Patron::Dana, most + most / ROOM)?;
        let switch = keys.switch_plan(&dana, PREMIUM, &world.token_keys(currency), source, consent);
        world.send_as_patron(Patron::Dana, &[switch])?;
        world.send_as_bank(&[keys.sync_badge(world.bank(), &dana)])?;

        let state = world.subscription(Patron::Dana)?.state;
        // The chain's clock has moved on since: at the second of the switch it is exact.
        let now = state.current.start;
        let quote = quote(now)?;
        let paid = held - world.chain().balance(&source)?;
        require_equal("what Dana paid", quote.tokens.units, paid)?;
        require_equal("until when", before.paid_through(), state.paid_through())?;
        let (unused, need) = (before.unused(now).unwrap_or_default(), quote.bill.need);
        let days = (state.current.end - now) / 86_400;
        world.stage.say(&format!(
            "She goes from Basic to {}; the month ends when it did, {days} days from now. By the second:\n  \
             {:<34} {:>9}\n  {:<34} {:>9}\n  {:<34} {:>9}\n  {:<34} {:>9}  = {} {}",
            plan.name(),
            format!("{} until then costs", plan.name()),
            Dollars(unused + need),
            "of Basic she has paid and not used",
            Dollars(unused),
            "left to pay",
            Dollars(need),
            "a fifth off, as it is in the token",
            Dollars(quote.bill.charge),
            quote.tokens,
            currency.name(),
        ));
        world.stage.say(&format!("\nHer {}", world.badge(Patron::Dana)?.to_string().trim_end()));
        world.stage.step();
        Ok(json!({
            "cost": (unused + need).to_string(),
            "unused": unused.to_string(),
            "need": need.to_string(),
            "charge": quote.bill.charge.to_string(),
            "tokens": paid.to_string(),
            "secondsLeft": state.current.end - now,
            "secondsOfPeriod": state.current.end - state.current.period_start,
        }))
    }
}
