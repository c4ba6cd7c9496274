//! The token that shows a badge.

mod account;
mod badge_token;
mod buffer;
mod label;
mod mint;
mod timestamp;

pub(crate) use account::create_account;
pub(crate) use badge_token::BadgeMint;
pub(crate) use mint::{CollectionMint, GROUP_LEN, GROUP_MINT_LEN, METADATA_LEN};
