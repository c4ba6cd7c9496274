//! Proposals, who voted how on them, and what left the treasury.

mod allowance;
mod motion;
mod outlays;
mod rules;

pub use allowance::Allowance;
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

    /// Somebody moves now, by the power of an owner's lock. `None`, and nothing happened, if its weight is
    /// below `threshold`.
    pub fn propose_by(
        &mut self,
        locker: &Model,
        owner: OwnerId,
        threshold: u64,
        actions: usize,
    ) -> Option<usize> {
        let weight = Motion::new(locker, self.rules, actions).weight(locker, owner);
        (weight >= threshold).then(|| self.propose(locker, actions))
    }

    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// All that were ever made, in order.
    pub fn motions(&self) -> &[Motion] {
        &self.motions
    }

    pub fn motion(&self, number: usize) -> &Motion {
        &self.motions[number]
    }

    /// An owner's lock votes now, for the first time or again; the first time holds it until the vote
    /// ends. Returns the weight that counts; `None`, and nothing happened, if there is no vote now or no
    /// weight.
    pub fn vote(&mut self, locker: &mut Model, number: usize, owner: OwnerId, side: Side) -> Option<u64> {
        let motion = &mut self.motions[number];
        let first = !motion.votes().contains_key(&owner);
        let weight = motion.vote(locker, owner, side)?;
        if !first {
            return Some(weight);
        }
        let until = motion.voting_ends_at().max(locker.voting_until(owner));
        locker.mark_voting(owner, until);
        Some(weight)
    }

    /// Some vote's record goes: what it counted stays counted, and no more votes do, not even if the clock
    /// runs back to where they would.
    pub fn seal(&mut self, number: usize) {
        self.motions[number].seal();
    }

    /// Runs the next action now; tells whether it may.
    pub fn run(&mut self, locker: &Model, number: usize) -> bool {
        self.run_at(number, locker.now())
    }

    /// The proposer takes the motion back now; tells whether that is possible.
    pub fn cancel(&mut self, locker: &Model, number: usize) -> bool {
        self.cancel_at(number, locker.now())
    }

    /// The council stops the motion now; tells whether that is possible.
    pub fn veto(&mut self, locker: &Model, number: usize) -> bool {
        self.veto_at(number, locker.now())
    }

    /// As [`Self::run`], at a clock's second, which may be behind the one that counts in the locker.
    pub fn run_at(&mut self, number: usize, t: u64) -> bool {
        self.motions[number].run(t)
    }

    /// As [`Self::cancel`], at a clock's second.
    pub fn cancel_at(&mut self, number: usize, t: u64) -> bool {
        self.motions[number].cancel(t)
    }

    /// As [`Self::veto`], at a clock's second.
    pub fn veto_at(&mut self, number: usize, t: u64) -> bool {
        self.motions[number].veto(t)
    }
}
