//! Associated token accounts that an action needs, and whose they are.
//!
//! A wallet that receives may stand behind an instruction's own accounts: the programs pass over it. It tells
//! those who read it who receives, and lets whoever executes the action make an account that is missing.

use anchor_lang::Discriminator;
use revenue::instruction::{CreatePool, SetTreasury};
use solana_program::{
    instruction::{AccountMeta, Instruction},
    pubkey::Pubkey,
};
use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;

use super::token::TRANSFER_CHECKED;

/// An associated token account, and what it follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssociatedAccount {
    pub address: Pubkey,
    pub owner: Pubkey,
    pub mint: Pubkey,
    pub token_program: Pubkey,
}

impl AssociatedAccount {
    /// If the address follows from the others.
    fn of([address, owner, mint, token_program]: [&AccountMeta; 4]) -> Option<Self> {
        let [address, owner, mint, token_program] =
            [address, owner, mint, token_program].map(|meta| meta.pubkey);
        let associated = get_associated_token_address_with_program_id(&owner, &mint, &token_program);
        (address == associated).then_some(Self { address, owner, mint, token_program })
    }
}

/// What an instruction needs to be there: a new pool's intake, and the account of the wallet that receives, if
/// that stands behind its own accounts.
pub fn associated_accounts(instruction: &Instruction) -> Vec<AssociatedAccount> {
    intake(instruction).into_iter().chain(receiver(instruction)).collect()
}

/// The account of the wallet that receives a transfer, or the treasury's share of a pool's income.
pub(super) fn receiver(instruction: &Instruction) -> Option<AssociatedAccount> {
    let accounts = instruction.accounts.as_slice();
    let program = AccountMeta::new_readonly(instruction.program_id, false);
    let found = if is_transfer(instruction) {
        let [_, mint, destination, _, owner, ..] = accounts else { return None };
        [destination, owner, mint, &program]
    } else if is_of_revenue(instruction, SetTreasury::DISCRIMINATOR) {
        let [_, _, _, treasury, owner, mint, token_program, ..] = accounts else { return None };
        [treasury, owner, mint, token_program]
    } else if is_of_revenue(instruction, CreatePool::DISCRIMINATOR) {
        let [_, _, _, _, mint, _, _, _, treasury, token_program, _, owner, ..] = accounts else {
            return None;
        };
        [treasury, owner, mint, token_program]
    } else {
        return None;
    };
    AssociatedAccount::of(found)
}

fn intake(instruction: &Instruction) -> Option<AssociatedAccount> {
    let [_, splitter, _, _, mint, _, _, intake, _, token_program, ..] = instruction.accounts.as_slice()
    else {
        return None;
    };
    let is_new = is_of_revenue(instruction, CreatePool::DISCRIMINATOR);
    AssociatedAccount::of([intake, splitter, mint, token_program]).filter(|_| is_new)
}

fn is_transfer(instruction: &Instruction) -> bool {
    let program = instruction.program_id;
    let is_token = program == spl_token::ID || program == spl_token_2022_interface::ID;
    is_token && instruction.data.first() == Some(&TRANSFER_CHECKED)
}

fn is_of_revenue(instruction: &Instruction, discriminator: &[u8]) -> bool {
    instruction.program_id == crate::revenue::ID && instruction.data == discriminator
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decode::{decode, Names},
        locker::LockerKeys,
        revenue::{PoolKeys, RevenueKeys},
    };

    const RULER: Pubkey = Pubkey::new_from_array([4; 32]);
    const WALLET: Pubkey = Pubkey::new_from_array([5; 32]);
    const MINT: Pubkey = Pubkey::new_from_array([6; 32]);

    fn keys() -> RevenueKeys {
        let [creator, stake, penalties] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        RevenueKeys::derive(LockerKeys::derive(creator, stake, spl_token::ID, penalties))
    }

    fn pool(treasury: Pubkey) -> PoolKeys {
        keys().pool(MINT, spl_token::ID, treasury)
    }

    fn behind(mut instruction: Instruction, addresses: &[Pubkey]) -> Instruction {
        let metas = addresses.iter().map(|address| AccountMeta::new_readonly(*address, false));
        instruction.accounts.extend(metas);
        instruction
    }

    #[test]
    fn who_receives_the_treasurys_share_is_named_only_if_the_account_is_its_own() {
        let own = pool(RULER).destination(&WALLET);
        for treasury in [own, RULER] {
            let account =
                AssociatedAccount { address: own, owner: WALLET, mint: MINT, token_program: spl_token::ID };
            let account = (treasury == own).then_some(account);
            let set = behind(keys().set_treasury(RULER, &pool(treasury)), &[WALLET, MINT, spl_token::ID]);
            let create = behind(keys().create_pool(RULER, RULER, &pool(treasury)), &[WALLET]);
            assert_eq!(associated_accounts(&set), Vec::from_iter(account));
            let intake = AssociatedAccount {
                address: pool(treasury).intake,
                owner: keys().splitter,
                mint: MINT,
                token_program: spl_token::ID,
            };
            assert_eq!(associated_accounts(&create), Vec::from_iter([intake].into_iter().chain(account)));
            for instruction in [set, create] {
                let details = decode(&instruction, &Names::default()).details;
                let at = details.iter().position(|(name, _)| name == "treasury").expect("a treasury");
                let follows =
                    details.get(at + 1) == Some(&("which belongs to".to_owned(), WALLET.to_string()));
                assert_eq!(follows, account.is_some(), "{details:?}");
                let further = details.iter().any(|(name, _)| name.starts_with("further account"));
                assert_eq!(further, account.is_none(), "{details:?}");
            }
        }
    }

    /// The mint and the token program of a new pool are among its own accounts.
    #[test]
    fn what_the_account_does_not_follow_from_has_no_name() {
        let treasury = pool(pool(RULER).destination(&WALLET));
        let create = keys().create_pool(RULER, RULER, &treasury);
        let told = |addresses: &[Pubkey]| {
            let details = decode(&behind(create.clone(), addresses), &Names::default()).details;
            details.iter().filter(|(name, _)| name.starts_with("further account")).count()
        };
        assert_eq!(told(&[WALLET, MINT, spl_token::ID]), 0);
        assert_eq!(told(&[WALLET, RULER, spl_token::ID]), 2);
        assert_eq!(told(&[WALLET, MINT, RULER]), 1);
    }

    #[test]
    fn without_a_wallet_behind_it_only_the_intake_is_needed() {
        let own = pool(pool(RULER).destination(&WALLET));
        assert_eq!(associated_accounts(&keys().set_treasury(RULER, &own)), []);
        let needed = associated_accounts(&keys().create_pool(RULER, RULER, &own));
        assert_eq!(needed.iter().map(|account| account.address).collect::<Vec<_>>(), [own.intake]);
    }

    #[test]
    fn another_instruction_needs_none() {
        let treasury = pool(pool(RULER).destination(&WALLET));
        let set = behind(keys().set_treasury(RULER, &treasury), &[WALLET, MINT, spl_token::ID]);
        let other = Instruction { program_id: crate::locker::ID, ..set.clone() };
        let named = Instruction { data: keys().resume(RULER).data, ..set };
        assert_eq!([other, named].map(|instruction| associated_accounts(&instruction).len()), [0, 0]);
    }
}
