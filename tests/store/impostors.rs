//! What an attacker passes instead of the store or its collection.

use anchor_lang::ErrorCode;
use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_client::subscriptions::{SubscriptionError, ID};
use tenure_tests::{Impostor, IntoCode, Shop};

use crate::neighbour::Neighbour;

/// In place of the store where it is written to: somebody else's, which is refused as `not_there`, accounts
/// of other types, a copy, and accounts without data, whose size is what is looked at first.
pub async fn of_the_store(shop: &mut Shop, not_there: impl IntoCode) -> Vec<Impostor> {
    let mut impostors = of_the_read_store(shop, not_there).await;
    for (_, _, _, error) in impostors.iter_mut().filter(|(_, _, what, _)| what.ends_with("no data")) {
        *error = InstructionError::AccountDataTooSmall;
    }
    impostors
}

/// As above, where the store is only read.
pub async fn of_the_read_store(shop: &mut Shop, not_there: impl IntoCode) -> Vec<Impostor> {
    let neighbour = Neighbour::of(shop).await;
    let store = shop.store.store;
    let user = Pubkey::new_unique();
    let open = neighbour.store.open_subscription(shop.payer(), &user);
    shop.send(&[open], &[]).await.expect("a subscription to pass instead");
    let copied = shop.copy(&store, proxy::ID).await;
    let copied_collection = shop.copy(&neighbour.store.badges.collection, ID).await;
    let collection = neighbour.store.badges.collection;
    let (alien, wallet) = (ErrorCode::ConstraintOwner.code(), wallet(shop));
    vec![
        (store, neighbour.store.store, "another store", not_there.code()),
        (store, neighbour.plan(), "a plan as store", InstructionError::AccountDataTooSmall),
        (store, neighbour.usdc.pay_token, "a pay token as store", InstructionError::AccountDataTooSmall),
        (
            store,
            neighbour.store.subscription(&user),
            "a subscription as store",
            InstructionError::InvalidAccountData,
        ),
        (store, copied_collection, "a collection's bytes as store", InstructionError::InvalidAccountData),
        (store, copied, "the store's bytes", alien.clone()),
        (store, collection, "a collection as store", alien.clone()),
        (store, wallet, "a wallet, which has no data", alien),
        (
            store,
            Pubkey::new_unique(),
            "an address of no one, with no data",
            InstructionError::UninitializedAccount,
        ),
    ]
}

/// In place of the store's collection, where it is only read.
pub async fn of_the_collection(shop: &mut Shop) -> Vec<Impostor> {
    let neighbour = Neighbour::of(shop).await;
    let (store, badges, theirs) = (shop.store.store, shop.store.badges, neighbour.store);
    let copied = shop.copy(&badges.collection, proxy::ID).await;
    let moved = shop.copy(&badges.collection, membership::ID).await;
    let alien = ErrorCode::ConstraintOwner.code();
    let wrong = SubscriptionError::WrongCollection.code();
    // One of the two is written to.
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    vec![
        (badges.collection, theirs.badges.collection, "another store's collection", wrong.clone()),
        (badges.collection, moved, "the collection at another address", wrong),
        (badges.collection, copied, "the collection's bytes", alien.clone()),
        (badges.collection, store, "the store as collection", twice),
        (badges.collection, theirs.store, "another store as collection", alien.clone()),
        (badges.collection, badges.group, "the collection's group", alien.clone()),
        (badges.collection, wallet(shop), "a wallet as collection", alien),
    ]
}

/// An account that the system program owns, with lamports.
pub fn wallet(shop: &mut Shop) -> Pubkey {
    let address = Pubkey::new_unique();
    shop.set_account(&address, Account { lamports: 1_000_000_000, ..Account::default() });
    address
}

/// As [`of_the_collection`], where it is written to.
pub async fn of_the_written_collection(shop: &mut Shop) -> Vec<Impostor> {
    let mut impostors = of_the_collection(shop).await;
    for (_, _, what, error) in &mut impostors {
        if ["another store as collection", "a wallet as collection"].contains(what) {
            *error = InstructionError::AccountDataTooSmall;
        }
    }
    impostors
}
