//! Where a pool keeps what a week has to give.

/// The week's place in the pool's rings, which hold 256 weeks.
pub fn slot(week: u32) -> usize {
    usize::try_from(week % 256).expect("a place below 256")
}
