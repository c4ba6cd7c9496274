use locker::{Lock, Locker, ID};
use solana_program::pubkey::Pubkey;

/// The locker that `creator` made for `mint`.
pub fn locker_address(mint: &Pubkey, creator: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Locker::SEED, mint.as_ref(), creator.as_ref()], &ID).0
}

/// The token account that holds a locker's tokens.
pub fn vault_address(locker: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Locker::VAULT_SEED, locker.as_ref()], &ID).0
}

/// An owner's lock in a locker.
pub fn lock_address(locker: &Pubkey, owner: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Lock::SEED, locker.as_ref(), owner.as_ref()], &ID).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINT: Pubkey = Pubkey::new_from_array([1; 32]);
    const CREATOR: Pubkey = Pubkey::new_from_array([2; 32]);
    const OWNER: Pubkey = Pubkey::new_from_array([3; 32]);

    /// Written out from the documented seeds, so that a changed constant shows.
    fn expected(seeds: &[&[u8]]) -> Pubkey {
        Pubkey::find_program_address(seeds, &ID).0
    }

    #[test]
    fn addresses_follow_the_documented_seeds() {
        let locker = locker_address(&MINT, &CREATOR);
        assert_eq!(locker, expected(&[b"locker", MINT.as_ref(), CREATOR.as_ref()]));
        assert_eq!(vault_address(&locker), expected(&[b"vault", locker.as_ref()]));
        assert_eq!(lock_address(&locker, &OWNER), expected(&[b"lock", locker.as_ref(), OWNER.as_ref()]));
    }

    #[test]
    fn no_two_owners_share_a_lock() {
        let locker = locker_address(&MINT, &CREATOR);
        assert_ne!(lock_address(&locker, &OWNER), lock_address(&locker, &CREATOR));
    }
}
