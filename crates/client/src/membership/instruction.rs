use anchor_lang::{InstructionData, ToAccountMetas};
use membership::{accounts, instruction, Badge, CollectionTerms, ID};
use solana_program::{instruction::Instruction, pubkey::Pubkey};

use super::{badge_address, badge_mint_address, badge_token_address, collection_address, group_address};
use crate::program::{self, SYSTEM_PROGRAM};

/// Badges are tokens of Token-2022.
pub const TOKEN_PROGRAM: Pubkey = spl_token_2022_interface::ID;

/// The addresses that a collection's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionKeys {
    pub collection: Pubkey,
    pub group: Pubkey,
}

impl CollectionKeys {
    /// Of the collection that a creator has, or will have, by that number.
    pub fn derive(creator: &Pubkey, id: [u8; 4]) -> Self {
        Self::of(collection_address(creator, id))
    }

    /// Of the collection at an address.
    pub fn of(collection: Pubkey) -> Self {
        Self { collection, group: group_address(&collection) }
    }

    /// The badge that `holder` has, or would have.
    pub fn badge(&self, holder: &Pubkey) -> Pubkey {
        badge_address(&self.collection, holder)
    }

    /// The mint of its token.
    pub fn mint(&self, holder: &Pubkey) -> Pubkey {
        badge_mint_address(&self.badge(holder))
    }

    /// The holder's account of its token.
    pub fn token(&self, holder: &Pubkey) -> Pubkey {
        badge_token_address(&self.badge(holder))
    }

    /// `creator` and `id` must be those that the keys were derived from.
    pub fn create_collection(
        &self,
        payer: Pubkey,
        creator: Pubkey,
        id: [u8; 4],
        terms: CollectionTerms,
    ) -> Instruction {
        build(
            accounts::CreateCollection {
                payer,
                creator,
                collection: self.collection,
                group: self.group,
                token_program: TOKEN_PROGRAM,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreateCollection { id, terms },
        )
    }

    pub fn propose_authority(&self, authority: Pubkey, proposed: Pubkey) -> Instruction {
        build(
            accounts::ProposeAuthority { collection: self.collection, authority },
            instruction::ProposeAuthority { proposed },
        )
    }

    pub fn accept_authority(&self, proposed_authority: Pubkey) -> Instruction {
        build(
            accounts::AcceptAuthority { collection: self.collection, proposed_authority },
            instruction::AcceptAuthority {},
        )
    }

    pub fn cancel_authority(&self, authority: Pubkey) -> Instruction {
        build(
            accounts::CancelAuthority { collection: self.collection, authority },
            instruction::CancelAuthority {},
        )
    }

    /// `granted` says that what the badge shows was paid elsewhere.
    pub fn issue(
        &self,
        payer: Pubkey,
        authority: Pubkey,
        holder: &Pubkey,
        tier: u8,
        expires_at: u64,
        granted: bool,
    ) -> Instruction {
        build(
            accounts::Issue {
                payer,
                collection: self.collection,
                authority,
                holder: *holder,
                group: self.group,
                badge: self.badge(holder),
                mint: self.mint(holder),
                token: self.token(holder),
                token_program: TOKEN_PROGRAM,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::Issue { tier, expires_at, granted: granted.into() },
        )
    }

    /// `show`: by the token at once; else a rebuild does it later.
    pub fn set_tier(&self, authority: Pubkey, holder: &Pubkey, tier: u8, show: bool) -> Instruction {
        build(
            accounts::SetTier {
                collection: self.collection,
                authority,
                badge: self.badge(holder),
                mint: show.then(|| self.mint(holder)),
                token_program: TOKEN_PROGRAM,
            },
            instruction::SetTier { tier },
        )
    }

    /// `show`: by the token at once; else a rebuild does it later.
    pub fn extend(
        &self,
        authority: Pubkey,
        holder: &Pubkey,
        expires_at: u64,
        granted: bool,
        show: bool,
    ) -> Instruction {
        build(
            accounts::Extend {
                collection: self.collection,
                authority,
                badge: self.badge(holder),
                mint: show.then(|| self.mint(holder)),
                token_program: TOKEN_PROGRAM,
            },
            instruction::Extend { expires_at, granted: granted.into() },
        )
    }

    /// `badge` is the holder's, as the chain has it.
    pub fn revoke(&self, authority: Pubkey, badge: &Badge) -> Instruction {
        let holder = &badge.holder;
        build(
            accounts::Revoke {
                collection: self.collection,
                authority,
                badge: self.badge(holder),
                mint: self.mint(holder),
                token: self.token(holder),
                mint_payer: badge.mint_payer,
                token_program: TOKEN_PROGRAM,
            },
            instruction::Revoke {},
        )
    }

    /// `badge` is the holder's, as the chain has it.
    pub fn expire(&self, badge: &Badge) -> Instruction {
        let holder = &badge.holder;
        build(
            accounts::Expire {
                collection: self.collection,
                badge: self.badge(holder),
                mint: self.mint(holder),
                token: self.token(holder),
                rent_payer: badge.rent_payer,
                mint_payer: badge.mint_payer,
                token_program: TOKEN_PROGRAM,
            },
            instruction::Expire {},
        )
    }

    pub fn rebuild(&self, payer: Pubkey, holder: &Pubkey) -> Instruction {
        build(
            accounts::Rebuild {
                payer,
                collection: self.collection,
                group: self.group,
                badge: self.badge(holder),
                mint: self.mint(holder),
                token: self.token(holder),
                token_program: TOKEN_PROGRAM,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::Rebuild {},
        )
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    program::build(ID, accounts, data)
}

#[cfg(test)]
mod tests {
    use anchor_lang::Discriminator;

    use super::*;

    const SOMEONE: Pubkey = Pubkey::new_from_array([7; 32]);
    const T: u64 = 0x0102_0304_0506_0708;

    /// As other programs write them, in the program's `call`.
    #[test]
    fn arguments_stand_one_behind_another() {
        let keys = CollectionKeys::of(SOMEONE);
        let t = T.to_le_bytes();
        let issue = [instruction::Issue::DISCRIMINATOR, &[3], &t, &[1]].concat();
        assert_eq!(keys.issue(SOMEONE, SOMEONE, &SOMEONE, 3, T, true).data, issue);
        let set_tier = [instruction::SetTier::DISCRIMINATOR, &[3]].concat();
        assert_eq!(keys.set_tier(SOMEONE, &SOMEONE, 3, false).data, set_tier);
        let extend = [instruction::Extend::DISCRIMINATOR, &t, &[0]].concat();
        assert_eq!(keys.extend(SOMEONE, &SOMEONE, T, false, true).data, extend);
        let propose = [instruction::ProposeAuthority::DISCRIMINATOR, SOMEONE.as_ref()].concat();
        assert_eq!(keys.propose_authority(SOMEONE, SOMEONE).data, propose);
    }

    #[test]
    fn a_change_that_is_not_shown_names_the_program_in_the_mints_place() {
        let keys = CollectionKeys::of(SOMEONE);
        let quiet = &keys.set_tier(SOMEONE, &SOMEONE, 3, false).accounts[3];
        assert_eq!((quiet.pubkey, quiet.is_writable), (ID, false));
        let shown = &keys.extend(SOMEONE, &SOMEONE, T, false, true).accounts[3];
        assert_eq!((shown.pubkey, shown.is_writable), (keys.mint(&SOMEONE), true));
    }
}
