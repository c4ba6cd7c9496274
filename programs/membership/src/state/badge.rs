use anchor_lang::{prelude::*, verify_program_address, Discriminator};

use crate::{error::MembershipError, state::Collection, ID};

/// One holder's membership of a collection: its tier, and until when.
///
/// PDA `["badge", collection, holder]`. The holder may be any address. Its token, which shows it, has the
/// mint PDA `["badge_mint", badge]` and the token account PDA `["badge_token", badge]`.
#[account]
pub struct Badge {
    pub version: u8,
    pub bump: u8,
    pub mint_bump: u8,
    pub token_bump: u8,
    /// 1: live. 2: revoked.
    pub status: u8,
    /// From 1 to 8.
    pub tier: u8,
    /// 1 if what it shows was paid elsewhere, by card for one.
    pub granted: u8,
    pub reserved_flag: u8,
    /// Unix seconds.
    pub issued_at: u64,
    /// Unix seconds. It holds before this second; from it on it has lapsed, and its grace runs.
    pub expires_at: u64,
    pub collection: Address,
    pub holder: Address,
    /// Paid this account's rent, and gets it back when the badge is removed.
    pub rent_payer: Address,
    /// Paid the mint's rent, and gets it back when the mint is closed: with the revocation, or with the
    /// badge. Whoever had a badge issued anew, after a revocation, paid for its mint only.
    pub mint_payer: Address,
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<Badge>() == 184);

impl Badge {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"badge";
    pub const MINT_SEED: &'static [u8] = b"badge_mint";
    pub const TOKEN_SEED: &'static [u8] = b"badge_token";

    pub const LIVE: u8 = 1;
    pub const REVOKED: u8 = 2;

    /// The last second of the year 9999: the latest expiry.
    pub const LAST_SECOND: u64 = 253_402_300_799;

    /// A new account's identity.
    pub fn open(&mut self, bumps: (u8, u8, u8), collection: Address, holder: Address, rent_payer: Address) {
        self.version = Self::VERSION;
        (self.bump, self.mint_bump, self.token_bump) = bumps;
        self.collection = collection;
        self.holder = holder;
        self.rent_payer = rent_payer;
    }

    /// Comes to life at second `t`: a new one, or one that was revoked.
    pub fn issue(&mut self, t: u64, tier: u8, expires_at: u64, granted: u8) -> Result<()> {
        require!(self.version == Self::VERSION, MembershipError::UnknownVersion);
        require!(self.status != Self::LIVE, MembershipError::AlreadyIssued);
        require!(t < expires_at && expires_at <= Self::LAST_SECOND, MembershipError::BadExpiry);
        require!(granted <= 1, MembershipError::BadGrant);
        self.status = Self::LIVE;
        self.tier = tier;
        self.granted = granted;
        self.issued_at = t;
        self.expires_at = expires_at;
        Ok(())
    }

    /// Moves the expiry, either way, but not before second `t`.
    pub fn extend(&mut self, t: u64, expires_at: u64, granted: u8) -> Result<()> {
        require!(t <= expires_at && expires_at <= Self::LAST_SECOND, MembershipError::BadExpiry);
        require!(granted <= 1, MembershipError::BadGrant);
        self.expires_at = expires_at;
        self.granted = granted;
        Ok(())
    }

    /// It is of `collection`.
    pub fn require_of(&self, collection: &Account<Collection>) -> Result<()> {
        require!(self.version == Self::VERSION, MembershipError::UnknownVersion);
        require!(collection.version == Collection::VERSION, MembershipError::UnknownVersion);
        require!(self.collection == *collection.address(), MembershipError::WrongCollection);
        Ok(())
    }

    /// It is of `collection`, and live.
    pub fn require_live(&self, collection: &Account<Collection>) -> Result<()> {
        self.require_of(collection)?;
        require!(self.status == Self::LIVE, MembershipError::NotLive);
        Ok(())
    }

    /// From this second on the badge can be removed.
    pub fn removable_at(&self, collection: &Collection) -> u64 {
        self.expires_at.saturating_add(u64::from(collection.grace))
    }

    /// What holds between any two instructions.
    pub fn invariant(&self) -> bool {
        let status = matches!(self.status, Self::LIVE | Self::REVOKED);
        let times = self.issued_at <= self.expires_at && self.expires_at <= Self::LAST_SECOND;
        self.version == Self::VERSION && status && times && (1..=8).contains(&self.tier) && self.granted <= 1
    }

    /// `mint` is the mint of the badge at `address`.
    pub fn require_mint(&self, address: &Address, mint: &Address) -> Result<()> {
        let seeds: &[&[u8]] = &[Self::MINT_SEED, address.as_ref(), &[self.mint_bump]];
        Ok(verify_program_address(seeds, &ID, mint).map_err(|_| MembershipError::WrongMint)?)
    }

    /// `token` is the token account of the badge at `address`.
    pub fn require_token(&self, address: &Address, token: &Address) -> Result<()> {
        let seeds: &[&[u8]] = &[Self::TOKEN_SEED, address.as_ref(), &[self.token_bump]];
        Ok(verify_program_address(seeds, &ID, token).map_err(|_| MembershipError::WrongToken)?)
    }

