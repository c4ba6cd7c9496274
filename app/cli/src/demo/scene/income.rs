use comfy_table::{presets::UTF8_FULL_CONDENSED, CellAlignment, Table};
use serde_json::{json, Map, Value};
use tenure_math::week_of;

use super::{Actor, Scene, World};
use crate::{
    demo::{
        currency::Currency,
        month::{Month, Week},
    },
    failure::Failure,
    value,
};

/// Four weeks of income: each week it comes in and is distributed, and in the second Carol locks.
pub struct Income;

/// What is paid for, and the price in base units.
type Payment = (&'static str, Currency, u64);

const PAYMENTS: [&[Payment]; 4] = [
    &[
        ("swap fees", Currency::Weth, 51_234_567),
        ("12 subscriptions at 49.90", Currency::Usdc, 598_800_000),
        ("subscriptions, paid in the token", Currency::Token, 1_500_000_000),
    ],
    &[
        ("swap fees", Currency::Weth, 75_000_001),
        ("10,000 calls of the API at 0.017", Currency::Usdc, 170_000_000),
        ("a subscription for a year", Currency::Usdc, 499_000_000),
        ("subscriptions, paid in the token", Currency::Token, 900_000_000),
    ],
    &[
        ("swap fees", Currency::Weth, 30_000_000),
        ("two subscriptions for a year", Currency::Usdc, 998_000_000),
        ("subscriptions, paid in the token", Currency::Token, 2_000_000_000),
        ("a listing, paid in the token", Currency::Token, 400_000_000),
    ],
    &[
        ("swap fees", Currency::Weth, 120_000_003),
        ("102,788 calls of the API at 0.017", Currency::Usdc, 1_747_396_000),
        ("a listing, paid in the token", Currency::Token, 333_333_333),
    ],
];

/// The number of the week in which Carol locks, after its income was distributed, and for how long what.
const CAROL_LOCKS: (usize, u64, u16) = (2, 5_200, 26);

impl Scene for Income {
    fn key(&self) -> &'static str {
        "income"
    }

    fn title(&self) -> &'static str {
        "A month of income"
    }

    fn steps(&self) -> u64 {
        PAYMENTS.len() as u64
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let first = week_of(world.chain().now()?) + 1;
        world.stage.say("Each week customers pay, and anyone has it distributed: here, a keeper does.\n");
        for (number, payments) in (1..).zip(PAYMENTS) {
            world.advance_weeks(1)?;
            earn(world, number, payments)?;
            if number == CAROL_LOCKS.0 {
                carol_locks(world)?;
            }
            world.stage.step();
        }
        let month = Month::read(world, first..week_of(world.chain().now()?) + 1)?;
        tell(world, &month);
        Ok(month.0.iter().map(to_json).collect())
    }
}

/// A week's payments arrive, and anyone has them distributed.
fn earn(world: &World, number: usize, payments: &[Payment]) -> Result<(), Failure> {
    let week = week_of(world.chain().now()?);
    world.stage.say(&format!("Week {number}, from {}", value::start(week)));
    for (words, currency, amount) in payments {
        let amount = currency.units(*amount).to_string();
        world.stage.say(&format!("  {words:<34} {amount:>12} {}", currency.name()));
    }
    let paid: Vec<_> = payments.iter().map(|&(_, currency, amount)| (currency, amount)).collect();
    world.pay_in(&paid)?;
    let distributions = Currency::ALL.map(|currency| world.revenue().distribute(&world.pool(currency)));
    world.send_as_bank(&distributions)?;
    Ok(())
}

fn carol_locks(world: &World) -> Result<(), Failure> {
    let (_, whole, weeks) = CAROL_LOCKS;
    let (owner, purse, amount) =
        (world.address(Actor::Carol), world.purse(Actor::Carol), world.tokens(whole));
    world.send(Actor::Carol, world.keys.create_lock(owner, owner, purse, amount.units, weeks))?;
    world.stage.say(&format!("  Carol sees it come in, and locks {amount} for {weeks} weeks."));
    Ok(())
}

fn tell(world: &World, month: &Month) {
    world.stage.say(
        "\nTwo fifths of it are for lockers. A week's part is shared by the power that each had as that week began:\n",
    );
    world.stage.say(&powers(world, month));
    world.stage.say("\nSo each earns of each week, rounded down to the base unit:\n");
    world.stage.say(&earnings(month));
    world.stage.say(
        "\nCarol's lock counts from the week after she made it: of what came in before, she earns nothing.\n\
         Bob's ran out as week 4 began: he earned while it ran, and of that week nothing.",
    );
}

fn powers(world: &World, month: &Month) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let names = Actor::ALL.map(Actor::name);
    table.set_header(["week", "from", names[0], names[1], names[2], "all power"]);
    for (number, week) in (1..).zip(&month.0) {
        let mut row = vec![number.to_string(), value::start(week.week)];
        row.extend(week.powers.map(|power| {
            let share = value::share(power.lock, power.total);
            format!("{} = {share:>7}", world.units(power.lock))
        }));
        row.push(world.units(week.powers[0].total).to_string());
        table.add_row(row);
    }
    aligned(table)
}

fn earnings(month: &Month) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let names = Actor::ALL.map(Actor::name);
    table.set_header(["week", "in", "for lockers", names[0], names[1], names[2]]);
    for (number, week) in (1..).zip(&month.0) {
        for currency in Currency::ALL {
            let first = currency == Currency::ALL[0];
            let mut row = vec![if first { number.to_string() } else { String::new() }];
            row.push(currency.name().to_owned());
            row.push(currency.units(week.revenue[currency as usize]).padded());
            row.extend(Actor::ALL.map(|actor| currency.units(week.earned(actor, currency)).padded()));
            table.add_row(row);
        }
    }
    aligned(table)
}

pub(super) fn aligned(mut table: Table) -> String {
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn to_json(week: &Week) -> Value {
    let power =
        |actor: Actor| (actor.name().to_owned(), Value::from(week.powers[actor as usize].lock.to_string()));
    let token = |currency: Currency| {
        let earned = Actor::ALL
            .map(|actor| (actor.name().to_owned(), Value::from(week.earned(actor, currency).to_string())));
        let facts = json!({
            "toLockers": week.revenue[currency as usize].to_string(),
            "earned": earned.into_iter().collect::<Map<_, _>>(),
        });
        (currency.name().to_owned(), facts)
    };
    json!({
        "week": week.week,
        "powers": Actor::ALL.into_iter().map(power).collect::<Map<_, _>>(),
        "total": week.powers[0].total.to_string(),
        "tokens": Currency::ALL.into_iter().map(token).collect::<Map<_, _>>(),
    })
}
