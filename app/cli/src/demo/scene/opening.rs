use serde_json::{json, Value};
use tenure_client::locker::ID;

use super::{Actor, Scene, World};
use crate::{
    failure::Failure,
    value::{moment, Tokens},
};

/// The chain, the program, the token and the locker.
pub struct Opening;

impl Scene for Opening {
    fn key(&self) -> &'static str {
        "opening"
    }

    fn title(&self) -> &'static str {
        "A locker for a token"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let now = world.chain().now()?;
        let locker = world.locker()?;
        let names = Actor::ALL.map(Actor::name).join(", ");
        let purse = world.balance(&world.purse(Actor::Alice))?;
        let Tokens { decimals, .. } = purse;
        world.stage.say(&format!(
            "Chain     {} (in this process, its clock at {})\n\
             Program   {ID}\n\
             Token     {} ({decimals} decimals; {names} hold {purse} each)\n\
             Locker    {} (locks of {} to {} weeks; leaving early costs up to {} %)",
            world.url(),
            moment(now),
            world.keys.mint,
            locker.address,
            locker.state.min_weeks,
            locker.state.max_weeks,
            locker.state.penalty_bps / 100,
        ));
        world.stage.step();
        Ok(json!({
            "program": ID.to_string(),
            "mint": world.keys.mint.to_string(),
            "locker": locker.address.to_string(),
            "time": now,
        }))
    }
}
