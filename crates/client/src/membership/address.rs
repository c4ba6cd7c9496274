use membership::{Badge, Collection, ID};
use solana_program::pubkey::Pubkey;

/// A creator's collection.
pub fn collection_address(creator: &Pubkey, id: [u8; 4]) -> Pubkey {
    Pubkey::find_program_address(&[Collection::SEED, creator.as_ref(), &id], &ID).0
}

/// The mint that is a collection's group.
pub fn group_address(collection: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Collection::GROUP_SEED, collection.as_ref()], &ID).0
}

/// A holder's badge of a collection.
pub fn badge_address(collection: &Pubkey, holder: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Badge::SEED, collection.as_ref(), holder.as_ref()], &ID).0
}

/// The mint of the token that shows a badge.
pub fn badge_mint_address(badge: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Badge::MINT_SEED, badge.as_ref()], &ID).0
}

/// The holder's token account for it.
pub fn badge_token_address(badge: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Badge::TOKEN_SEED, badge.as_ref()], &ID).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATOR: Pubkey = Pubkey::new_from_array([1; 32]);
    const HOLDER: Pubkey = Pubkey::new_from_array([2; 32]);

    /// Written out from the documented seeds, so that a changed constant shows.
    fn expected(seeds: &[&[u8]]) -> Pubkey {
        Pubkey::find_program_address(seeds, &ID).0
    }

    #[test]
    fn addresses_follow_the_documented_seeds() {
        let collection = collection_address(&CREATOR, *b"gold");
        assert_eq!(collection, expected(&[b"collection", CREATOR.as_ref(), b"gold"]));
        assert_eq!(group_address(&collection), expected(&[b"group", collection.as_ref()]));
        let badge = badge_address(&collection, &HOLDER);
        assert_eq!(badge, expected(&[b"badge", collection.as_ref(), HOLDER.as_ref()]));
        assert_eq!(badge_mint_address(&badge), expected(&[b"badge_mint", badge.as_ref()]));
        assert_eq!(badge_token_address(&badge), expected(&[b"badge_token", badge.as_ref()]));
    }
}
