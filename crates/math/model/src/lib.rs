//! An independent model of the locker and its revenue, for tests.
//!
//! It is written differently from the program on purpose, and shares no code with it: no rings, no
//! running sums, no weeks to roll. It keeps the complete list of what every owner ever did and
//! answers each question by reading that list again, in big integers that are divided once, at the
//! very end. What it lacks in speed it has in obviousness.
//!
//! [`Model::apply`] performs one [`Operation`] at one second of the clock, or says with a
//! [`Refusal`] why not; the refusals come in the order in which the program checks. Whatever was
//! refused changed nothing but the clock.
//!
//! [`Revenue`] is one token's income and what each lock earns of it, on the terms of a [`Splitter`]. It
//! asks a [`Model`] for powers, keeps the list of all that came in and was claimed, and works everything
//! out anew on a [`Sheet`].
//!
//! [`Dao`] is the motions and who voted how on them. It asks the [`Model`] what everybody held, keeps the
//! list of all that happened to each [`Motion`], and counts it anew.
//!
//! [`billing`] is subscriptions: a calendar that is a list of days, a customer whose money is a list of
//! moves from one pot to another, and what was charged under a mandate or settled on a tab.
//!
//! Left out: who signs, which token accounts are passed, whether the payer has the tokens, and the
//! events. The model takes every operation as its rightful actor's, with a full purse.

#![forbid(unsafe_code)]

mod announcements;
mod apply;
pub mod billing;
mod claim;
mod commitment;
mod diary;
mod distribution;
mod effect;
mod governance;
mod model;
mod operation;
mod params;
mod penalty;
mod power;
mod rates;
mod refusal;
mod revenue;
mod sheet;
mod splitter;
mod terms;
mod time;

pub use announcements::Announcements;
pub use claim::{Claimable, Claiming, MOST_WEEKS};
pub use commitment::{Commitment, End};
pub use distribution::Distribution;
pub use effect::Effect;
pub use governance::{Allowance, Dao, Fate, Motion, Outlays, Rules, Side};
pub use model::{Model, OwnerId, AUTO_WEEKS, CHECKPOINTS, MEMORY_WEEKS};
pub use operation::Operation;
pub use params::{Params, HIGHEST_PENALTY_BPS};
pub use penalty::penalty;
pub use power::Power;
pub use rates::{Parts, Rates};
pub use refusal::Refusal;
pub use revenue::Revenue;
pub use sheet::Sheet;
pub use splitter::Splitter;
pub use terms::Terms;
pub use time::{start_of, week_of, TERM, TERM_WEEKS, WEEK};
