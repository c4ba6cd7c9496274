//! Instructions of SPL Token and Token-2022 by which a treasury's tokens, or the power over them, leave.

use solana_program::{
    instruction::{AccountMeta, Instruction},
    pubkey::Pubkey,
};

use super::{account, associated::receiver, value::decimal, Decoded, Names};

const APPROVE: u8 = 4;
const SET_AUTHORITY: u8 = 6;
pub(super) const TRANSFER_CHECKED: u8 = 12;
const BURN_CHECKED: u8 = 15;

/// The instruction in words, or why it is in none.
pub fn decode(instruction: &Instruction, names: &Names) -> Result<Decoded, String> {
    let (number, data) =
        instruction.data.split_first().ok_or_else(|| "a token program without data".to_owned())?;
    let (called, decoded) = match *number {
        APPROVE => ("approve", approve(data, instruction, names)),
        SET_AUTHORITY => ("set_authority", set_authority(data, instruction, names)),
        TRANSFER_CHECKED => ("transfer_checked", transfer_checked(data, instruction, names)),
        BURN_CHECKED => ("burn_checked", burn_checked(data, instruction, names)),
        other => {
            return Err(format!("instruction {other} of a token program, which this client does not know"))
        }
    };
    decoded.ok_or_else(|| format!("{called} of a token program with malformed data or too few accounts"))
}

fn transfer_checked(data: &[u8], instruction: &Instruction, names: &Names) -> Option<Decoded> {
    let amount = checked_amount(data)?;
    let ([source, mint, destination, authority], further) = instruction.accounts.split_first_chunk()?;
    let decoded = Decoded::known(format!("Transfers {amount} tokens"))
        .detail("mint", account(mint, names))
        .detail("from", account(source, names))
        .detail("to", account(destination, names));
    // A wallet may stand behind the accounts for the sake of those who read: it counts only if the
    // destination follows from it.
    let (decoded, further) = match further.split_first() {
        Some((owner, rest)) if receiver(instruction).is_some() => {
            (decoded.detail("which belongs to", names.show(&owner.pubkey)), rest)
        }
        _ => (decoded, further),
    };
    Some(with_signers(decoded.detail("authority", account(authority, names)), further, names))
}

fn approve(data: &[u8], instruction: &Instruction, names: &Names) -> Option<Decoded> {
    let amount = u64::from_le_bytes(data.try_into().ok()?);
    let ([source, delegate, owner], further) = instruction.accounts.split_first_chunk()?;
    let decoded =
        Decoded::known(format!("Lets another spend up to {amount} base units of an account's tokens"))
            .detail("account", account(source, names))
            .detail("who may spend", account(delegate, names))
            .detail("owner", account(owner, names));
    Some(with_signers(decoded, further, names))
}

fn set_authority(data: &[u8], instruction: &Instruction, names: &Names) -> Option<Decoded> {
    let (kind, new) = data.split_first()?;
    let new = match new {
        [0] => None,
        [1, address @ ..] => Some(Pubkey::new_from_array(address.try_into().ok()?)),
        _ => return None,
    };
    let ([of, current], further) = instruction.accounts.split_first_chunk()?;
    let power = match kind {
        0 => "the power to mint tokens",
        1 => "the power to freeze accounts",
        2 => "a token account and all that it holds",
        3 => "the power to close a token account",
        _ => return None,
    };
    let headline = match new {
        Some(_) => format!("Hands over {power}"),
        None => format!("Gives up {power}, for good"),
    };
    let decoded = Decoded::known(headline).detail("of", account(of, names));
    let decoded = match new {
        Some(new) => decoded.detail("to", names.show(&new)),
        None => decoded,
    };
    Some(with_signers(decoded.detail("authority", account(current, names)), further, names))
}

fn burn_checked(data: &[u8], instruction: &Instruction, names: &Names) -> Option<Decoded> {
    let amount = checked_amount(data)?;
    let ([source, mint, authority], further) = instruction.accounts.split_first_chunk()?;
    let decoded = Decoded::known(format!("Burns {amount} tokens"))
        .detail("mint", account(mint, names))
        .detail("from", account(source, names))
        .detail("authority", account(authority, names));
    Some(with_signers(decoded, further, names))
}

/// An amount and the mint's decimals, which the token program compares.
fn checked_amount(data: &[u8]) -> Option<String> {
    let (amount, decimals) = data.split_first_chunk::<8>()?;
    let [decimals] = decimals else { return None };
    Some(decimal(u64::from_le_bytes(*amount), *decimals))
}

/// The signers of a multisig, or whatever else is given.
pub(super) fn with_signers(decoded: Decoded, further: &[AccountMeta], names: &Names) -> Decoded {
    (1..).zip(further).fold(decoded, |decoded, (number, meta)| {
        decoded.detail(format!("further account {number}"), account(meta, names))
    })
}

#[cfg(test)]
mod tests {
    use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;
    use spl_token_2022_interface::instruction::{self as token, AuthorityType};

    use super::*;
    use crate::decode::{associated_accounts, decode};

    const SOURCE: Pubkey = Pubkey::new_from_array([1; 32]);
    const MINT: Pubkey = Pubkey::new_from_array([2; 32]);
    const TO: Pubkey = Pubkey::new_from_array([3; 32]);
    const TREASURY: Pubkey = Pubkey::new_from_array([4; 32]);
    const PROGRAMS: [Pubkey; 2] = [spl_token::ID, spl_token_2022_interface::ID];

    fn words(instruction: &Instruction) -> String {
        decode(instruction, &Names::new(&[(TREASURY, "the treasury")])).to_string()
    }

