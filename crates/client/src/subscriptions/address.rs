use solana_program::pubkey::Pubkey;
use subscriptions::{Credit, Mandate, PayToken, Plan, Store, Subscription, ID};

/// A creator's store. The id is the creator's choice.
pub fn store_address(creator: &Pubkey, id: u32) -> Pubkey {
    Pubkey::find_program_address(&[Store::SEED, creator.as_ref(), &id.to_le_bytes()], &ID).0
}

/// A store's plan.
pub fn plan_address(store: &Pubkey, id: u32) -> Pubkey {
    Pubkey::find_program_address(&[Plan::SEED, store.as_ref(), &id.to_le_bytes()], &ID).0
}

/// How a store takes a token.
pub fn pay_token_address(store: &Pubkey, mint: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[PayToken::SEED, store.as_ref(), mint.as_ref()], &ID).0
}

/// What a user has subscribed to.
pub fn subscription_address(store: &Pubkey, user: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Subscription::SEED, store.as_ref(), user.as_ref()], &ID).0
}

/// What renewals are charged under: the delegate of the user's token account.
pub fn mandate_address(store: &Pubkey, user: &Pubkey, mint: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Mandate::SEED, store.as_ref(), user.as_ref(), mint.as_ref()], &ID).0
}

/// What a user has deposited for calls.
pub fn credit_address(store: &Pubkey, user: &Pubkey, mint: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Credit::SEED, store.as_ref(), user.as_ref(), mint.as_ref()], &ID).0
}

/// The token account that holds a credit's tokens.
pub fn credit_vault_address(credit: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Credit::VAULT_SEED, credit.as_ref()], &ID).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATOR: Pubkey = Pubkey::new_from_array([1; 32]);
    const USER: Pubkey = Pubkey::new_from_array([2; 32]);
    const MINT: Pubkey = Pubkey::new_from_array([3; 32]);

    /// Written out from the documented seeds, so that a changed constant shows.
    fn expected(seeds: &[&[u8]]) -> Pubkey {
        Pubkey::find_program_address(seeds, &ID).0
    }

    #[test]
    fn addresses_follow_the_documented_seeds() {
        let store = store_address(&CREATOR, 258);
        assert_eq!(store, expected(&[b"store", CREATOR.as_ref(), &[2, 1, 0, 0]]));
        assert_eq!(plan_address(&store, 7), expected(&[b"plan", store.as_ref(), &[7, 0, 0, 0]]));
        assert_eq!(pay_token_address(&store, &MINT), expected(&[b"pay", store.as_ref(), MINT.as_ref()]));
        let subscription = subscription_address(&store, &USER);
        assert_eq!(subscription, expected(&[b"subscription", store.as_ref(), USER.as_ref()]));
        let mandate = mandate_address(&store, &USER, &MINT);
        assert_eq!(mandate, expected(&[b"mandate", store.as_ref(), USER.as_ref(), MINT.as_ref()]));
        let credit = credit_address(&store, &USER, &MINT);
        assert_eq!(credit, expected(&[b"credit", store.as_ref(), USER.as_ref(), MINT.as_ref()]));
        assert_eq!(credit_vault_address(&credit), expected(&[b"vault", credit.as_ref()]));
    }
}
