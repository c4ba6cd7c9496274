use anchor_lang::prelude::*;

use crate::{
    constants::{MAX_TIERS, NAME_LEN, SYMBOL_LEN, TIER_NAME_LEN, URI_LEN},
    error::MembershipError,
    state::CollectionTerms,
    text::text_of,
};

/// The badges that one authority issues: what they are called, which tiers there are, and how long one is
/// kept after its expiry.
///
/// PDA `["collection", creator, id]`. It is the authority of all its badges' mints. Its group is a
/// Token-2022 mint, PDA `["group", collection]`, of which nothing is ever minted.
#[account]
pub struct Collection {
    pub version: u8,
    pub bump: u8,
    pub group_bump: u8,
    pub reserved_flag: u8,
    /// The creator's number for it.
    pub id: [u8; 4],
    /// Seconds after its expiry before a badge can be removed.
    pub grace: u32,
    pub reserved_seconds: [u8; 4],
    pub creator: Address,
    /// Issues the badges.
    pub authority: Address,
    /// Zero if none is proposed.
    pub proposed_authority: Address,
    pub group: Address,
    /// Text is UTF-8, with zeros up to the field's end.
    pub name: [u8; NAME_LEN],
    pub symbol: [u8; SYMBOL_LEN],
    pub uri: [u8; URI_LEN],
    /// Names of the tiers 1 to 8: a tier exists if it has one.
    pub tiers: [[u8; TIER_NAME_LEN]; MAX_TIERS],
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Collection>() == 472);

impl Collection {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"collection";
    pub const GROUP_SEED: &'static [u8] = b"group";

    /// A new account's identity and terms.
    pub fn open(
        &mut self,
        bumps: (u8, u8),
        creator: Address,
        id: [u8; 4],
        group: Address,
        terms: &CollectionTerms,
    ) -> Result<()> {
        terms.require_valid()?;
        self.version = Self::VERSION;
        (self.bump, self.group_bump) = bumps;
        self.id = id;
        self.grace = terms.grace;
        self.creator = creator;
        self.authority = terms.authority;
        self.group = group;
        self.name = terms.name;
        self.symbol = terms.symbol;
        self.uri = terms.uri;
        self.tiers = terms.tiers;
        Ok(())
    }

    /// The name of `tier`, counted from 1, if there is that tier.
    pub fn tier_name(&self, tier: u8) -> Result<&[u8]> {
        let field = usize::from(tier).checked_sub(1).and_then(|index| self.tiers.get(index));
        let name = field.map(|field| text_of(field)).unwrap_or_default();
        require!(!name.is_empty(), MembershipError::UnknownTier);
        Ok(name)
    }

    /// What the collection signs by.
    pub fn signer_seeds(&self) -> [&[u8]; 4] {
        [Self::SEED, self.creator.as_ref(), &self.id, core::slice::from_ref(&self.bump)]
    }
}
