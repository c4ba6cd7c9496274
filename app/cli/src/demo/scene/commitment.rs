use serde_json::{json, Value};

use super::{Actor, Scene, World};
use crate::{failure::Failure, value};

/// Three locks: the shortest holds the most tokens, and has the least power.
pub struct Commitment;

/// Who locks how many whole tokens for how many weeks.
const LOCKS: [(Actor, u64, u16); 3] =
    [(Actor::Alice, 20_000, 4), (Actor::Bob, 4_000, 52), (Actor::Carol, 1_500, 208)];

impl Scene for Commitment {
    fn key(&self) -> &'static str {
        "locks"
    }

    fn title(&self) -> &'static str {
        "Three locks"
    }

    fn steps(&self) -> u64 {
        LOCKS.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let mut made = Vec::new();
        for (actor, whole, weeks) in LOCKS {
            let (owner, purse, amount) = (world.address(actor), world.purse(actor), world.tokens(whole));
            let lock = world.keys.create_lock(owner, owner, purse, amount.units, weeks);
            let signature = world.send(actor, lock)?;

            let power = world.units(world.power(actor)?.lock);
            let end_week = world.chain().lock(&world.locker()?, &owner)?.end_week;
            world.stage.say(&format!(
                "{:<6} locks {:>5} for {weeks:>3} weeks, until {}: power {}",
                actor.name(),
                amount,
                value::start(end_week),
                power.padded()
            ));
            world.stage.step();
            made.push(json!({
                "owner": actor.name(),
                "amount": amount.to_json(),
                "weeks": weeks,
                "endWeek": end_week,
                "power": power.to_json(),
                "signature": signature.to_string(),
            }));
        }
        world.stage.say("Power is the amount times the time left, over 208 weeks.");
        Ok(made.into())
    }
}
