//! What people write and read: amounts, addresses, times.

mod address;
mod amount;
mod bytes;
mod dollars;
mod duration;
mod feed;
mod file;
mod moment;
mod percent;
mod share;
mod token_account;
mod week;
mod written;

pub use address::{address, address_or_none, or_none};
pub use amount::{Decimal, Sum, Tokens};
pub use bytes::Bytes;
pub use dollars::{Dollars, DOLLAR_DECIMALS};
pub use duration::Duration;
pub use feed::Feed;
pub use file::existing_file;
pub use moment::Moment;
pub use percent::percent;
pub use share::share;
pub use token_account::TokenAccount;
pub use week::{end, moment, start};
pub use written::{address_or_nobody, one_address, written};
