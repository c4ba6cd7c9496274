//! `make bench`: writes `docs/compute-units.md`. With `--check`, only compares: it fails if a figure
//! is above its budget, or not the one that is written there.

mod floor_cost;
mod governor;
mod locker;
mod measure;
mod membership;
mod revenue;
mod size;
mod subscriptions;
mod table;

use std::{fs, process::ExitCode};

use table::Row;

const TABLE: &str = "docs/compute-units.md";

/// How far a figure may be from the written one, in percent: another build of the same compiler's
/// packages may arrange the code a little differently.
const TOLERANCE: u64 = 2;

fn main() -> ExitCode {
    let mut rows = locker::rows();
    rows.extend(revenue::rows());
    rows.extend(governor::rows());
    rows.extend(membership::rows());
    rows.extend(subscriptions::rows());
    let text = table::render(&rows, &floor_cost::Prices::measure(), &size::sizes());
    let written = fs::read_to_string(TABLE).unwrap_or_default();
    let check = std::env::args().any(|argument| argument == "--check");
    if !check {
        fs::write(TABLE, &text).expect("the table is written");
        print!("{text}");
    }
    let mut complaints: Vec<_> = rows.iter().filter_map(over_budget).collect();
    if check {
        complaints.extend(rows.iter().filter_map(|row| out_of_date(row, &written)));
    }
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if complaints.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn over_budget(row: &Row) -> Option<String> {
    let budget = row.budget.filter(|budget| row.units > *budget)?;
    Some(format!("{}: {} units of {budget}", row.instruction, row.units))
}

fn out_of_date(row: &Row, written: &str) -> Option<String> {
    let figure = table::figure(written, row.program, row.instruction).unwrap_or(0);
    let distance = figure.abs_diff(row.units);
    (distance * 100 > row.units * TOLERANCE).then(|| {
        format!("{}: {} units, but {TABLE} says {figure}: run `make bench`", row.instruction, row.units)
    })
}
