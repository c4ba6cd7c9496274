//! Tenure's client: addresses, instructions and typed accounts, for any Rust program.
//!
//! Nothing here talks to a network. Instructions are built from the few addresses a caller knows and
//! everything else is derived; accounts are read from the bytes that any RPC returns, and refusals and
//! events from the logs.

pub mod decode;
pub mod governor;
pub mod locker;
pub mod membership;
pub mod revenue;
pub mod subscriptions;

mod explain;
mod logs;
mod program;
mod read;

pub use explain::{explain, Explanation};
pub use logs::{event_data, refusing_program};
pub use read::{Account, ReadError};
pub use solana_program::{instruction::Instruction, pubkey::Pubkey};
