//! Subscriptions, as lists of what happened.

mod calendar;
mod consent;
mod customer;
mod exchange;
mod pots;
mod receipts;
mod vouchers;

pub use calendar::{after_months, date, days, LAST_LISTED_YEAR};
pub use consent::{Consent, Denied};
pub use customer::{Customer, Held, Standing, Terms};
pub use exchange::{dollar_tokens, priced_tokens, NoPrice, OracleQuote};
pub use pots::{Pot, Pots};
pub use receipts::Receipts;
pub use vouchers::{Declined, Vouchers};
