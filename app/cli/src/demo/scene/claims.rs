use serde_json::Value;
use tenure_client::Instruction;
use tenure_math::week_of;

use super::{
    reckoning::{require_equal, Reckoning},
    Actor, Scene, World,
};
use crate::{
    demo::{currency::Currency, month::Month},
    failure::Failure,
};

/// The month is over: each gets what the table said, and the reckoning is even.
pub struct Claims;

/// The month, and what a claim may take at most.
const WEEKS: u32 = 4;
const MOST_WEEKS: u8 = 26;

impl Scene for Claims {
    fn key(&self) -> &'static str {
        "claims"
    }

    fn title(&self) -> &'static str {
        "Everybody claims"
    }

    fn steps(&self) -> u64 {
        Actor::ALL.len() as u64 + 1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        world.advance_weeks(1)?;
        let now = week_of(world.chain().now()?);
        let month = Month::read(world, now - WEEKS..now)?;

        let mut reckoning = Reckoning::default();
        for actor in Actor::ALL {
            let before = wealth(world, actor)?;
            match actor {
                Actor::Alice => alice_claims_and_locks(world)?,
                Actor::Bob => somebody_claims_for_bob(world)?,
                Actor::Carol => carol_claims(world)?,
            }
            let after = wealth(world, actor)?;
            for currency in Currency::ALL {
                let received = after[currency as usize] - before[currency as usize];
                let what = format!("{}'s {}", actor.name(), currency.name());
                require_equal(&what, month.earned(actor, currency), received)?;
                reckoning.received[actor as usize][currency as usize] = received;
            }
            world.stage.step();
        }
        let reckoned = reckoning.check(world)?;
        world.stage.step();
        Ok(reckoned)
    }
}

/// Her wETH and USDC in one transaction; her tokens she locks in the next.
fn alice_claims_and_locks(world: &World) -> Result<(), Failure> {
    let alice = world.address(Actor::Alice);
    let claims = claims(world, Actor::Alice, alice, &[Currency::Weth, Currency::Usdc]);
    world.send_all(Actor::Alice, &claims)?;
    let before = world.chain().lock(&world.locker()?, &alice)?.amount;
    let pool = world.pool(Currency::Token);
    world.send(Actor::Alice, world.revenue().claim_and_lock(&alice, &pool, MOST_WEEKS))?;
    let after = world.chain().lock(&world.locker()?, &alice)?.amount;
    world.stage.say(&format!(
        "alice  claims wETH and USDC, and has her tokens locked: her lock grows from {} to {}.",
        world.units(before),
        world.units(after)
    ));
    Ok(())
}

/// Whoever claims, it is the owner who receives.
fn somebody_claims_for_bob(world: &World) -> Result<(), Failure> {
    world.send_as_bank(&claims(world, Actor::Bob, world.bank(), &Currency::ALL))?;
    world.stage.say("bob    sleeps; somebody else claims for him, and he receives. His lock has long ended.");
    Ok(())
}

fn carol_claims(world: &World) -> Result<(), Failure> {
    let carol = world.address(Actor::Carol);
    world.send_all(Actor::Carol, &claims(world, Actor::Carol, carol, &Currency::ALL))?;
    world.stage.say("carol  claims all three tokens in one transaction.");
    Ok(())
}

/// Opens the record and the accounts that receive, and claims.
fn claims(world: &World, actor: Actor, payer: tenure_client::Pubkey, of: &[Currency]) -> Vec<Instruction> {
    let (owner, revenue) = (world.address(actor), world.revenue());
    let mut instructions = vec![revenue.open_claim_record(payer, &owner)];
    for currency in of {
        let pool = world.pool(*currency);
        instructions.push(pool.open_destination(&payer, &owner));
        instructions.push(revenue.claim(&owner, &pool, MOST_WEEKS));
    }
    instructions
}

/// What an actor has of each token, what is locked included.
fn wealth(world: &World, actor: Actor) -> Result<[u64; Currency::ALL.len()], Failure> {
    let locked = world.chain().lock(&world.locker()?, &world.address(actor))?.amount;
    let mut wealth = [0; Currency::ALL.len()];
    for currency in Currency::ALL {
        let account = world.account(actor, currency);
        // The first claim opens it.
        let held = match world.chain().account(&account)? {
            Some(_) => world.chain().balance(&account)?,
            None => 0,
        };
        wealth[currency as usize] = held + if currency == Currency::Token { locked } else { 0 };
    }
    Ok(wealth)
}
