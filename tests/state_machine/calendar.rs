//! The clock's steps: to where a week begins, over many weeks at once, and sometimes back.

use rand::{
    seq::{IndexedRandom, IteratorRandom},
    Rng,
};
use rand_chacha::ChaCha8Rng;
use tenure_math::{start_of, WEEK};
use tenure_model::{Model, AUTO_WEEKS};

/// How much time passes with each deed, in the long run: five years in [`crate::OPERATIONS`].
const PACE: u64 = 5 * YEAR / crate::OPERATIONS as u64;

const DAY: u64 = 24 * 60 * 60;
const YEAR: u64 = 365 * DAY;

/// The clock after `now`, when it should be at `planned`. At each of `turns` something else begins.
pub fn after(random: &mut ChaCha8Rng, model: &Model, turns: &[u64], now: u64, planned: u64) -> u64 {
    if random.random_ratio(1, 60) {
        return now - back(random);
    }
    if now > planned {
        return if random.random() { now } else { now + random.random_range(1..60) };
    }
    let soon = turns.iter().filter(|turn| (now + 1..now + 3 * WEEK).contains(turn));
    if let (Some(turn), true) = (soon.choose(random), random.random::<bool>()) {
        return turn - random.random_range(0..=1);
    }
    let next_week = start_of(1 + tenure_math::week_of(now));
    match random.random_range(0..100) {
        0..10 => now + random.random_range(1..DAY),
        10..35 => now + random.random_range(DAY..6 * DAY),
        35..48 => next_week - 1,
        48..66 => next_week,
        66..76 => next_week + 1,
        76..82 => now + WEEK,
        82..97 => now + random.random_range(WEEK..3 * WEEK),
        97 => now + random.random_range(4 * WEEK..12 * WEEK),
        // The last second at which a change catches up by itself, and the first at which none does.
        _ => now.max(start_of(model.begun_week() + AUTO_WEEKS + 1) - random.random_range(0..=1)),
    }
}

/// Seldom nobody does anything for years.
pub fn absence(random: &mut ChaCha8Rng) -> u64 {
    if random.random_ratio(1, 1_200) {
        random.random_range(YEAR..5 * YEAR)
    } else {
        0
    }
}

/// When the deed `done` is due.
pub fn due(done: usize) -> u64 {
    tenure_tests::START + PACE * done as u64
}

fn back(random: &mut ChaCha8Rng) -> u64 {
    *[1, 60, DAY, WEEK - 1, WEEK, 3 * WEEK].choose(random).expect("some")
}
