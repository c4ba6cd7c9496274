//! What happened: all of it as a tally, the end of it word for word if the run fails.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt,
};

use tenure_math::{start_of, week_of};

use crate::verdict::Verdict;

/// Deeds that a failed run shows.
const SHOWN: usize = 20;

pub struct Journal {
    seed: u64,
    /// Different ends, success and refusals, that a run of full length reaches at the very least.
    ends: usize,
    deeds: usize,
    last: VecDeque<String>,
    running: String,
    /// By deed, how often it ended how.
    tally: BTreeMap<String, BTreeMap<String, u32>>,
}

pub const DONE: &str = "done";

impl Journal {
    pub fn new(seed: u64, ends: usize) -> Self {
        let (last, tally) = (VecDeque::with_capacity(SHOWN), BTreeMap::new());
        Self { seed, ends, deeds: 0, last, running: String::new(), tally }
    }

    pub fn begin(&mut self, t: u64, owner: usize, name: String, deed: &impl fmt::Debug) {
        self.deeds += 1;
        if self.last.len() == SHOWN {
            self.last.pop_front();
        }
        let (week, number) = (week_of(t), self.deeds);
        let second = t - start_of(week);
        self.last.push_back(format!("{number:>6}. week {week} + {second:>6} s, owner {owner:>2}: {deed:?}"));
        self.running = name;
    }

    /// How the deed begun last ended.
    pub fn end(&mut self, verdict: &Verdict) {
        let end = verdict.as_ref().map_or_else(ToString::to_string, |()| DONE.to_owned());
        if let Some(line) = self.last.back_mut() {
            *line += &format!(" -> {end}");
        }
        *self.tally.entry(std::mem::take(&mut self.running)).or_default().entry(end).or_default() += 1;
    }

    /// Whether a deed ever ended so.
    pub fn has(&self, deed: &str, end: &str) -> bool {
        self.tally.get(deed).is_some_and(|ends| ends.contains_key(end))
    }

    /// A run in which some deed never succeeds, or whole kinds of refusal never come, tests less than
    /// it seems.
    pub fn lacks(&self) -> Option<String> {
        let all: u32 = self.tally.values().flat_map(BTreeMap::values).sum();
        let done: u32 = self.tally.values().filter_map(|ends| ends.get(DONE)).sum();
        if !(all / 3..all * 3 / 4).contains(&done) {
            return Some(format!("{done} of {all} deeds succeeded"));
        }
        if let Some(never) = self.tally.iter().find(|(_, ends)| !ends.contains_key(DONE)) {
            return Some(format!("never succeeded: {never:?}"));
        }
        let reasons: BTreeSet<_> = self.tally.values().flat_map(BTreeMap::keys).collect();
        (reasons.len() < self.ends).then(|| format!("only these ends: {reasons:?}"))
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (deed, ends) in &self.tally {
            let done = ends.get(DONE).unwrap_or(&0);
            write!(f, "{deed:>15}: {done:>4} {DONE}")?;
            for (reason, times) in ends.iter().filter(|(end, _)| *end != DONE) {
                write!(f, ", {times} {reason}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("The last deeds of the run with TENURE_SEED={}:", self.seed);
            self.last.iter().for_each(|line| eprintln!("{line}"));
        }
    }
}
