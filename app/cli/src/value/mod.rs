//! What people write and read: amounts, addresses, weeks.

mod address;
mod amount;
mod file;
mod week;

pub use address::{address, address_or_none, or_none};
pub use amount::{Decimal, Tokens};
pub use file::existing_file;
pub use week::{end, moment, start};
