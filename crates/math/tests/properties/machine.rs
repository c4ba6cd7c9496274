//! The parts of `tenure-math`, put together as the program does.

use std::collections::BTreeMap;

use tenure_math::{
    early_exit_penalty,
    history::{last_powered_week, oldest_snapshot, stake_before, Full},
    ledger, week_of, Checkpoint, Curve, History, Ledger, Stake, CHECKPOINTS, MAX_WEEKS, PERMANENT,
    RING_WEEKS,
};
use tenure_model::{Effect, Operation, OwnerId, Params, AUTO_WEEKS};

/// A locker's sums and its locks. It does what it is told: whether it may be done, the model says.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    pub curve: Curve,
    pub week: u32,
    pub expiring: [u64; RING_WEEKS],
    pub power_at: [u64; RING_WEEKS],
    pub locks: BTreeMap<OwnerId, Lock>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    pub stake: Stake,
    pub reduced_week: u32,
    pub ring: [Checkpoint; CHECKPOINTS],
    pub oldest: u8,
    pub len: u8,
}

impl Machine {
    pub fn new(t: u64) -> Self {
        Self {
            curve: Curve::default(),
            week: week_of(t),
            expiring: [0; RING_WEEKS],
            power_at: [0; RING_WEEKS],
            locks: BTreeMap::new(),
        }
    }

    pub fn ledger(&mut self) -> Ledger<'_> {
        Ledger {
            curve: &mut self.curve,
            week: &mut self.week,
            expiring: &mut self.expiring,
            power_at: &mut self.power_at,
        }
    }

    pub fn power_at(&self, t: u64) -> u64 {
        ledger::power_at(&self.curve, self.week, &self.expiring, t)
    }

    pub fn power_at_week(&self, week: u32) -> Option<u64> {
        ledger::power_at_week(self.week, &self.power_at, week)
    }

    /// Performs `operation` at second `now`, which is not before the newest begun week. Only a full
    /// history stops it, with the lock as it was.
    pub fn perform(
        &mut self,
        params: Params,
        now: u64,
        owner: OwnerId,
        operation: Operation,
    ) -> Result<Effect, Full> {
        let week = week_of(now);
        match operation {
            Operation::Crank { max_weeks } => {
                let weeks_begun = self.ledger().roll(week, u32::from(max_weeks));
                return Ok(Effect { weeks_begun, ..Effect::default() });
            }
            Operation::Prune { give_up_before } => {
                let keep_from = give_up_before.max(oldest_snapshot(week));
                let dropped = self.locks.get_mut(&owner).unwrap().history().prune(keep_from);
                return Ok(Effect { checkpoints_dropped: usize::from(dropped), ..Effect::default() });
            }
            Operation::CloseLock { .. } => {
                self.locks.remove(&owner);
                return Ok(Effect::default());
            }
            Operation::Pause | Operation::Resume | Operation::UpdateParams(_) => return Ok(Effect::default()),
            _ => {}
        }

        let begun = self.ledger().roll(week, AUTO_WEEKS);
        assert_eq!(self.week, week, "a change brings the locker up to date");
        let lock = self.locks.entry(owner).or_insert_with(Lock::open);
        let before = lock.stake;
        let mut effect = Effect { weeks_begun: begun, ..Effect::default() };
        let after = match operation {
            Operation::Lock { amount, weeks } => {
                effect.paid_in = amount;
                Stake { amount, end_week: week + u32::from(weeks) }
            }
            Operation::Increase { amount } => {
                effect.paid_in = amount;
                Stake { amount: before.amount + amount, ..before }
            }
            Operation::Extend { weeks } => Stake { end_week: week + u32::from(weeks), ..before },
            Operation::MakePermanent => Stake { end_week: PERMANENT, ..before },
            Operation::BeginUnlock => Stake { end_week: week + MAX_WEEKS, ..before },
            Operation::ExitEarly { .. } => {
                effect.penalty =
                    early_exit_penalty(before.amount, params.penalty_bps, before.seconds_left(now));
                effect.paid_out = before.amount - effect.penalty;
                Stake::NONE
            }
            _ => {
                effect.paid_out = before.amount;
                lock.stake.amount = 0;
                return Ok(effect);
            }
        };

        lock.history().record(week, after)?;
        lock.stake = after;
        if matches!(operation, Operation::BeginUnlock | Operation::ExitEarly { .. }) {
            lock.reduced_week = week;
        }
        // Tokens that come in are counted by themselves; every other change counts the lock anew.
        match operation {
            Operation::Lock { .. } => self.ledger().add(after).unwrap(),
            Operation::Increase { amount } => self.ledger().add(Stake { amount, ..before }).unwrap(),
            Operation::ExitEarly { .. } => self.ledger().remove(before).unwrap(),
            _ => {
                self.ledger().remove(before).unwrap();
                self.ledger().add(after).unwrap();
            }
        }
        Ok(effect)
    }
}

impl Lock {
    fn open() -> Self {
        let ring = [Checkpoint::default(); CHECKPOINTS];
        Self { stake: Stake::NONE, reduced_week: 0, ring, oldest: 0, len: 0 }
    }

    pub fn history(&mut self) -> History<'_> {
        History { ring: &mut self.ring, oldest: &mut self.oldest, len: &mut self.len }
    }

    pub fn stake_before(&self, week: u32) -> Stake {
        stake_before(&self.ring, self.oldest, self.len, week)
    }

    pub fn last_powered_week(&self, current: u32) -> Option<u32> {
        last_powered_week(&self.ring, self.oldest, self.len, current)
    }

    /// What a vote with the snapshot `week` counts at `t`.
    pub fn weight(&self, week: u32, t: u64) -> u64 {
        if self.reduced_week >= week {
            return 0;
        }
        self.stake_before(week).power_at(t)
    }
}
