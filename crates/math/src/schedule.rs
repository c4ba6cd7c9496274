//! Changes of how income is shared out: announced first, never backwards.

/// Weeks from the one in which a change is announced to the one at whose start it takes effect: what
/// is left of the first, and all of the second, are notice.
pub const NOTICE_WEEKS: u32 = 2;

/// The terms in force and those to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule<T> {
    /// In force before the week `from`.
    pub now: T,
    /// In force from the start of the week `from` on.
    pub next: T,
    /// The week at whose start they change.
    pub from: u32,
}

impl<T: Copy> Schedule<T> {
    /// `terms` for good, until a change is announced.
    #[must_use]
    pub fn new(terms: T) -> Self {
        Self { now: terms, next: terms, from: 0 }
    }

    /// The terms in force in `week`, which is not before that of the last announcement.
    #[must_use]
    pub fn in_force(&self, week: u32) -> T {
        if week < self.from {
            self.now
        } else {
            self.next
        }
    }

    /// Announces in `week` that `terms` are in force from [`NOTICE_WEEKS`] later. It takes the place
    /// of a change that is not in force yet; announcing the terms in force so takes it back.
    #[must_use]
    pub fn announce(&self, week: u32, terms: T) -> Self {
        Self { now: self.in_force(week), next: terms, from: week.saturating_add(NOTICE_WEEKS) }
    }
}
