//! What people write and read: amounts, addresses, weeks.

mod address;
mod amount;
mod file;
mod share;
mod token_account;
mod week;
mod written;

pub use address::{address, address_or_none, or_none};
pub use amount::{Decimal, Sum, Tokens};
pub use file::existing_file;
pub use share::share;
pub use token_account::TokenAccount;
pub use week::{end, moment, start};
pub use written::{address_or_nobody, one_address, written};
