use anchor_lang::prelude::*;

use crate::{
    constants::{MAX_GRACE, MAX_TIERS, NAME_LEN, SYMBOL_LEN, TIER_NAME_LEN, URI_LEN},
    error::MembershipError,
    text::{is_text, text_of},
};

/// What a collection is for good, and who issues its badges at first. Text is UTF-8, with zeros up to the
/// field's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct CollectionTerms {
    /// Issues the badges: a wallet, a multisig or another program's address.
    pub authority: Address,
    /// Seconds after its expiry before a badge can be removed; at most 90 days.
    pub grace: u32,
    /// Not empty.
    pub name: [u8; NAME_LEN],
    pub symbol: [u8; SYMBOL_LEN],
    /// Link to the collection's description, for wallets.
    pub uri: [u8; URI_LEN],
    /// Names of the tiers 1 to 8: a tier exists if it has one. At least one does.
    pub tiers: [[u8; TIER_NAME_LEN]; MAX_TIERS],
}

impl CollectionTerms {
    pub fn require_valid(&self) -> Result<()> {
        require!(self.authority != Address::default(), MembershipError::ZeroAddress);
        require!(self.grace <= MAX_GRACE, MembershipError::BadGrace);
        let readable = is_text(&self.name) && is_text(&self.symbol) && is_text(&self.uri);
        let named = !text_of(&self.name).is_empty();
        require!(readable && named && self.tiers.iter().all(|tier| is_text(tier)), MembershipError::BadText);
        require!(self.tier_count() > 0, MembershipError::NoTier);
        Ok(())
    }

    /// How many tiers have a name.
    pub fn tier_count(&self) -> u32 {
        self.tiers.iter().map(|tier| u32::from(!text_of(tier).is_empty())).sum()
    }
}
