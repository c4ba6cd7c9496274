use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use serde_json::{json, Map, Value};
use tenure_math::week_of;

use super::{income::aligned, reckoning::require_equal, Scene, World};
use crate::{demo::currency::Currency, failure::Failure, value};

/// The same income twice: in the last week of the old terms, and in the first of the new ones.
pub struct NewShare;

const INCOME: [(Currency, u64); 2] = [(Currency::Usdc, 1_000_010_001), (Currency::Token, 100_000_003)];
/// To lockers and to be burned, in basis points, in either week.
const TERMS: [(u64, u64); 2] = [(4_000, 1_000), (5_000, 1_000)];

/// Where a week's income of one token went, and where it should.
#[derive(Clone, Copy)]
struct Parts {
    lockers: u64,
    burned: u64,
    treasury: u64,
}

impl Scene for NewShare {
    fn key(&self) -> &'static str {
        "newShare"
    }

    fn title(&self) -> &'static str {
        "The new share counts from its week on"
    }

    fn steps(&self) -> u64 {
        TERMS.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        table.set_header(["week from", "came in", "of", "to lockers", "burned", "to the treasury"]);
        let mut weeks = Vec::new();
        for terms in TERMS {
            world.advance_weeks(1)?;
            weeks.push(earn(world, terms, &mut table)?);
            world.stage.step();
        }
        world.stage.say(&aligned(table));
        world.stage.say(
            "\nThe same income, to the last base unit: two fifths until the announced week, and half from then on.\n\
             Nobody asked the founders.",
        );
        Ok(weeks.into())
    }
}

/// A week's income comes in and is distributed, by these terms.
fn earn(world: &World, terms: (u64, u64), table: &mut Table) -> Result<Value, Failure> {
    let week = week_of(world.chain().now()?);
    let mut facts = Map::from_iter([("week".to_owned(), Value::from(week))]);
    world.pay_in(&INCOME)?;
    for (number, (currency, amount)) in INCOME.into_iter().enumerate() {
        let before = standing(world, currency, week)?;
        world.send_as_bank(&[world.revenue().distribute(&world.pool(currency))])?;
        let after = standing(world, currency, week)?;
        let went = Parts {
            lockers: after.lockers - before.lockers,
            burned: after.burned - before.burned,
            treasury: after.treasury - before.treasury,
        };
        let expected = expected(currency, amount, terms);
        let name = currency.name();
        require_equal(&format!("{name} to lockers"), expected.lockers, went.lockers)?;
        require_equal(&format!("{name} burned"), expected.burned, went.burned)?;
        require_equal(&format!("{name} to the treasury"), expected.treasury, went.treasury)?;

        let first = if number == 0 { value::start(week) } else { String::new() };
        let shown =
            [amount, went.lockers, went.burned, went.treasury].map(|units| currency.units(units).padded());
        let [came_in, lockers, burned, treasury] = shown;
        table.add_row([first, came_in, name.to_owned(), lockers, burned, treasury]);
        facts.insert(
            name.to_owned(),
            json!({
                "lockers": went.lockers.to_string(),
                "burned": went.burned.to_string(),
                "treasury": went.treasury.to_string(),
            }),
        );
    }
    Ok(facts.into())
}

/// What lockers have of this week, what was ever burned, and what the treasury holds.
fn standing(world: &World, currency: Currency, week: u32) -> Result<Parts, Failure> {
    let pool = world.read_pool(currency)?;
    let place = week as usize % pool.revenue.len();
    // What the same place held of a week long past is not this one's.
    let lockers = if pool.week >= week { pool.revenue[place] } else { 0 };
    let treasury = world.chain().balance(&world.pool(currency).treasury)?;
    Ok(Parts { lockers, burned: world.burned(currency)?, treasury })
}

fn expected(currency: Currency, amount: u64, (lockers_bps, burn_bps): (u64, u64)) -> Parts {
    let lockers = amount * lockers_bps / 10_000;
    let burned = if currency == Currency::Token { amount * burn_bps / 10_000 } else { 0 };
    Parts { lockers, burned, treasury: amount - lockers - burned }
}
