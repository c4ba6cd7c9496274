//! Votes and their sums.

/// What a lock's power is cast for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    For,
    Against,
    /// For neither, but to be counted: it helps to reach the quorum.
    Abstain,
}

/// A lock's vote as it was recorded, with the weight that the lock had when it first voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    pub choice: Choice,
    /// In units of power.
    pub weight: u64,
}

/// Power cast for each choice. The three sum to no more than the electorate's total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub in_favour: u64,
    pub against: u64,
    pub abstaining: u64,
}

impl Tally {
    /// Counts a lock's first vote. `None`, and nothing changed, if all votes together would pass
    /// `total`, as those of an electorate cannot.
    #[must_use]
    pub fn cast(&mut self, vote: Vote, total: u64) -> Option<()> {
        if self.cast_power() + u128::from(vote.weight) > u128::from(total) {
            return None;
        }
        *self.pile(vote.choice) += vote.weight;
        Some(())
    }

    /// Moves a lock's recorded vote to another choice, or leaves it where it is; returns the vote to
    /// record. The weight stays the recorded one: it is what was counted, and the owner may since have
    /// pruned the history that it came from. `None`, and nothing changed, if less was counted than the
    /// record says, as cannot be.
    #[must_use]
    pub fn recast(&mut self, recorded: Vote, choice: Choice) -> Option<Vote> {
        let mut moved = *self;
        let left = moved.pile(recorded.choice);
        *left = left.checked_sub(recorded.weight)?;
        let joined = moved.pile(choice);
        *joined = joined.checked_add(recorded.weight)?;
        *self = moved;
        Some(Vote { choice, ..recorded })
    }

    /// Whether the proposal wins: more power for it than against, and `quorum` of power for it or
    /// abstaining. A tie loses, and so does a vote in which nobody has a voice. Power against does not
    /// count towards the quorum: else a vote against could be what lets a proposal pass, and its
    /// opponents did better to stay away.
    #[must_use]
    pub fn wins(&self, quorum: u64) -> bool {
        // Held at the highest `u64`, the sum is still no less than any quorum that it was no less than.
        self.in_favour > self.against && self.in_favour.saturating_add(self.abstaining) >= quorum
    }

    /// All power that was cast.
    #[must_use]
    pub fn cast_power(&self) -> u128 {
        u128::from(self.in_favour) + u128::from(self.against) + u128::from(self.abstaining)
    }

    fn pile(&mut self, choice: Choice) -> &mut u64 {
        match choice {
            Choice::For => &mut self.in_favour,
            Choice::Against => &mut self.against,
            Choice::Abstain => &mut self.abstaining,
        }
    }
}
