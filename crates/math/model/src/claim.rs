//! One week that was claimed for one lock.

use crate::{Model, OwnerId};

/// Weeks that one claim can pay.
pub const MOST_WEEKS: u32 = 26;

/// How a claim is made.
#[derive(Clone, Copy, Debug)]
pub struct Claiming {
    pub owner: OwnerId,
    /// Weeks, at the most.
    pub most: u32,
    /// Whether the owner has the account that receives it.
    pub receives: bool,
}

/// What a lock has to expect: of the weeks from the first on, up to but without the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimable {
    pub amount: u64,
    pub weeks: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub owner: OwnerId,
    /// Which of all claim records noted it.
    pub record: u32,
    pub week: u32,
    /// The lock's at the week's start, as the locker showed it when it was claimed.
    pub power: u64,
    /// Everybody's.
    pub total: u64,
}

impl Claim {
    /// What `locker` shows of `week` now.
    pub fn new(locker: &Model, owner: OwnerId, record: u32, week: u32) -> Self {
        let power = locker.snapshot_power(owner, week);
        let total = locker.week_total(week).expect("a term is remembered");
        Self { owner, record, week, power, total }
    }

    /// The same of a week that has nothing left to give.
    pub fn in_vain(self) -> Self {
        Self { power: 0, ..self }
    }
}
