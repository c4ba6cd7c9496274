use serde_json::{json, Value};
use tenure_math::ProposalState;

use super::{reckoning::require_equal, Scene, World};
use crate::{
    failure::Failure,
    value::{self, percent},
};

/// The timelock is over: somebody runs the actions, one by one, and the treasury signs.
pub struct Execution;

/// Of the proposal.
const ACTIONS: u8 = 3;

impl Scene for Execution {
    fn key(&self) -> &'static str {
        "execution"
    }

    fn title(&self) -> &'static str {
        "It is done"
    }

    fn steps(&self) -> u64 {
        ACTIONS.into()
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (governor, address) = (world.governor()?, world.proposal()?);
        let proposal = world.chain().proposal(&governor, address)?.read;
        world.travel_to(proposal.proposal.executable_at)?;
        let actions = proposal.instructions().unwrap_or_default();
        require_equal("the number of actions", usize::from(ACTIONS), actions.len())?;
        for (index, action) in (0..).zip(&actions) {
            world.send_as_bank(&[governor.keys.execute(address, index, action)])?;
            world.stage.step();
        }

        let (treasury, now) = (governor.keys.treasury, world.chain().now()?);
        let state = world.chain().proposal(&governor, address)?.read.proposal.state(now);
        require_equal("whether all has run", true, state == Some(ProposalState::Executed))?;
        let splitter = world.chain().splitter(world.locker()?)?;
        let week = splitter.locker.week_at(now);
        let (before, after) = (splitter.state.terms_in(week), splitter.newest_terms());
        let from = splitter.state.next_from_week;
        require_equal("the locker's authority", treasury, splitter.locker.state.authority)?;
        require_equal("the splitter's authority", treasury, splitter.state.authority)?;
        require_equal("the week of the new terms", week + 2, from)?;
        world.stage.say(&format!(
            "The treasury rules the locker and the splitter now. The founders cannot take that back: what they keep is\n\
             the right to pause, which stops nobody who leaves or claims, and the veto.\n\
             Announced  {} to lockers in place of {}, from {} on; what comes in before is shared as before.",
            percent(after.staker_bps),
            percent(before.staker_bps),
            value::start(from),
        ));
        Ok(json!({
            "beforeBps": before.staker_bps,
            "announcedBps": after.staker_bps,
            "fromWeek": from,
        }))
    }
}
