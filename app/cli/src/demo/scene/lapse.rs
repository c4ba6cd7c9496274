use serde_json::{json, Value};

use super::{reckoning::require_equal, Scene, World};
use crate::{demo::patrons::Patron, failure::Failure, shop::status_words, value::moment};

/// Dana does not pay: grace, and then it is over. Time alone does it.
pub struct Lapse;

const DAY: u64 = 86_400;

impl Scene for Lapse {
    fn key(&self) -> &'static str {
        "lapse"
    }

    fn title(&self) -> &'static str {
        "Dana lets hers lapse"
    }

    fn steps(&self) -> u64 {
        3
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (dana, keys) = (world.patron(Patron::Dana), world.store_keys());
        let state = world.subscription(Patron::Dana)?.state;
        let mut standing = Vec::new();
        for t in [state.paid_through() - DAY / 2, state.paid_through() + DAY, state.lapses_at] {
            world.travel_to(t)?;
            let (now, subscription) = (world.chain().now()?, world.subscription(Patron::Dana)?);
            let access = access(world, &dana)?;
            let words = status_words(&subscription, now);
            world.stage.say(&format!("{}  {words}; access: {access}", moment(now)));
            standing.push(json!({ "status": words, "access": access }));
            world.stage.step();
        }
        let badge = world.chain().find_badge(&world.store()?, &dana)?;
        let badge = badge.ok_or_else(|| Failure::cluster("there is no badge"))?;
        world.stage.say(&format!("\nHer {}", world.badge(Patron::Dana)?.to_string().trim_end()));
        world.send_as_bank(&[keys.note_expiry(&dana), keys.badges.expire(&badge.state)])?;
        let gone = world.chain().find_badge(&world.store()?, &dana)?.is_none();
        require_equal("whether the badge is gone", true, gone)?;
        world.stage.say(
            "\nAnyone has it removed now: its rent goes back to who paid it. She can come back at any time.",
        );
        Ok(standing.into())
    }
}

/// What a program that asks for her tier is told.
fn access(world: &World, user: &tenure_client::Pubkey) -> Result<String, Failure> {
    match world.send_as_bank(&[world.store_keys().assert_access(user, 1)]) {
        Ok(_) => Ok("yes".to_owned()),
        Err(Failure::Refused(refused)) => Ok(format!("no ({})", refused.name)),
        Err(failure) => Err(failure),
    }
}
