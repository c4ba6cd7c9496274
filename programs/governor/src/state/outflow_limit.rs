use anchor_lang::prelude::*;
use tenure_math::{Outflow, Schedule};

/// How much of one mint the treasury may pay out in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable, IdlType)]
#[repr(C)]
pub struct OutflowLimit {
    /// Zero for SOL.
    pub mint: Address,
    /// Base units, or lamports; `u64::MAX` for no limit.
    pub limit: u64,
    /// Takes the place of `limit` from the start of the week `next_from_week` on.
    pub next_limit: u64,
    /// Paid out in `week`.
    pub spent: u64,
    pub next_from_week: u32,
    pub week: u32,
}

const _: () = assert!(core::mem::size_of::<OutflowLimit>() == 64);

impl OutflowLimit {
    /// No limit: a row that is free.
    pub const NONE: u64 = u64::MAX;

    /// The limit in force in `week`.
    pub fn in_force(&self, week: u32) -> u64 {
        self.schedule().in_force(week)
    }

    /// Whether no limit is in force in `week`, nor to come.
    pub fn is_free(&self, week: u32) -> bool {
        self.in_force(week) == Self::NONE && self.next_limit == Self::NONE
    }

    /// Sets the limit in `week`. A lower one counts at once, a higher one from the start of the second week
    /// after: who raises a limit cannot use it by the same proposal.
    pub fn set(&mut self, week: u32, limit: u64) {
        let now = self.in_force(week);
        let schedule = self.schedule();
        let schedule = if limit <= now { Schedule::new(limit) } else { schedule.announce(week, limit) };
        (self.limit, self.next_limit, self.next_from_week) = (schedule.now, schedule.next, schedule.from);
    }

    /// Pays out `amount` in `week`; see [`Outflow::spend`]. `None`, and nothing changed, if that passes the
    /// limit.
    #[must_use]
    pub fn spend(&mut self, week: u32, amount: u64) -> Option<()> {
        let mut outflow = self.outflow();
        outflow.spend(week, amount, self.in_force(week))?;
        (self.week, self.spent) = (outflow.week, outflow.spent);
        Some(())
    }

    /// What was paid out in `week`; see [`Outflow::spent_in`].
    #[must_use]
    pub fn spent_in(&self, week: u32) -> u64 {
        self.outflow().spent_in(week)
    }

    fn outflow(&self) -> Outflow {
        Outflow { week: self.week, spent: self.spent }
    }

    fn schedule(&self) -> Schedule<u64> {
        Schedule { now: self.limit, next: self.next_limit, from: self.next_from_week }
    }
}
