use tenure_math::{start_of, WEEK};

/// When a world begins: in the middle of week 2922, the first of 2026.
pub const START: u64 = start_of_2026() + WEEK / 2;

const fn start_of_2026() -> u64 {
    2_922 * WEEK
}

/// The second one week after `t`, `weeks` times.
pub fn weeks_after(t: u64, weeks: u32) -> u64 {
    t + start_of(weeks)
}
