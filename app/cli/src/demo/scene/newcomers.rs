use serde_json::{json, Value};

use super::{Actor, Scene, World};
use crate::{failure::Failure, value};

/// Alice and Bob lock again, in time for the month.
pub struct Newcomers;

/// Who locks how many whole tokens for how many weeks.
const LOCKS: [(Actor, u64, u16, &str); 2] = [
    (Actor::Alice, 2_080, 52, "a power of 10 for each week left"),
    (Actor::Bob, 20_800, 4, "100 for each, but not for long"),
];

impl Scene for Newcomers {
    fn key(&self) -> &'static str {
        "newcomers"
    }

    fn title(&self) -> &'static str {
        "Two lock before the month begins"
    }

    fn steps(&self) -> u64 {
        LOCKS.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let bob = world.address(Actor::Bob);
        world.send(Actor::Bob, world.keys.withdraw(bob, world.purse(Actor::Bob)))?;
        let mut made = Vec::new();
        for (actor, whole, weeks, words) in LOCKS {
            let (owner, purse, amount) = (world.address(actor), world.purse(actor), world.tokens(whole));
            world.send(actor, world.keys.create_lock(owner, owner, purse, amount.units, weeks))?;
            let end_week = world.chain().lock(&world.locker()?, &owner)?.end_week;
            world.stage.say(&format!(
                "{:<6} locks {amount:>5} for {weeks:>2} weeks, until {}: {words}",
                actor.name(),
                value::start(end_week)
            ));
            world.stage.step();
            made.push(json!({ "owner": actor.name(), "amount": amount.to_json(), "endWeek": end_week }));
        }
        world.stage.say("Carol, who has just left, waits and sees.");
        Ok(made.into())
    }
}
