use serde_json::{json, Value};

use super::{Actor, Scene, World};
use crate::failure::Failure;

/// Alice's four weeks are long over: her tokens are hers again, all of them.
pub struct Withdrawal;

impl Scene for Withdrawal {
    fn key(&self) -> &'static str {
        "withdrawal"
    }

    fn title(&self) -> &'static str {
        "Alice takes her tokens back"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (owner, purse) = (world.address(Actor::Alice), world.purse(Actor::Alice));
        let before = world.balance(&purse)?;
        let signature = world.send(Actor::Alice, world.keys.withdraw(owner, purse))?;
        let after = world.balance(&purse)?;
        world.stage.say(&format!(
            "Her lock has ended: she withdraws. She held {before}, and holds {after} now, all she had."
        ));
        world.stage.step();
        Ok(json!({
            "before": before.to_json(),
            "after": after.to_json(),
            "signature": signature.to_string(),
        }))
    }
}
