use serde_json::{json, Value};

use super::{reckoning::require_equal, Actor, Scene, World};
use crate::{
    demo::patrons::Patron,
    failure::Failure,
    value::{moment, Tokens},
};

/// A keeper charges Erin's next month, for a fee off what the platform gets.
pub struct Renewal;

const DAY: u64 = 86_400;
const KEEPER: Actor = Actor::Bob;
/// A two-hundredth.
const FEE_BPS: u64 = 50;

impl Scene for Renewal {
    fn key(&self) -> &'static str {
        "renewal"
    }

    fn title(&self) -> &'static str {
        "A keeper renews Erin's month"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (erin, keys) = (world.patron(Patron::Erin), world.store_keys());
        let (currency, _) = Patron::Erin.purse();
        let before = world.subscription(Patron::Erin)?.state;
        world.travel_to(before.paid_through() - DAY)?;
        let (token, keeper) = (world.token_keys(currency), world.account(KEEPER, currency));
        let balances = || {
            let held = [world.patron_account(Patron::Erin), token.payout, keeper];
            let [erin, intake, keeper] = held.map(|account| world.chain().balance(&account));
            Ok::<_, Failure>([erin?, intake?, keeper?])
        };
        let held = balances()?;
        let renew = keys.renew(&erin, before.renewal_plan(), &token, Some(keeper));
        world.send(KEEPER, renew.clone())?;
        let now = balances()?;
        let (paid, came_in, fee) = (held[0] - now[0], now[1] - held[1], now[2] - held[2]);
        require_equal("what Erin paid", before.price, paid)?;
        require_equal("the keeper's fee", paid * FEE_BPS / 10_000, fee)?;
        require_equal("what came in", paid - fee, came_in)?;
        let after = world.subscription(Patron::Erin)?.state;
        let again = match world.send(KEEPER, renew) {
            Err(refused @ Failure::Refused(_)) => refused,
            Err(failure) => return Err(failure),
            Ok(_) => return Err(Failure::cluster("the program let a month be charged twice")),
        };
        let shown = |units| Tokens { units, decimals: currency.decimals() };
        world.stage.say(&format!(
            "Bob keeps an eye on it: a day before her month ends he has {} USDC charged, under the mandate.\n\
             Of it he gets {}, and {} come in. Paid until {}. Once more:\n  {again}",
            shown(paid),
            shown(fee),
            shown(came_in),
            moment(after.paid_through()),
        ));
        world.stage.step();
        Ok(json!({
            "paid": paid.to_string(),
            "fee": fee.to_string(),
            "paidThroughBefore": before.paid_through(),
            "paidThroughAfter": after.paid_through(),
            "again": again.to_json(),
        }))
    }
}
