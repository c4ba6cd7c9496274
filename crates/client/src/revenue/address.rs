use revenue::{ClaimRecord, Pool, Splitter, ID};
use solana_program::pubkey::Pubkey;
use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;

/// A locker's splitter.
pub fn splitter_address(locker: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Splitter::SEED, locker.as_ref()], &ID).0
}

/// A splitter's pool of a mint.
pub fn pool_address(splitter: &Pubkey, mint: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Pool::SEED, splitter.as_ref(), mint.as_ref()], &ID).0
}

/// The token account that holds a pool's tokens.
pub fn pool_vault_address(pool: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Pool::VAULT_SEED, pool.as_ref()], &ID).0
}

/// What a lock has claimed from a splitter.
pub fn claim_record_address(splitter: &Pubkey, lock: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[ClaimRecord::SEED, splitter.as_ref(), lock.as_ref()], &ID).0
}

/// Where anyone pays income of a mint in: the splitter's associated token account.
pub fn intake_address(splitter: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> Pubkey {
    get_associated_token_address_with_program_id(splitter, mint, token_program)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKER: Pubkey = Pubkey::new_from_array([1; 32]);
    const MINT: Pubkey = Pubkey::new_from_array([2; 32]);
    const LOCK: Pubkey = Pubkey::new_from_array([3; 32]);

    /// Written out from the documented seeds, so that a changed constant shows.
    fn expected(seeds: &[&[u8]]) -> Pubkey {
        Pubkey::find_program_address(seeds, &ID).0
    }

    #[test]
    fn addresses_follow_the_documented_seeds() {
        let splitter = splitter_address(&LOCKER);
        assert_eq!(splitter, expected(&[b"splitter", LOCKER.as_ref()]));
        let pool = pool_address(&splitter, &MINT);
        assert_eq!(pool, expected(&[b"pool", splitter.as_ref(), MINT.as_ref()]));
        assert_eq!(pool_vault_address(&pool), expected(&[b"vault", pool.as_ref()]));
        let record = claim_record_address(&splitter, &LOCK);
        assert_eq!(record, expected(&[b"claims", splitter.as_ref(), LOCK.as_ref()]));
    }
}
