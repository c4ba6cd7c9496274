//! The numbers that people pass: often at the edge of what is allowed, and one beside.

use rand::{
    distr::uniform::{SampleRange, SampleUniform},
    seq::IndexedRandom,
    Rng,
};
use rand_chacha::ChaCha8Rng;
use tenure_math::{MAX_WEEKS, WEEK};
use tenure_model::{penalty, Commitment, End, Model, OwnerId, Params, HIGHEST_PENALTY_BPS, TERM_WEEKS};

pub struct Arguments<'a> {
    pub random: &'a mut ChaCha8Rng,
    pub model: &'a Model,
    pub owner: OwnerId,
}

impl Arguments<'_> {
    /// Tokens to pay out of a purse.
    pub fn amount(&mut self, purse: u64) -> u64 {
        let room = u64::MAX - self.model.vault();
        match self.roll(0..60) {
            0..3 => 0,
            3..6 => 1,
            6 => self.one_of(&[purse, purse / 2, purse / 2, purse / 2]),
            7..9 => purse.saturating_add(1),
            9 => u64::MAX,
            10 => room,
            11 => room.saturating_add(1),
            _ => self.roll(1..=1 + purse / 64),
        }
    }

    /// The length of a new lock.
    pub fn weeks(&mut self) -> u16 {
        let Params { min_weeks, max_weeks, .. } = self.model.params();
        match self.roll(0..100) {
            0..10 => self.one_of(&[0, min_weeks - 1, max_weeks + 1, longest() + 1, u16::MAX]),
            10..25 => self.one_of(&[min_weeks, max_weeks]),
            25..55 => self.roll(1..=8),
            55..85 => self.roll(8..=52),
            _ => self.roll(52..=longest()),
        }
    }

    /// The new length of a running lock.
    pub fn more_weeks(&mut self) -> u16 {
        let End::At(end) = self.held().end else { return self.weeks() };
        let left = (end / WEEK).saturating_sub(u64::from(self.model.week())) as u16;
        match self.roll(0..10) {
            0 => left.saturating_sub(1),
            1 => left,
            2 => left + 1,
            3..8 => left + self.roll(1..6),
            _ => self.weeks(),
        }
    }

    /// The most that leaving early may cost.
    pub fn most_penalty(&mut self) -> u64 {
        let held = self.held();
        let left = held.seconds_left(self.model.now());
        let due = penalty(held.amount, self.model.params().penalty_bps, left);
        self.one_of(&[0, due.saturating_sub(1), due, due, due + 1, u64::MAX, u64::MAX])
    }

    /// The week from which on a pruned history is still wanted.
    pub fn week_to_prune_to(&mut self) -> u32 {
        let week = self.model.week();
        if self.model.is_full(self.owner) {
            let kept: Vec<u32> = self.model.checkpoints(self.owner).into_keys().collect();
            return self.one_of(&kept) + self.roll(0..=1);
        }
        match self.roll(0..40) {
            0 => week,
            1..5 => week + 1,
            5..8 => u32::MAX,
            8..16 => self.model.checkpoints(self.owner).into_keys().nth(1).map_or(0, |second| second + 1),
            _ => 0,
        }
    }

    /// The week from which on a closed history is still wanted.
    pub fn week_to_close_to(&mut self) -> u32 {
        let week = self.model.week();
        let powered = self.model.last_powered_week(self.owner).unwrap_or(week);
        self.one_of(&[0, powered, powered + 1, week, week + 1, week + 1, week + 2, u32::MAX])
    }

    /// How many weeks to begin at the most.
    pub fn weeks_to_begin(&mut self) -> u16 {
        let some = self.roll(1..=9);
        self.one_of(&[0, 1, some, some, u16::MAX, u16::MAX])
    }

    pub fn params(&mut self) -> Params {
        let (most, longest) = (HIGHEST_PENALTY_BPS, longest());
        let min_weeks = match self.roll(0..20) {
            0 => 0,
            1 => self.roll(1..=longest),
            2..5 => self.roll(4..=12),
            _ => self.roll(1..=3),
        };
        let max_weeks = match self.roll(0..20) {
            0 => self.one_of(&[longest + 1, u16::MAX]),
            1 => min_weeks,
            2 => min_weeks.saturating_sub(1),
            3..5 => self.roll(26..=longest),
            _ => longest,
        };
        let penalty_bps = match self.roll(0..12) {
            0 => self.one_of(&[most + 1, u16::MAX]),
            1 => 0,
            2 => most,
            _ => self.roll(1..most),
        };
        Params { min_weeks, max_weeks, penalty_bps }
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        *choices.choose(self.random).expect("something to choose from")
    }

    pub fn roll<T: SampleUniform>(&mut self, range: impl SampleRange<T>) -> T {
        self.random.random_range(range)
    }

    fn held(&self) -> Commitment {
        self.model.held(self.owner)
    }
}

/// The longest term, as instructions take it.
fn longest() -> u16 {
    const _: () = assert!(TERM_WEEKS == MAX_WEEKS);
    TERM_WEEKS as u16
}
