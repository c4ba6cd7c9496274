//! What a badge's token says in wallets: in the two texts that Token-2022 writes when metadata is made.
//! Each further field would be a call more, and take a quarter of what all of an issue takes.

use anchor_lang::prelude::*;

use super::{
    buffer::Buffer,
    timestamp::{self, timestamp},
};
use crate::{
    constants::{NAME_LEN, TIER_NAME_LEN, URI_LEN},
    state::{Badge, Collection},
    text::text_of,
};

const TIER: &[u8] = b"tier=";
const ISSUED: &[u8] = b"&issued=";
const EXPIRES: &[u8] = b"&expires=";

/// Bytes that a badge adds to the collection's link: a separator, the digit of the tier, two times.
const QUERY_LEN: usize = 1 + TIER.len() + 1 + ISSUED.len() + EXPIRES.len() + 2 * timestamp::LEN;

pub const LONGEST_NAME: usize = NAME_LEN + 1 + TIER_NAME_LEN;
pub const LONGEST_LINK: usize = URI_LEN + QUERY_LEN;

/// For people: the collection's name and the tier's.
pub fn name(collection: &Collection, badge: &Badge) -> Result<Buffer<LONGEST_NAME>> {
    let mut name = Buffer::new(text_of(&collection.name));
    name.push(b" ");
    name.push(collection.tier_name(badge.tier)?);
    Ok(name)
}

/// For machines, and for a host that describes each badge by itself: the collection's link with
/// `tier=3&issued=2026-12-21T10:46:47Z&expires=2027-12-21T10:46:47Z` as its query.
pub fn link(collection: &Collection, badge: &Badge) -> Result<Buffer<LONGEST_LINK>> {
    let uri = text_of(&collection.uri);
    let mut link = Buffer::new(uri);
    link.push(if uri.contains(&b'?') { b"&" } else { b"?" });
    link.push(TIER);
    link.push(&[b'0' + badge.tier]);
    link.push(ISSUED);
    link.push(&timestamp(badge.issued_at)?);
    link.push(EXPIRES);
    link.push(&timestamp(badge.expires_at)?);
    Ok(link)
}
