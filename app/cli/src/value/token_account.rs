use std::str::FromStr;

use spl_associated_token_account_interface::{
    address::get_associated_token_address_with_program_id,
    instruction::create_associated_token_account_idempotent,
};
use tenure_client::{Instruction, Pubkey};

use super::address;

/// A token account, as it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenAccount {
    /// This one.
    At(Pubkey),
    /// The associated one of this owner.
    AssociatedWith(Pubkey),
}

impl FromStr for TokenAccount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("associated:") {
            Some(owner) => address(owner).map(Self::AssociatedWith),
            None => address(text).map(Self::At),
        }
    }
}

impl TokenAccount {
    /// The account that is meant, and what creates it, with `payer` paying, if that is up to us.
    pub fn resolve(
        self,
        payer: &Pubkey,
        mint: &Pubkey,
        token_program: &Pubkey,
    ) -> (Pubkey, Option<Instruction>) {
        match self {
            Self::At(account) => (account, None),
            Self::AssociatedWith(owner) => {
                let account = get_associated_token_address_with_program_id(&owner, mint, token_program);
                let create = create_associated_token_account_idempotent(payer, &owner, mint, token_program);
                (account, Some(create))
            }
        }
    }
}
