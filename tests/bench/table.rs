//! The table as it is committed.

use std::fmt::Write;

use crate::{
    floor_cost::{Part, Prices},
    measure::OWNERS,
    size::Size,
};

/// One measured instruction.
pub struct Row {
    pub program: &'static str,
    pub instruction: &'static str,
    pub units: u64,
    /// What the runtime takes for what the instruction must ask of it.
    pub parts: &'static [Part],
    pub budget: Option<u64>,
    /// The cheapest deployed peer for the same thing.
    pub peer: Option<(&'static str, u64)>,
}

pub fn render(rows: &[Row], prices: &Prices, sizes: &[Size]) -> String {
    let mut text = format!(
        "# Compute units\n\nMade by `make bench`; `make test` fails when a figure passes its budget, or \
         differs by more than 2% from the one written here.\n\nEach figure is the least over {OWNERS} \
         fresh random owners in LiteSVM, the instruction alone in its transaction. `Floor` is what the runtime and the token program take for \
         the calls that the instruction cannot do without; the rest is reading and checking accounts, \
         deriving addresses, arithmetic and the event.\n\n"
    );
    text.push_str(
        "| Program | Instruction | Units | Floor | Budget | Of budget | Peer | Peer's units | Of peer |\n",
    );
    text.push_str("|---|---|--:|--:|--:|--:|---|--:|--:|\n");
    for row in rows {
        let budget = row.budget.map_or(String::new(), thousands);
        let of_budget = row.budget.map_or(String::new(), |budget| percent(row.units, budget));
        let (peer, peer_units, of_peer) = row.peer.map_or_else(Default::default, |(name, units)| {
            (name.to_owned(), thousands(units), percent(row.units, units))
        });
        writeln!(
            text,
            "| {} | {} | {} | {} | {budget} | {of_budget} | {peer} | {peer_units} | {of_peer} |",
            row.program,
            row.instruction,
            thousands(row.units),
            thousands(prices.sum(row.parts)),
        )
        .expect("a string takes it");
    }
    text.push_str("\n## Floor\n\n| Part | Units |\n|---|--:|\n");
    for (what, units) in prices.listed() {
        writeln!(text, "| {what} | {} |", thousands(units)).expect("a string takes it");
    }
    text.push_str("\n## Size\n\n| What | Bytes | Rent, lamports |\n|---|--:|--:|\n");
    for size in sizes {
        writeln!(text, "| {} | {} | {} |", size.what, thousands(size.bytes as u64), thousands(size.rent))
            .expect("a string takes it");
    }
    text
}

fn percent(part: u64, whole: u64) -> String {
    format!("{}%", (part * 100).div_ceil(whole))
}

fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The figure that a rendered table gives for an instruction.
pub fn figure(table: &str, program: &str, instruction: &str) -> Option<u64> {
    let start = format!("| {program} | {instruction} | ");
    let rest = table.lines().find_map(|line| line.strip_prefix(&start))?;
    rest.split(' ').next()?.replace(',', "").parse().ok()
}
