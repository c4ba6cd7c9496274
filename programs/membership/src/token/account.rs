use anchor_lang::{
    cpi::rent_exempt_lamports, cpi::InstructionAccount, create_account_signed, prelude::*,
    unchecked_invoke_signed_fixed,
};
use anchor_spl::token_2022::Token2022;

use super::{buffer::Buffer, mint::handle};

const CREATE_ACCOUNT: [u8; 4] = [0, 0, 0, 0];
const TRANSFER: [u8; 4] = [2, 0, 0, 0];

/// Creates `account`, a program address with the signing `seeds`, for Token-2022: of `space` bytes, with
/// the rent of `full_space`, to which Token-2022 lets it grow. What anybody sent there before stays in it.
#[inline(never)]
pub fn create_account(
    payer: &AccountView,
    account: &AccountView,
    space: usize,
    full_space: usize,
    seeds: &[&[u8]],
) -> Result<()> {
    let owner = Token2022::id();
    let rent = rent_exempt_lamports(full_space)?;
    let sent = account.lamports();
    if sent > 0 {
        if let Some(missing) = rent.checked_sub(sent).filter(|missing| *missing > 0) {
            let mut data = Buffer::<12>::new(&TRANSFER);
            data.push(&missing.to_le_bytes());
            system(payer, account, false, data.bytes(), &[]);
        }
        return create_account_signed(payer, account, space, &owner, seeds);
    }
    let mut data = Buffer::<52>::new(&CREATE_ACCOUNT);
    data.push(&rent.to_le_bytes());
    data.push(&u64::try_from(space).map_err(|_| ProgramError::InvalidArgument)?.to_le_bytes());
    data.push(owner.as_ref());
    system(payer, account, true, data.bytes(), &[seeds]);
    Ok(())
}

/// An instruction of the System Program from `payer` to `account`.
fn system(payer: &AccountView, account: &AccountView, signs: bool, data: &[u8], seeds: &[&[&[u8]]]) {
    let handles = [handle(payer), handle(account)];
    let metas = [
        InstructionAccount::writable_signer(payer.address()),
        InstructionAccount::new(account.address(), true, signs),
    ];
    unchecked_invoke_signed_fixed::<2>(&System::id(), data, &metas, &handles, seeds);
}