    /// The badge in `account`, read in place: of any collection and holder, live or revoked. `None` if the
    /// account is no badge, as where there is none yet.
    ///
    /// The reference must not be kept over a call that can change the account.
    pub fn read(account: &AccountView) -> Result<Option<&Self>> {
        if !account.owned_by(&ID) {
            return Ok(None);
        }
        // SAFETY: the bytes are only read, and the caller lets go of them before they can change.
        let data = unsafe { account.borrow_unchecked() };
        let Some(bytes) = data.strip_prefix(Self::DISCRIMINATOR) else { return Ok(None) };
        let badge: &Self = bytemuck::try_from_bytes(bytes).map_err(|_| MembershipError::UnknownVersion)?;
        require!(badge.version == Self::VERSION, MembershipError::UnknownVersion);
        Ok(Some(badge))
    }

    /// Whether `account` is a live badge of `collection` and `holder`. Whether its time is over is another
    /// question: a live badge that has lapsed can be extended, and stands in the way of another.
    pub fn live_at(account: &AccountView, collection: &Address, holder: &Address) -> Result<bool> {
        let badge = Self::read(account)?;
        Ok(badge.is_some_and(|badge| {
            badge.status == Self::LIVE && badge.collection == *collection && badge.holder == *holder
        }))
    }
}

#[cfg(test)]
mod tests {
    use tenure_math::billing::{DAY, LAST_DAY};

    use super::*;

    const COLLECTION: Address = Address::new_from_array([1; 32]);
    const HOLDER: Address = Address::new_from_array([2; 32]);
    const OTHER: Address = Address::new_from_array([3; 32]);

    /// What the runtime puts before an account's data.
    const HEADER: usize = 88;

    /// Reads an account that `owner` owns, with these bytes, as the runtime lays it out.
    fn read<T>(owner: &Address, data: &[u8], look: impl Fn(&AccountView) -> T) -> T {
        let mut memory = vec![0_u64; (HEADER + data.len()).div_ceil(8)];
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut memory);
        bytes[0] = u8::MAX;
        bytes[40..72].copy_from_slice(owner.as_ref());
        bytes[80..88].copy_from_slice(&data.len().to_le_bytes());
        bytes[HEADER..HEADER + data.len()].copy_from_slice(data);
        // SAFETY: the memory is laid out as an account, and outlives the view.
        look(&unsafe { AccountView::new_unchecked(memory.as_mut_ptr().cast()) })
    }

    fn badge(status: u8) -> Vec<u8> {
        let mut badge: Badge = bytemuck::Zeroable::zeroed();
        badge.open((255, 254, 253), COLLECTION, HOLDER, OTHER);
        (badge.status, badge.tier, badge.expires_at) = (status, 3, 77);
        [Badge::DISCRIMINATOR, bytemuck::bytes_of(&badge)].concat()
    }

    #[test]
    fn a_live_badge_is_of_its_collection_and_holder_only() {
        let data = badge(Badge::LIVE);
        for (collection, holder, live) in
            [(COLLECTION, HOLDER, true), (OTHER, HOLDER, false), (COLLECTION, OTHER, false)]
        {
            assert_eq!(read(&ID, &data, |account| Badge::live_at(account, &collection, &holder)), Ok(live));
        }
    }

    #[test]
    fn a_revoked_badge_is_read_and_not_live() {
        let data = badge(Badge::REVOKED);
        assert_eq!(read(&ID, &data, |account| Badge::live_at(account, &COLLECTION, &HOLDER)), Ok(false));
        let tier = read(&ID, &data, |account| Badge::read(account).unwrap().map(|badge| badge.tier));
        assert_eq!(tier, Some(3));
    }

    #[test]
    fn no_other_account_is_a_badge() {
        let data = badge(Badge::LIVE);
        let live = |account: &AccountView| Badge::live_at(account, &COLLECTION, &HOLDER);
        assert_eq!(read(&OTHER, &data, live), Ok(false));
        assert_eq!(read(&System::id(), &[], live), Ok(false));
        let collection = [Collection::DISCRIMINATOR, &data[8..]].concat();
        assert_eq!(read(&ID, &collection, live), Ok(false));
        assert_eq!(read(&ID, &data[..7], live), Ok(false));
    }

    #[test]
    fn a_badge_of_another_layout_is_refused() {
        let live = |account: &AccountView| Badge::live_at(account, &COLLECTION, &HOLDER);
        let unknown = Err(MembershipError::UnknownVersion.into());
        let mut data = badge(Badge::LIVE);
        assert_eq!(read(&ID, &data[..data.len() - 1], live), unknown);
        data[8] = 2;
        assert_eq!(read(&ID, &data, live), unknown);
    }

    #[test]
    fn the_last_second_is_that_of_the_year_9999() {
        assert_eq!(Badge::LAST_SECOND, u64::from(LAST_DAY) * DAY + DAY - 1);
    }
}
