//! Changes of the terms, each announced before it counts.

use crate::{week_of, Terms};

/// From the week in which terms are announced to the first in which they count.
const NOTICE: u32 = 2;

/// Everything that was ever announced, in order.
#[derive(Clone, Debug)]
pub struct Announcements {
    first: Terms,
    made: Vec<(u32, Terms)>,
}

impl Announcements {
    /// `first` counts from the beginning.
    pub fn new(first: Terms) -> Self {
        Self { first, made: Vec::new() }
    }

    /// Announces at second `t` that `terms` are to come.
    pub fn announce(&mut self, t: u64, terms: Terms) {
        self.made.push((week_of(t), terms));
    }

    /// The terms that count at second `t`: the last announced, once they stood their notice; until
    /// then, what counted when they were announced.
    pub fn in_force(&self, t: u64) -> Terms {
        self.counted(&self.made, week_of(t))
    }

    /// As [`Self::in_force`] in `week`, had only `made` been announced.
    fn counted(&self, made: &[(u32, Terms)], week: u32) -> Terms {
        match made.split_last() {
            Some((&(announced, terms), _)) if week >= announced + NOTICE => terms,
            Some((&(announced, _), before)) => self.counted(before, announced),
            None => self.first,
        }
    }
}
