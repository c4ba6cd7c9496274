//! Where most of these tests begin.

use solana_pubkey::Pubkey;
use spl_token_2022_interface::{extension::ExtensionType, instruction::reallocate};
use tenure_tests::{Currency, Owner, Platform, TokenKind};

/// Codes of the token programs.
pub const ACCOUNT_FROZEN: u32 = 17;

/// Alice has 3,000 of the power for good, and Bob 1,000. Both have a claim record and receive `usdc`.
/// They locked in `week`, so the one after it is the first of which they earn.
pub struct Stage {
    pub platform: Platform,
    pub usdc: Currency,
    pub alice: Owner,
    pub bob: Owner,
    pub week: u32,
}

impl Stage {
    pub async fn new() -> Self {
        let mut platform = Platform::new().await;
        let usdc = platform.currency(TokenKind::SplToken, 6).await;
        Self::of(platform, usdc).await
    }

    /// The same, where income arrives in the token that is locked.
    pub async fn of_the_stake_mint() -> Self {
        let mut platform = Platform::new().await;
        let stake = platform.stake_currency().await;
        Self::of(platform, stake).await
    }

    async fn of(mut platform: Platform, usdc: Currency) -> Self {
        let alice = member(&mut platform, 3_000, &[&usdc]).await;
        let bob = member(&mut platform, 1_000, &[&usdc]).await;
        let week = platform.week().await;
        Self { platform, usdc, alice, bob, week }
    }

    /// Lockers earned 500 in the next week, 375 of it Alice's and 125 Bob's. That week has closed.
    pub async fn earned(mut self) -> Self {
        self.platform.advance_weeks(1).await;
        self.platform.earn(&self.usdc, 1_000).await;
        self.platform.advance_weeks(1).await;
        self
    }
}

/// Someone new with `amount` locked for good, a claim record, and an account for each of `currencies`.
pub async fn member(platform: &mut Platform, amount: u64, currencies: &[&Currency]) -> Owner {
    let owner = platform.owner(amount).await;
    platform.lock(&owner, amount, 208).await.unwrap();
    platform.make_permanent(&owner).await.unwrap();
    receives(platform, &owner, currencies).await;
    owner
}

/// Gives `owner`, who has a lock, a claim record and an account for each of `currencies`.
pub async fn receives(platform: &mut Platform, owner: &Owner, currencies: &[&Currency]) {
    platform.open_record(owner).await.unwrap();
    for currency in currencies {
        platform.open_destination(owner, currency).await;
    }
}

/// In each of the next weeks, income arrives of which lockers get the next of `shares`. They have all
/// closed then.
pub async fn weekly(platform: &mut Platform, currency: &Currency, shares: &[u64]) {
    for share in shares {
        platform.advance_weeks(1).await;
        if *share > 0 {
            platform.earn(currency, 2 * share).await;
        }
    }
    platform.advance_weeks(1).await;
}

/// The owner of a Token-2022 account gives it room for an extension.
pub async fn extend_account(
    platform: &mut Platform,
    owner: &Owner,
    tokens: &Pubkey,
    extension: ExtensionType,
) {
    let (program, payer, owner_address) = (spl_token_2022_interface::ID, platform.payer(), owner.address());
    let room = reallocate(&program, tokens, &payer, &owner_address, &[], &[extension]).unwrap();
    platform.send(&[room], &[&owner.keypair]).await.unwrap();
}

/// Begins every week in the locker that has begun by the clock.
pub async fn crank_all(platform: &mut Platform) {
    platform.crank(u16::MAX).await.unwrap();
}

/// The place of `week` in a pool's ring.
pub fn slot(week: u32) -> usize {
    usize::try_from(week % 256).unwrap()
}

/// Writes `bytes` into an account, to reach a state that no instruction leads to.
pub async fn overwrite(platform: &mut Platform, address: &Pubkey, offset: usize, bytes: &[u8]) {
    let mut account = platform.account(address).await.unwrap();
    account.data[offset..offset + bytes.len()].copy_from_slice(bytes);
    platform.set_account(address, account);
}

/// Gives an account a layout version that the programs do not know.
pub async fn unknown_version(platform: &mut Platform, address: &Pubkey) {
    // The version is the first byte behind the discriminator.
    overwrite(platform, address, 8, &[2]).await;
}
