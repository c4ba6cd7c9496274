//! Subscriptions: what a period costs, what of it is paid, and what is left of that.
//!
//! Money is counted in micro-USD: a millionth of a dollar. Tokens come in where a charge is converted,
//! and where a refund is. Time is in seconds since the Unix epoch; whatever runs from one second to
//! another counts the first and not the last.

mod bill;
mod civil;
mod interval;
mod mandate;
mod offer;
mod prepaid;
mod price;
mod receipt;
mod segment;
mod status;
mod tab;

pub use bill::{Bill, BillRefusal};
pub use civil::{add_months, days_in_month, Date, DAY, LAST_DAY, LAST_YEAR};
pub use interval::Interval;
pub use mandate::{Mandate, MandateRefusal};
pub use offer::{discounted, Offer, MAX_DISCOUNT_BPS};
pub use prepaid::{Prepaid, MAX_GRACE, MAX_WINDOW};
pub use price::{stable_tokens, OraclePrice, PriceRefusal, LEAST_EXPONENT, MAX_CONFIDENCE_BPS, MAX_DECIMALS};
pub use receipt::Receipt;
pub use segment::Segment;
pub use status::Status;
pub use tab::{Tab, TabRefusal};
