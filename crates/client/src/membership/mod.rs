//! The membership program.

mod address;
mod error;
mod event;
mod instruction;
mod metadata;
mod read;

pub use address::{
    badge_address, badge_mint_address, badge_token_address, collection_address, group_address,
};
pub use error::explain;
pub use event::{events, Event};
pub use instruction::{CollectionKeys, TOKEN_PROGRAM};
pub use membership::{
    text_of, Badge, Collection, CollectionTerms, MembershipError, ID, MAX_GRACE, MAX_TIERS, NAME_LEN,
    SYMBOL_LEN, TIER_NAME_LEN, URI_LEN,
};
pub use metadata::BadgeMetadata;
pub use read::{padded, text};
