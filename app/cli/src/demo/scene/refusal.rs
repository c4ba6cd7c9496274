use serde_json::Value;

use super::{Actor, Scene, World};
use crate::{failure::Failure, value};

/// Carol asks too early, and is told why not.
pub struct Refusal;

impl Scene for Refusal {
    fn key(&self) -> &'static str {
        "refusal"
    }

    fn title(&self) -> &'static str {
        "Carol asks for hers too early"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (owner, purse) = (world.address(Actor::Carol), world.purse(Actor::Carol));
        let end_week = world.chain().lock(&world.locker()?, &owner)?.end_week;
        let refused = match world.send(Actor::Carol, world.keys.withdraw(owner, purse)) {
            Err(refused @ Failure::Refused(_)) => refused,
            Err(failure) => return Err(failure),
            Ok(_) => return Err(Failure::cluster("the program let a running lock be withdrawn")),
        };
        world.stage.say(&format!(
            "Her lock runs until {}. She tries to withdraw all the same, and nothing is sent:\n  {refused}",
            value::start(end_week)
        ));
        world.stage.step();
        Ok(refused.to_json())
    }
}
