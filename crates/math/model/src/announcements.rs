//! Changes of the rates, each announced before it counts.

use crate::{week_of, Rates};

/// From the week in which rates are announced to the first in which they count.
const NOTICE: u32 = 2;

/// Everything that was ever announced, in order.
#[derive(Clone, Debug)]
pub struct Announcements {
    first: Rates,
    made: Vec<(u32, Rates)>,
}

impl Announcements {
    /// `first` counts from the beginning.
    pub fn new(first: Rates) -> Self {
        Self { first, made: Vec::new() }
    }

    /// Announces at second `t` that `rates` are to come.
    pub fn announce(&mut self, t: u64, rates: Rates) {
        self.made.push((week_of(t), rates));
    }

    /// The rates that count at second `t`: those of the last announcement that stood its notice
    /// without another taking its place.
    pub fn in_force(&self, t: u64) -> Rates {
        let week = week_of(t);
        let stood = |at: usize| {
            let from = self.made[at].0 + NOTICE;
            from <= week && self.made[at + 1..].iter().all(|&(later, _)| later >= from)
        };
        (0..self.made.len()).rev().find(|&at| stood(at)).map_or(self.first, |at| self.made[at].1)
    }
}
