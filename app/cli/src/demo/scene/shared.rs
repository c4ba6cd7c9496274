use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde_json::{json, Map, Value};
use tenure_client::{locker::PowerView, revenue::claimable_at};
use tenure_math::week_of;

use super::{income::aligned, reckoning::require_equal, Actor, Scene, World};
use crate::{
    demo::{currency::Currency, month::Month, patrons::Patron},
    failure::Failure,
};

/// What the two have paid is shared with those who locked.
pub struct Shared;

const CURRENCIES: [Currency; 2] = [Currency::Token, Currency::Usdc];
const MOST_WEEKS: u8 = 26;

impl Scene for Shared {
    fn key(&self) -> &'static str {
        "shared"
    }

    fn title(&self) -> &'static str {
        "What they paid is shared with those who locked"
    }

    fn steps(&self) -> u64 {
        1 + Actor::ALL.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        world.advance_weeks(1)?;
        let week = week_of(world.chain().now()?);
        let mut came_in = Vec::new();
        for (currency, patron) in CURRENCIES.into_iter().zip(Patron::ALL) {
            let waiting = world.chain().balance(&world.pool(currency).intake)?;
            require_equal(&format!("{} at the intake", currency.name()), paid(world, patron)?, waiting)?;
            world.send_as_bank(&[world.revenue().distribute(&world.pool(currency))])?;
            came_in.push(waiting);
        }
        world.advance_weeks(1)?;
        let month = Month::read(world, week..week + 1)?;
        world.stage.step();

        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        let names = Actor::ALL.map(Actor::name);
        table.set_header(["in", "came in", "for lockers", names[0], names[1], names[2], "the late customer"]);
        let mut facts = Map::new();
        for (currency, came_in) in CURRENCIES.into_iter().zip(came_in) {
            let lockers = month.0.iter().map(|week| week.revenue[currency as usize]).sum::<u64>();
            require_equal(&format!("{} for lockers", currency.name()), came_in / 2, lockers)?;
            let earned = Actor::ALL.map(|actor| month.earned(actor, currency));
            let late = late(world, week, lockers)?;
            let left = lockers.saturating_sub(earned.iter().sum::<u64>() + late);
            require_equal(
                &format!("whether rounding leaves all that is left of {}", currency.name()),
                true,
                left < 4,
            )?;
            let mut row = vec![currency.name().to_owned()];
            let amounts = [came_in, lockers].into_iter().chain(earned).chain([late]);
            row.extend(amounts.map(|units| currency.units(units).padded()));
            table.add_row(row);
            facts.insert(
                currency.name().to_owned(),
                json!({ "cameIn": came_in.to_string(), "lockers": lockers.to_string() }),
            );
        }
        world.stage.say("Every payment went to the intake; half of it is for lockers since the vote:\n");
        world.stage.say(&aligned(table));
        world.stage.say("\nThe customer whose lock came too late to vote on it earns like all others.");
        for actor in Actor::ALL {
            claim(world, actor)?;
            world.stage.step();
        }
        world.stage.say(
            "They claim it, with what the weeks since the month before still owed them, to the last unit.",
        );
        Ok(facts.into())
    }
}

/// What the customer earned who locked while the vote ran, of what `week` has for lockers.
fn late(world: &World, week: u32, lockers: u64) -> Result<u64, Failure> {
    let view = world.keys.power_at_week(&world.customer(), week);
    let PowerView { lock, total } = world.chain().power(&view, &world.bank())?;
    let earned = u128::from(lockers) * u128::from(lock) / u128::from(total.max(1));
    u64::try_from(earned).map_err(Failure::cluster)
}

/// What a patron has paid the platform: what is not hers any more, and neither the keeper's nor deposited.
fn paid(world: &World, patron: Patron) -> Result<u64, Failure> {
    let (currency, purse) = patron.purse();
    let spent = purse - world.chain().balance(&world.patron_account(patron))?;
    let keys = world.store_keys();
    let credit = world.chain().credit_at(&keys.credit(&world.patron(patron), &world.mint(currency)))?;
    let deposited = credit.map_or(0, |credit| credit.tab().left());
    Ok(spent - deposited - world.keeper_fee(patron)?)
}

impl World<'_> {
    /// What a keeper got for the renewals under her mandate: half a percent of them.
    fn keeper_fee(&self, patron: Patron) -> Result<u64, Failure> {
        let subscription = self.subscription(patron)?;
        let mandate = self.chain().mandate_of(&subscription)?;
        Ok(mandate.map_or(0, |mandate| mandate.spent * 50 / 10_000))
    }
}

/// Claims all that an actor is due, and checks that just that arrives.
fn claim(world: &World, actor: Actor) -> Result<(), Failure> {
    let (owner, revenue) = (world.address(actor), world.revenue());
    let (chain, locker) = (world.chain(), world.locker()?);
    let lock = chain.lock(&locker, &owner)?;
    let splitter = chain.splitter(world.locker()?)?;
    let record = chain.find_record(&splitter, &owner)?;
    let now = chain.now()?;
    for currency in CURRENCIES {
        let pool = world.read_pool(currency)?;
        let due = claimable_at(&locker.state, &lock, record.as_deref(), &pool, now).map(|view| view.amount);
        let account = world.account(actor, currency);
        let before = chain.balance(&account)?;
        world.send(actor, revenue.claim(&owner, &world.pool(currency), MOST_WEEKS))?;
        let received = chain.balance(&account)? - before;
        require_equal(&format!("{}'s {}", actor.name(), currency.name()), due.unwrap_or_default(), received)?;
    }
    Ok(())
}
