//! Periods that were paid elsewhere.

mod periods;
mod rights;
