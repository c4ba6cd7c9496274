//! A whole deployment from one file: read, compared, made where it is missing, handed over, and read back.

mod acceptance;
mod addresses;
mod cluster;
mod file;
mod finding;
mod governor;
mod handover;
mod locker;
mod programs;
mod record;
mod resolve;
mod revenue;
mod ruler;
mod sending;
mod store;
mod survey;
mod tables;
mod takeover;
mod tokens;
mod words;

pub use cluster::require_cluster;
pub use file::Deployment;
pub use record::record;
pub use sending::send;
pub use survey::Survey;
pub use takeover::takeover;
pub use words::{acceptances, address_facts, transactions};
