use serde_json::{json, Value};
use tenure_client::locker::penalty_at;

use super::{Actor, Scene, World};
use crate::failure::Failure;

/// Carol leaves with two of her four years left, and pays for them.
pub struct EarlyExit;

impl Scene for EarlyExit {
    fn key(&self) -> &'static str {
        "earlyExit"
    }

    fn title(&self) -> &'static str {
        "So she leaves early, and pays"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (owner, purse) = (world.address(Actor::Carol), world.purse(Actor::Carol));
        let locker = world.locker()?;
        let lock = world.chain().lock(&locker, &owner)?;
        let most = world.units(penalty_at(&locker.state, &lock, world.chain().now()?));

        let (before, collected) = (world.balance(&purse)?, world.balance(&world.keys.penalty_account)?);
        let signature = world.send(Actor::Carol, world.keys.exit_early(owner, purse, most.units))?;
        let after = world.balance(&purse)?;
        let paid = world.balance(&world.keys.penalty_account)?.units - collected.units;

        let (locked, penalty) = (world.units(lock.amount), world.units(paid));
        let received = world.units(after.units - before.units);
        world.stage.say(&format!(
            "Half of the full term is left, so half of the highest penalty is due.\n\
             Locked            {:>18}\n\
             Accepted at most  {:>18}\n\
             Penalty paid      {:>18}\n\
             Received          {:>18}",
            locked.padded(),
            most.padded(),
            penalty.padded(),
            received.padded()
        ));
        let left = world.balance(&world.keys.vault)?;
        world.stage.say(&format!("\nThe vault holds {left}: bob's, whose lock has ended too."));
        world.stage.step();
        Ok(json!({
            "locked": locked.to_json(),
            "mostPenalty": most.to_json(),
            "penalty": penalty.to_json(),
            "received": received.to_json(),
            "vault": left.to_json(),
            "signature": signature.to_string(),
        }))
    }
}
