//! Proposals, who voted how on them, and what left the treasury.

mod motion;
mod outlays;
mod rules;

pub use motion::{Fate, Motion, Side};
pub use outlays::Outlays;
pub use rules::Rules;

use crate::{Model, OwnerId};

/// Every motion that was ever made, each with everything that happened to it.
#[derive(Clone, Debug)]
pub struct Dao {
    rules: Rules,
    motions: Vec<Motion>,
}

impl Dao {
    pub fn new(rules: Rules) -> Self {
        Self { rules, motions: Vec::new() }
    }

    /// Motions made from now on keep to `rules`.
    pub fn amend(&mut self, rules: Rules) {
        self.rules = rules;
    }

    /// Somebody moves now that so many `actions` be run. Returns the motion's number.
    pub fn propose(&mut self, locker: &Model, actions: usize) -> usize {
        self.motions.push(Motion::new(locker, self.rules, actions));
        self.motions.len() - 1
    }

    pub fn motion(&self, number: usize) -> &Motion {
        &self.motions[number]
    }

    /// An owner's lock votes now, for the first time or again, and is held until the vote ends. Returns
    /// the weight that counts; `None`, and nothing happened, if there is no vote now or no weight.
    pub fn vote(&mut self, locker: &mut Model, number: usize, owner: OwnerId, side: Side) -> Option<u64> {
        let motion = &mut self.motions[number];
        let weight = motion.vote(locker, owner, side)?;
        let until = motion.voting_ends_at().max(locker.voting_until(owner));
        locker.mark_voting(owner, until);
        Some(weight)
    }

    /// Runs the next action now; tells whether it may.
    pub fn run(&mut self, locker: &Model, number: usize) -> bool {
        self.motions[number].run(locker.now())
    }

    /// The proposer takes the motion back now; tells whether that is possible.
    pub fn cancel(&mut self, locker: &Model, number: usize) -> bool {
        self.motions[number].cancel(locker.now())
    }

    /// The council stops the motion now; tells whether that is possible.
    pub fn veto(&mut self, locker: &Model, number: usize) -> bool {
        self.motions[number].veto(locker.now())
    }
}
