use serde_json::{json, Value};
use tenure_client::{governor::GovernorParams, locker::LockerParams};

use super::{Actor, Scene, World};
use crate::{
    demo::currency::Currency,
    failure::Failure,
    value::{self, percent, Duration},
};

/// A governor for the locker, and what it is to rule is offered to its treasury.
pub struct Birth;

const DAY: u32 = 86_400;
const PARAMS: GovernorParams = GovernorParams {
    proposal_threshold: 100_000_000,
    voting_delay: DAY,
    voting_period: 3 * DAY,
    timelock: 2 * DAY,
    grace: 7 * DAY,
    quorum_bps: 1_000,
};
/// What Bob locks once more, in whole tokens, and for how many weeks.
const BOB_LOCKS: (u64, u16) = (5_200, 12);

impl Scene for Birth {
    fn key(&self) -> &'static str {
        "birth"
    }

    fn title(&self) -> &'static str {
        "The platform gets a DAO"
    }

    fn steps(&self) -> u64 {
        2
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (bank, keys, revenue) = (world.bank(), world.governance, world.revenue());
        let params = LockerParams { governor: keys.governor, ..world.locker()?.state.params() };
        world.send_as_bank(&[
            keys.create_governor(bank, bank, PARAMS, bank),
            world.keys.update_params(bank, params),
            world.keys.propose_authority(bank, keys.treasury),
            revenue.propose_authority(bank, keys.treasury),
        ])?;
        world.stage.step();
        tell(world)?;
        bob_locks(world)?;
        world.stage.step();
        Ok(json!({ "governor": keys.governor.to_string(), "treasury": keys.treasury.to_string() }))
    }
}

fn tell(world: &World) -> Result<(), Failure> {
    let governor = world.governor()?;
    let span = |seconds: u32| Duration(seconds.into());
    let params = governor.state.params();
    let mut held = Vec::new();
    for currency in Currency::ALL {
        let amount = world.chain().balance(&world.pool(currency).treasury)?;
        held.push(format!("{} {}", currency.units(amount), currency.name()));
    }
    world.stage.say(&format!(
        "Governor  {}\n\
         Terms     {} of power to propose; {} to read, {} to vote, {} until it is done;\n          \
                   {} of all power must take part\n\
         Council   the founders, who may veto, and nothing else\n\
         Treasury  {}\n          \
                   It holds its part of the month: {}\n\
         The founders offer it the locker and the splitter. Only a proposal can accept that: it signs for nobody.",
        governor.keys.governor,
        governor.locker.tokens(params.proposal_threshold),
        span(params.voting_delay),
        span(params.voting_period),
        span(params.timelock),
        percent(params.quorum_bps),
        governor.keys.treasury,
        held.join(", "),
    ));
    Ok(())
}

fn bob_locks(world: &World) -> Result<(), Failure> {
    let (bob, purse) = (world.address(Actor::Bob), world.purse(Actor::Bob));
    let (whole, weeks) = BOB_LOCKS;
    let amount = world.tokens(whole);
    world.send_all(
        Actor::Bob,
        &[world.keys.withdraw(bob, purse), world.keys.create_lock(bob, bob, purse, amount.units, weeks)],
    )?;
    let end_week = world.chain().lock(&world.locker()?, &bob)?.end_week;
    world.stage.say(&format!(
        "Bob has woken up: he locks {amount} for {weeks} weeks, until {}, to have a voice.",
        value::start(end_week)
    ));
    Ok(())
}
