//! Subscriptions, as lists of what happened.

mod calendar;
mod consent;
mod customer;
mod exchange;
mod pots;
mod vouchers;

pub use calendar::{after_months, date, days, LAST_LISTED_YEAR};
pub use consent::Consent;
pub use customer::{Customer, Standing, Terms};
pub use exchange::{dollar_tokens, priced_tokens, NoPrice, OracleQuote};
pub use pots::{Pot, Pots};
pub use vouchers::{Declined, Vouchers};