    #[test]
    fn a_transfer_is_in_words() {
        for program in PROGRAMS {
            let transfer =
                token::transfer_checked(&program, &SOURCE, &MINT, &TO, &TREASURY, &[], 1_250_000, 6).unwrap();
            assert_eq!(
                words(&transfer),
                format!(
                    "Transfers 1.25 tokens\n  mint       {MINT}\n  from       {SOURCE}, written\n  \
                     to         {TO}, written\n  authority  {TREASURY} (the treasury), signs"
                )
            );
        }
    }

    #[test]
    fn the_wallet_that_receives_is_named_only_if_the_account_is_its_own() {
        let wallet = Pubkey::new_from_array([5; 32]);
        for program in PROGRAMS {
            let own = get_associated_token_address_with_program_id(&wallet, &MINT, &program);
            for (destination, name) in [(own, "which belongs to"), (TO, "further account 1")] {
                let mut transfer =
                    token::transfer_checked(&program, &SOURCE, &MINT, &destination, &TREASURY, &[], 1, 0)
                        .unwrap();
                transfer.accounts.push(AccountMeta::new_readonly(wallet, false));
                let decoded = decode(&transfer, &Names::default());
                assert!(decoded.details.contains(&(name.to_owned(), wallet.to_string())), "{decoded}");
                let owners: Vec<_> =
                    associated_accounts(&transfer).iter().map(|account| account.owner).collect();
                assert_eq!(owners, Vec::from_iter((destination == own).then_some(wallet)));
            }
        }
    }

    #[test]
    fn what_gives_power_over_tokens_away_is_in_words() {
        let approve = token::approve(&spl_token::ID, &SOURCE, &TO, &TREASURY, &[], 77).unwrap();
        assert_eq!(
            words(&approve),
            format!(
                "Lets another spend up to 77 base units of an account's tokens\n  \
                 account        {SOURCE}, written\n  who may spend  {TO}\n  \
                 owner          {TREASURY} (the treasury), signs"
            )
        );
        let set =
            |new, kind| token::set_authority(&spl_token::ID, &SOURCE, new, kind, &TREASURY, &[]).unwrap();
        assert_eq!(
            words(&set(Some(&TO), AuthorityType::AccountOwner)),
            format!(
                "Hands over a token account and all that it holds\n  of         {SOURCE}, written\n  \
                 to         {TO}\n  authority  {TREASURY} (the treasury), signs"
            )
        );
        for (kind, power) in [
            (AuthorityType::MintTokens, "the power to mint tokens"),
            (AuthorityType::FreezeAccount, "the power to freeze accounts"),
            (AuthorityType::CloseAccount, "the power to close a token account"),
        ] {
            let headline = decode(&set(None, kind), &Names::default()).headline;
            assert_eq!(headline, format!("Gives up {power}, for good"));
        }
        let fees = set(Some(&TO), AuthorityType::TransferFeeConfig);
        assert!(!decode(&fees, &Names::default()).known);
    }

    #[test]
    fn burning_is_in_words() {
        let burn = token::burn_checked(&spl_token::ID, &SOURCE, &MINT, &TREASURY, &[], 5, 2).unwrap();
        assert_eq!(
            words(&burn),
            format!(
                "Burns 0.05 tokens\n  mint       {MINT}, written\n  from       {SOURCE}, written\n  \
                 authority  {TREASURY} (the treasury), signs"
            )
        );
    }

    #[test]
    fn the_signers_of_a_multisig_are_shown() {
        let burn = token::burn_checked(&spl_token::ID, &SOURCE, &MINT, &TREASURY, &[&TO], 5, 2).unwrap();
        let details = decode(&burn, &Names::default()).details;
        assert_eq!(details.last(), Some(&("further account 1".to_owned(), format!("{TO}, signs"))));
    }

    #[test]
    fn cut_and_overlong_data_and_missing_accounts_are_unknown() {
        let program = spl_token::ID;
        for whole in [
            token::transfer_checked(&program, &SOURCE, &MINT, &TO, &TREASURY, &[], 1, 0).unwrap(),
            token::approve(&program, &SOURCE, &TO, &TREASURY, &[], 1).unwrap(),
            token::set_authority(&program, &SOURCE, Some(&TO), AuthorityType::AccountOwner, &TREASURY, &[])
                .unwrap(),
            token::burn_checked(&program, &SOURCE, &MINT, &TREASURY, &[], 1, 0).unwrap(),
        ] {
            for len in 0..whole.data.len() {
                let cut = Instruction { data: whole.data[..len].to_vec(), ..whole.clone() };
                assert!(words(&cut).starts_with("UNKNOWN: "), "{len} bytes");
            }
            let longer = Instruction { data: [whole.data.clone(), vec![0]].concat(), ..whole.clone() };
            assert!(words(&longer).starts_with("UNKNOWN: "));
            for len in 0..whole.accounts.len() {
                let cut = Instruction { accounts: whole.accounts[..len].to_vec(), ..whole.clone() };
                assert!(
                    words(&cut).contains("of a token program with malformed data or too few accounts"),
                    "{len} accounts"
                );
            }
        }
    }

    #[test]
    fn an_unchecked_transfer_is_unknown() {
        let data = [&[3u8][..], &1u64.to_le_bytes()].concat();
        let accounts = vec![AccountMeta::new(SOURCE, false); 3];
        let headline =
            decode(&Instruction { program_id: spl_token::ID, accounts, data }, &Names::default()).headline;
        assert_eq!(headline, "UNKNOWN: instruction 3 of a token program, which this client does not know");
    }
}
