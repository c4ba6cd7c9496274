//! What happened. Seconds, tiers and addresses as in the accounts; every change shows before and after.

use anchor_lang::prelude::*;

#[event(bytemuck)]
pub struct CollectionCreated {
    pub collection: Address,
    pub creator: Address,
    pub authority: Address,
    pub group: Address,
    pub grace: u32,
    /// How many tiers have a name.
    pub tiers: u32,
}

#[event(bytemuck)]
pub struct AuthorityProposed {
    pub collection: Address,
    pub authority: Address,
    pub before: Address,
    pub proposed: Address,
}

#[event(bytemuck)]
pub struct AuthorityAccepted {
    pub collection: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct AuthorityCancelled {
    pub collection: Address,
    pub authority: Address,
    pub cancelled: Address,
}

#[event(bytemuck)]
pub struct Issued {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    pub authority: Address,
    pub payer: Address,
    pub mint: Address,
    pub issued_at: u64,
    pub expires_at: u64,
    pub tier: u32,
    /// 1 if what it shows was paid elsewhere.
    pub granted: u32,
    /// 1 if it follows a badge that was revoked, 0 if there was none.
    pub anew: u32,
    pub reserved: u32,
}

#[event(bytemuck)]
pub struct TierSet {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    pub authority: Address,
    pub before: u32,
    pub after: u32,
    /// 1 if the token shows it already, 0 if a rebuild is to.
    pub shown: u32,
}

#[event(bytemuck)]
pub struct Extended {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    pub authority: Address,
    pub before: u64,
    pub after: u64,
    pub granted_before: u32,
    pub granted_after: u32,
    /// 1 if the token shows it already, 0 if a rebuild is to.
    pub shown: u32,
    pub reserved: u32,
}

#[event(bytemuck)]
pub struct Revoked {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    pub authority: Address,
    pub expires_at: u64,
    pub tier: u32,
    /// 1 if there was a token to burn.
    pub burned: u32,
}

#[event(bytemuck)]
pub struct Expired {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    /// Who got the rent of the badge back.
    pub rent_payer: Address,
    pub expires_at: u64,
    pub tier: u32,
    /// 1 if it had been revoked before.
    pub revoked: u32,
    /// 1 if there was a token to burn.
    pub burned: u32,
    pub reserved: u32,
}

#[event(bytemuck)]
pub struct Rebuilt {
    pub collection: Address,
    pub badge: Address,
    pub holder: Address,
    pub payer: Address,
    pub expires_at: u64,
    pub tier: u32,
    /// 1 if the token was gone.
    pub minted: u32,
}
