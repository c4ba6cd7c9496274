use comfy_table::{presets::UTF8_FULL_CONDENSED, CellAlignment, Table};
use serde_json::{json, Map, Value};
use tenure_client::locker::AUTO_ROLL_WEEKS;
use tenure_math::week_of;

use super::{Actor, Scene, World};
use crate::{
    demo::plot::{draw, Line},
    failure::Failure,
    value,
};

/// Two years go by, and power falls week by week.
pub struct Passage;

const WEEKS: u32 = 104;
/// Weeks in the table, beside the first and the last: the ends of locks with the weeks around, and some
/// between.
const SHOWN: [u32; 12] = [1, 2, 3, 4, 13, 26, 39, 50, 51, 52, 65, 78];
/// Weeks in one column of the plot, and between two of its labels.
const WEEKS_A_COLUMN: usize = 2;
const WEEKS_A_LABEL: u32 = 26;
const ONE_TOKEN: u64 = 1_000_000;

/// What the chain answered in one week.
struct Reading {
    after: u32,
    week: u32,
    powers: [u64; Actor::ALL.len()],
    total: u64,
}

impl Scene for Passage {
    fn key(&self) -> &'static str {
        "passage"
    }

    fn title(&self) -> &'static str {
        "Two years, week by week"
    }

    fn steps(&self) -> u64 {
        u64::from(WEEKS) + 1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let mut readings = vec![read(world, 0)?];
        let mut cranks = 0u32;
        for after in 1..=WEEKS {
            cranks += u32::from(world.advance_weeks(1)?);
            readings.push(read(world, after)?);
        }
        world.stage.say(
            "Power as each week begins, as the program's view answers (in week 0, right after the locks):\n",
        );
        world.stage.say(&table(world, &readings));
        world.stage.say(&format!("\n{}", plot(&readings)));
        world.stage.say(&format!(
            "\nFrom week 52 on only carol's lock has power: the total is hers. Nobody else touched the locker,\n\
             so it was cranked {cranks} times, whenever it was more than {AUTO_ROLL_WEEKS} weeks behind."
        ));
        Ok(json!({
            "cranks": cranks,
            "weeks": readings.iter().map(Reading::to_json).collect::<Vec<_>>(),
        }))
    }
}

fn read(world: &World, after: u32) -> Result<Reading, Failure> {
    let week = week_of(world.chain().now()?);
    let mut reading = Reading { after, week, powers: [0; Actor::ALL.len()], total: 0 };
    for actor in Actor::ALL {
        // What was locked in a week counts in the snapshots after it: the first reading is of the moment.
        let view = if after == 0 { world.power(actor)? } else { world.power_at_week(actor, week)? };
        reading.powers[actor as usize] = view.lock;
        // Moments pass between the views, and power only falls: the first total covers them all.
        reading.total = reading.total.max(view.total);
    }
    world.stage.step();
    Ok(reading)
}

fn table(world: &World, readings: &[Reading]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let names = Actor::ALL.map(Actor::name);
    table.set_header(["week", "from", names[0], names[1], names[2], "total"]);
    for reading in readings.iter().filter(|reading| reading.is_shown()) {
        let mut row = vec![reading.after.to_string(), value::start(reading.week)];
        row.extend(reading.powers.map(|power| world.units(power).padded()));
        row.push(world.units(reading.total).padded());
        table.add_row(row);
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn plot(readings: &[Reading]) -> String {
    let line = |mark, name: &str, power: &dyn Fn(&Reading) -> u64| Line {
        mark,
        name: name.to_owned(),
        values: readings.iter().step_by(WEEKS_A_COLUMN).map(power).collect(),
    };
    let mut lines = vec![line('*', "total", &|reading| reading.total)];
    for actor in Actor::ALL {
        let mark = actor.name().chars().next().unwrap_or('?');
        lines.push(line(mark, actor.name(), &|reading| reading.powers[actor as usize]));
    }
    let labels: Vec<_> = readings
        .iter()
        .filter(|reading| reading.after % WEEKS_A_LABEL == 0)
        .map(|reading| (reading.after as usize / WEEKS_A_COLUMN, format!("week {}", reading.after)))
        .collect();
    draw(&lines, ONE_TOKEN, &labels)
}

impl Reading {
    fn is_shown(&self) -> bool {
        self.after == 0 || self.after == WEEKS || SHOWN.contains(&self.after)
    }

    fn to_json(&self) -> Value {
        let power = |actor: Actor| (actor.name().to_owned(), self.powers[actor as usize].to_string().into());
        json!({
            "week": self.week,
            "powers": Actor::ALL.into_iter().map(power).collect::<Map<_, _>>(),
            "total": self.total.to_string(),
        })
    }
}
