//! Many tokens and many lockers at once.

use litesvm::types::FailedTransactionMetadata;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_message::{v0, AddressLookupTableAccount, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use tenure_tests::{balance_of, Currency, Lite, Owner, Platform, TokenKind};

use crate::{
    compute::DEFAULT,
    stage::{member, weekly, Stage},
    views::{claim_all, seen},
};

/// What each locker earns of each currency for each 1,000 locked; see [`six_lockers`].
const EARNED: [u64; 3] = [100, 1_000_000_000, 101];

/// Six lockers with 1,000 to 6,000 for good, 21,000 together, and three currencies: of SPL Token with 6 and
/// with 9 decimals, and of Token-2022. Lockers have earned 2,100, 21 whole tokens, and 2,122.
async fn six_lockers() -> (Platform, [Currency; 3], Vec<Owner>) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let weth = platform.currency(TokenKind::SplToken, 9).await;
    let pyusd = platform.currency(TokenKind::Token2022(vec![]), 6).await;
    let currencies = [usdc, weth, pyusd];
    let mut owners = vec![];
    for thousands in 1..=6 {
        owners.push(member(&mut platform, thousands * 1_000, &currencies.each_ref()).await);
    }
    platform.advance_weeks(1).await;
    for (currency, income) in currencies.iter().zip([4_200, 42_000_000_000, 4_244]) {
        platform.earn(currency, income).await;
    }
    platform.advance_weeks(1).await;
    (platform, currencies, owners)
}

fn claims(platform: &Platform, owner: &Owner, currencies: &[Currency]) -> Vec<Instruction> {
    currencies.iter().map(|currency| platform.revenue.claim(&owner.address(), &currency.pool, 26)).collect()
}

#[tokio::test]
async fn each_locker_claims_three_mints_in_one_transaction() {
    let (mut platform, currencies, owners) = six_lockers().await;
    for (owner, thousands) in owners.iter().zip(1..) {
        for (currency, earned) in currencies.iter().zip(EARNED) {
            assert_eq!(seen(&mut platform, owner, currency).await.amount, thousands * earned);
        }
        let claims = claims(&platform, owner, &currencies);
        let receipt = platform.send(&claims, &[]).await.unwrap();
        assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
        for (currency, earned) in currencies.iter().zip(EARNED) {
            assert_eq!(platform.received(owner, currency).await, thousands * earned);
        }
    }
    // 2,122 is 21 times 101, and 1, of which each one's part rounds to nothing.
    for (currency, dust) in currencies.iter().zip([0, 0, 1]) {
        assert_eq!(platform.pool(currency).await.remaining(), dust);
        assert_eq!(u128::from(platform.balance(&currency.pool.vault).await), dust);
    }
}

#[tokio::test]
async fn six_lockers_claim_three_mints_in_one_transaction() {
    let (mut platform, currencies, owners) = six_lockers().await;
    let all: Vec<_> = owners.iter().flat_map(|owner| claims(&platform, owner, &currencies)).collect();
    assert_eq!(all.len(), 18);
    let mut addresses: Vec<_> =
        all.iter().flat_map(|claim| &claim.accounts).map(|meta| meta.pubkey).collect();
    addresses.sort();
    addresses.dedup();
    // The same accounts on a chain that takes transactions with address lookup tables.
    let mut lite = Lite::new();
    lite.set_time(platform.now().await);
    for address in &addresses {
        // The token programs are there already.
        if lite.svm.get_account(address).is_none() {
            let account = platform.account(address).await.unwrap();
            lite.svm.set_account(*address, account).unwrap();
        }
    }

    let units = send_with_table(&mut lite, &all, addresses).unwrap();

    assert!(units < DEFAULT, "{units}");
    for (owner, thousands) in owners.iter().zip(1..) {
        for (currency, earned) in currencies.iter().zip(EARNED) {
            let destination = currency.pool.destination(&owner.address());
            let account = lite.svm.get_account(&destination).unwrap();
            assert_eq!(balance_of(&account.data), thousands * earned);
        }
    }
}

#[tokio::test]
async fn the_last_of_32_pools_has_a_cursor_of_its_own() {
    let Stage { mut platform, alice, week, .. } = Stage::new().await;
    let mut last = None;
    for _ in 1..32 {
        last = Some(platform.currency(TokenKind::SplToken, 6).await);
    }
    let last = last.unwrap();
    assert_eq!(platform.pool(&last).await.index, 31);
    platform.open_destination(&alice, &last).await;
    weekly(&mut platform, &last, &[400]).await;
    assert_eq!(claim_all(&mut platform, &alice, &last).await, 300);
    let mut expected = [0; 32];
    expected[31] = week + 2;
    assert_eq!(platform.record_of(&alice).await.next_week, expected);
}

#[tokio::test]
async fn amounts_of_nearly_all_there_can_be_are_exact() {
    let mut platform = Platform::new().await;
    let weth = platform.currency(TokenKind::Token2022(vec![]), 9).await;
    let alice = member(&mut platform, 2, &[&weth]).await;
    let bob = member(&mut platform, 1, &[&weth]).await;
    platform.advance_weeks(1).await;
    platform.earn(&weth, u64::MAX).await;
    platform.advance_weeks(1).await;
    // floor((2^64 - 1) / 2) = 9,223,372,036,854,775,807, of which two thirds and one, rounded down.
    assert_eq!(claim_all(&mut platform, &alice, &weth).await, 6_148_914_691_236_517_204);
    assert_eq!(claim_all(&mut platform, &bob, &weth).await, 3_074_457_345_618_258_602);
    assert_eq!(platform.pool(&weth).await.remaining(), 1);
}

/// Sends `instructions` in a transaction that names its accounts by their places in a table of `addresses`.
/// Returns the compute units.
fn send_with_table(
    lite: &mut Lite,
    instructions: &[Instruction],
    addresses: Vec<Pubkey>,
) -> Result<u64, Box<FailedTransactionMetadata>> {
    let key = Pubkey::new_unique();
    let table = Account {
        lamports: 1_000_000_000,
        data: table_of(&addresses),
        owner: Pubkey::from_str_const("AddressLookupTab1e1111111111111111111111111"),
        ..Account::default()
    };
    lite.svm.set_account(key, table).unwrap();
    // A table counts from the slot after that in which it was written.
    lite.svm.warp_to_slot(2);
    let (payer, blockhash) = (lite.payer.pubkey(), lite.svm.latest_blockhash());
    let table = AddressLookupTableAccount { key, addresses };
    let message = v0::Message::try_compile(&payer, instructions, &[table], blockhash).unwrap();
    let signed = VersionedTransaction::try_new(VersionedMessage::V0(message), &[&lite.payer]).unwrap();
    Ok(lite.svm.send_transaction(signed).map_err(Box::new)?.compute_units_consumed)
}

/// A lookup table's bytes: its type, never deactivated, last extended in slot 0 from place 0, no authority,
/// and then the addresses.
fn table_of(addresses: &[Pubkey]) -> Vec<u8> {
    let mut data = [&1_u32.to_le_bytes()[..], &u64::MAX.to_le_bytes(), &0_u64.to_le_bytes()].concat();
    data.resize(56, 0);
    data.extend(addresses.iter().flat_map(Pubkey::to_bytes));
    data
}
