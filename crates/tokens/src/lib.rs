//! What every program of Tenure does with tokens: admit a mint, read a token account, create one, move
//! and burn what is in it. Of both token programs alike, and on the stack: the framework's helpers build
//! each call on the heap, at about five times the cost.

#![cfg_attr(target_os = "solana", no_std)]

mod account;
mod associated;
mod burn;
mod close;
mod error;
mod mint;
mod transfer;

pub use account::{
    accepts_tokens, balance, create_token_account, held_alone, holding, owner_of_tokens, Holding,
};
pub use associated::{associated_account_bump, is_associated_account};
pub use burn::Burn;
pub use close::CloseAccount;
pub use error::{Extension, TokenError};
pub use mint::decimals_of_admitted;
pub use transfer::Transfer;
