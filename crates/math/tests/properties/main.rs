//! Properties of the arithmetic, against the independent model where there is something to compare.
//!
//! A failure prints the shortest script that still fails and keeps its seed under
//! `proptest-regressions/` beside this directory: commit that file, and the case runs first from
//! then on.

mod billing;
mod checkpoints;
mod cranking;
mod earning;
mod extremes;
mod governance;
mod histories;
mod locker;
mod machine;
mod penalty;
mod pool;
mod recycling;
mod revenue;
mod script;
mod snapshots;
mod split;

use proptest::test_runner::Config;

/// A fixed number of cases, so that a run takes as long today as yesterday. `PROPTEST_CASES` asks
/// for more where there is time.
fn cases(count: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    Config { cases: asked.unwrap_or(count), ..Config::default() }
}
