//! Periods that were paid elsewhere.

mod grace;
mod periods;
mod rights;
