//! What an attacker passes instead of the governor's accounts.

use anchor_lang::ErrorCode;
use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{Dao, Impostor, IntoCode};

/// In place of the governor where it is only read: `there`, another one, refused as `not_there`, an account
/// of another type, its bytes under another program, and accounts without data. `proposal` is not among the
/// accounts.
pub async fn of_the_governor(
    dao: &mut Dao,
    there: Pubkey,
    proposal: Pubkey,
    not_there: impl IntoCode,
) -> Vec<Impostor> {
    let governor = dao.governance.governor;
    let mut impostors = vec![
        (governor, there, "another locker's governor", not_there.code()),
        // It is shorter than a governor.
        (governor, proposal, "a proposal as governor", InstructionError::AccountDataTooSmall),
    ];
    impostors.extend(of_anything(dao, governor).await);
    impostors
}

/// In place of a proposal where it is only read: accounts of other types, its bytes under another program,
/// and accounts without data.
pub async fn of_the_proposal(dao: &mut Dao, proposal: Pubkey) -> Vec<Impostor> {
    let governor = dao.governance.governor;
    // Another account than the governor's own, which may be there already.
    let copied = dao.copy(&governor, governor::ID).await;
    let mut impostors =
        vec![(proposal, copied, "a governor as proposal", InstructionError::InvalidAccountData)];
    impostors.extend(of_anything(dao, proposal).await);
    impostors
}

/// In place of the locker, from which snapshots are taken.
pub async fn of_the_locker(dao: &mut Dao, there: Pubkey, not_there: impl IntoCode) -> Vec<Impostor> {
    let locker = dao.keys.locker;
    let governor = dao.governance.governor;
    let copied_governor = dao.copy(&governor, locker::ID).await;
    let mut impostors = vec![
        (locker, there, "another locker", not_there.code()),
        (locker, copied_governor, "a governor under the locker's program", too_small()),
    ];
    impostors.extend(of_anything(dao, locker).await);
    impostors
}

/// In place of any account that has a type: its bytes under another program, and accounts without data.
pub async fn of_anything(dao: &mut Dao, original: Pubkey) -> Vec<Impostor> {
    let copied = dao.copy(&original, proxy::ID).await;
    let alien = ErrorCode::ConstraintOwner.code();
    vec![
        (original, copied, "its bytes", alien.clone()),
        (original, wallet(dao), "a wallet, which has no data", alien),
        (
            original,
            Pubkey::new_unique(),
            "an address of no one, with no data",
            InstructionError::UninitializedAccount,
        ),
    ]
}

/// The same where the account is written to: what has no data is refused for its size first.
pub fn written_to(mut impostors: Vec<Impostor>) -> Vec<Impostor> {
    for (_, _, _, error) in impostors.iter_mut().filter(|(_, _, what, _)| what.ends_with("no data")) {
        *error = too_small();
    }
    impostors
}

/// An account that the system program owns, with lamports.
pub fn wallet(dao: &mut Dao) -> Pubkey {
    let address = Pubkey::new_unique();
    dao.set_account(&address, Account { lamports: 1_000_000_000, ..Account::default() });
    address
}

fn too_small() -> InstructionError {
    InstructionError::AccountDataTooSmall
}
