//! What an attacker passes instead of the splitter or its locker.

use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{Impostor, IntoCode, Platform, TokenKind};

use crate::neighbour::Neighbour;

/// In place of the splitter where it is written to: another one, which is refused as `not_there`,
/// accounts of other types, a copy, and accounts without data, whose size is what is looked at first.
pub async fn of_the_splitter(platform: &mut Platform, not_there: impl IntoCode) -> Vec<Impostor> {
    let mut impostors = of_the_read_splitter(platform, not_there).await;
    for (_, _, _, error) in impostors.iter_mut().filter(|(_, _, what, _)| what.ends_with("no data")) {
        *error = InstructionError::AccountDataTooSmall;
    }
    impostors
}

/// As above, where the splitter is only read.
pub async fn of_the_read_splitter(platform: &mut Platform, not_there: impl IntoCode) -> Vec<Impostor> {
    let neighbour = Neighbour::of(platform).await;
    let pool = platform.currency(TokenKind::SplToken, 6).await.pool.pool;
    let (splitter, locker) = (platform.revenue.splitter, platform.keys.locker);
    let copied = platform.copy(&splitter, proxy::ID).await;
    let copied_locker = platform.copy(&locker, locker::ID).await;
    let (alien, wallet) = (ErrorCode::ConstraintOwner.code(), wallet(platform));
    vec![
        (splitter, neighbour.keys.splitter, "another locker's splitter", not_there.code()),
        (splitter, pool, "a pool as splitter", InstructionError::InvalidAccountData),
        (splitter, copied, "the splitter's bytes", alien.clone()),
        (splitter, copied_locker, "a locker as splitter", alien.clone()),
        (splitter, wallet, "a wallet, which has no data", alien),
        (
            splitter,
            Pubkey::new_unique(),
            "an address of no one, with no data",
            InstructionError::UninitializedAccount,
        ),
    ]
}

/// In place of the locker, which tells the week: another one, accounts of other types, and a copy.
pub async fn of_the_locker(platform: &mut Platform) -> Vec<Impostor> {
    let neighbour = Neighbour::of(platform).await;
    let owner = platform.owner(1).await;
    platform.lock(&owner, 1, 1).await.expect("a lock to pass instead");
    let (locker, lock) = (platform.keys.locker, platform.keys.lock(&owner.address()));
    let copied = platform.copy(&locker, proxy::ID).await;
    let splitter = platform.revenue.splitter;
    let copied_splitter = platform.copy(&splitter, revenue::ID).await;
    let alien = ErrorCode::ConstraintOwner.code();
    vec![
        (locker, neighbour.keys.locker.locker, "another locker", RevenueError::WrongLocker.code()),
        (locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
        (locker, copied, "the locker's bytes", alien.clone()),
        (locker, copied_splitter, "a splitter as locker", alien.clone()),
        (locker, wallet(platform), "a wallet as locker", alien),
        (
            locker,
            Pubkey::new_unique(),
            "an address of no one as locker",
            InstructionError::UninitializedAccount,
        ),
    ]
}

/// An account that the system program owns, with lamports.
pub fn wallet(platform: &mut Platform) -> Pubkey {
    let address = Pubkey::new_unique();
    platform.set_account(&address, Account { lamports: 1_000_000_000, ..Account::default() });
    address
}
