use anchor_lang::ErrorCode;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{Roles, Store, StoreKeys, StoreTerms, SubscriptionError, ID},
};
use tenure_tests::{Club, IntoCode, OutcomeExt, Shop, Substitute};

use crate::{impostors, neighbour::Neighbour, open::unfounded};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

const DAY: u32 = 86_400;

#[tokio::test]
async fn writes_the_store() {
    let mut shop = unfounded().await;
    let terms = StoreTerms { grace: 3_601, window: 3_602, notice: 3_603, keeper_fee_bps: 13 };
    shop.create_store(terms).await.unwrap();

    let (store, keys) = (shop.store().await, shop.store);
    let creator = shop.creator.pubkey();
    let seeds: [&[u8]; 3] = [b"store", creator.as_ref(), &[7, 0, 0, 0]];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    assert_eq!(address, keys.store);
    let expected = Store {
        version: 1,
        bump,
        paused: 0,
        reserved_flag: 0,
        id: [7, 0, 0, 0],
        next_plan: 0,
        grace: 3_601,
        window: 3_602,
        notice: 3_603,
        keeper_fee_bps: 13,
        reserved_flags: [0; 6],
        creator,
        authority: shop.ruler.pubkey(),
        proposed_authority: Pubkey::default(),
        pauser: shop.guard.pubkey(),
        operator: shop.operator.pubkey(),
        payout_owner: shop.payout_owner,
        collection: keys.badges.collection,
        reserved: [0; 64],
    };
    assert_eq!(bytemuck::bytes_of(&store), bytemuck::bytes_of(&expected));
    let account = shop.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 320));
}

#[tokio::test]
async fn terms_at_their_bounds_are_fine() {
    for terms in [
        StoreTerms { grace: 3_600, window: 3_600, notice: 3_600, keeper_fee_bps: 0 },
        StoreTerms { grace: Club::GRACE, window: 14 * DAY, notice: 14 * DAY, keeper_fee_bps: 100 },
    ] {
        let mut shop = unfounded().await;
        shop.create_store(terms).await.unwrap();
        let Store { grace, window, notice, keeper_fee_bps, .. } = shop.store().await;
        assert_eq!(StoreTerms { grace, window, notice, keeper_fee_bps }, terms);
    }
}

#[tokio::test]
async fn terms_beside_their_bounds_are_refused() {
    let mut shop = unfounded().await;
    let terms = Shop::TERMS;
    for (what, terms) in [
        ("no grace", StoreTerms { grace: 0, ..terms }),
        ("a grace below an hour", StoreTerms { grace: 3_599, ..terms }),
        ("a grace beyond the badges'", StoreTerms { grace: Club::GRACE + 1, ..terms }),
        ("the longest grace", StoreTerms { grace: u32::MAX, ..terms }),
        ("a window below an hour", StoreTerms { window: 3_599, ..terms }),
        ("a window above two weeks", StoreTerms { window: 14 * DAY + 1, ..terms }),
        ("no window", StoreTerms { window: 0, ..terms }),
        ("a notice below an hour", StoreTerms { notice: 3_599, ..terms }),
        ("a notice above two weeks", StoreTerms { notice: 14 * DAY + 1, ..terms }),
        ("a fee above a hundredth", StoreTerms { keeper_fee_bps: 101, ..terms }),
        ("the highest fee", StoreTerms { keeper_fee_bps: u16::MAX, ..terms }),
    ] {
        println!("{what}");
        shop.create_store(terms).await.refused(SubscriptionError::BadStoreTerms);
    }
    shop.create_store(terms).await.unwrap();
}

#[tokio::test]
async fn the_grace_is_at_most_two_weeks_however_long_the_badges_is() {
    let mut shop = unfounded().await;
    let (payer, creator) = (shop.payer(), shop.creator.insecure_clone());
    let badges = CollectionKeys::derive(&creator.pubkey(), *b"long");
    let mut collection = Club::terms(shop.store.store);
    collection.grace = 90 * DAY;
    let create = badges.create_collection(payer, creator.pubkey(), *b"long", collection);
    shop.send(&[create], &[&creator]).await.unwrap();
    shop.store = StoreKeys { badges, ..shop.store };

    let longest = StoreTerms { grace: 14 * DAY, ..Shop::TERMS };
    let beyond = StoreTerms { grace: 14 * DAY + 1, ..Shop::TERMS };
    shop.create_store(beyond).await.refused(SubscriptionError::BadStoreTerms);
    shop.create_store(longest).await.unwrap();
    assert_eq!(shop.store().await.grace, 14 * DAY);
}

#[tokio::test]
async fn pauser_and_operator_may_be_nobody_but_not_the_others() {
    let mut shop = unfounded().await;
    let (nobody, creator) = (Pubkey::default(), shop.creator.insecure_clone());
    let roles = shop.roles();
    for roles in [Roles { authority: nobody, ..roles }, Roles { payout_owner: nobody, ..roles }] {
        let instruction = create(&shop, roles);
        shop.attempt(instruction, &[&creator]).await.refused(SubscriptionError::ZeroAddress);
    }
    let instruction = create(&shop, Roles { pauser: nobody, operator: nobody, ..roles });
    shop.attempt(instruction, &[&creator]).await.unwrap();
    let store = shop.store().await;
    assert_eq!((store.pauser, store.operator), (nobody, nobody));
    assert_eq!((store.authority, store.payout_owner), (roles.authority, roles.payout_owner));
}

#[tokio::test]
async fn happens_once_for_a_creators_id() {
    let mut shop = unfounded().await;
    shop.create_store(Shop::TERMS).await.unwrap();
    shop.create_store(Shop::TERMS).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn a_creator_has_a_store_for_each_id() {
    let mut shop = unfounded().await;
    shop.create_store(Shop::TERMS).await.unwrap();
    let (payer, creator, roles) = (shop.payer(), shop.creator.insecure_clone(), shop.roles());
    let collection = shop.store.badges.collection;
    for id in [0, 8, u32::MAX] {
        let keys = StoreKeys::derive(&creator.pubkey(), id, collection);
        let instruction = keys.create_store(payer, creator.pubkey(), id, Shop::TERMS, roles);
        shop.attempt(instruction, &[&creator]).await.unwrap();
        let store: Store = shop.read(&keys.store).await.unwrap();
        assert_eq!((store.id, store.collection), (id.to_le_bytes(), collection));
    }
}

#[tokio::test]
async fn an_id_is_nobody_elses() {
    let mut shop = unfounded().await;
    let (other, creator) = (Keypair::new(), shop.creator.pubkey());
    // The address is derived from who signs.
    let instruction = create(&shop, shop.roles()).with(creator, other.pubkey());
    shop.attempt(instruction, &[&other]).await.refused(ErrorCode::ConstraintSeeds);
    let keys = StoreKeys::derive(&other.pubkey(), Shop::ID, shop.store.badges.collection);
    let theirs = keys.create_store(shop.payer(), other.pubkey(), Shop::ID, Shop::TERMS, shop.roles());
    shop.attempt(theirs, &[&other]).await.unwrap();
    shop.create_store(Shop::TERMS).await.unwrap();
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    let mut shop = unfounded().await;
    let gift = transfer(&shop.payer(), &shop.store.store, 1_000_000);
    shop.send(&[gift], &[]).await.unwrap();
    shop.create_store(Shop::TERMS).await.unwrap();
    assert_eq!(shop.store().await.version, Store::VERSION);
}

#[tokio::test]
async fn refuses_a_collection_of_a_version_it_does_not_know() {
    let mut shop = unfounded().await;
    let address = shop.store.badges.collection;
    let mut account = shop.account(&address).await.unwrap();
    for version in [0, 2] {
        account.data[8] = version;
        shop.set_account(&address, account.clone());
        shop.create_store(Shop::TERMS).await.refused(SubscriptionError::UnknownVersion);
    }
    account.data[8] = 1;
    shop.set_account(&address, account);
    shop.create_store(Shop::TERMS).await.unwrap();
}

#[tokio::test]
async fn wants_both_signatures() {
    let mut shop = unfounded().await;
    let (creator, payer) = (shop.creator.insecure_clone(), Pubkey::new_unique());
    let missing = InstructionError::MissingRequiredSignature;
    let instruction = create(&shop, shop.roles()).unsigned(creator.pubkey());
    shop.attempt(instruction, &[]).await.refused(missing.clone());
    let instruction = create(&shop, shop.roles()).with(shop.payer(), payer).unsigned(payer);
    shop.attempt(instruction, &[&creator]).await.refused(missing);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut shop = unfounded().await;
    let neighbour = Neighbour::of(&mut shop).await;
    let (store, badges, creator) = (shop.store.store, shop.store.badges, shop.creator.insecure_clone());
    let copied = shop.copy(&badges.collection, proxy::ID).await;
    let wallet = impostors::wallet(&mut shop);
    let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
    let impostors = [
        (badges.collection, copied, "the collection's bytes", alien.clone()),
        (badges.collection, badges.group, "the collection's group", alien.clone()),
        (badges.collection, neighbour.store.store, "a store as collection", alien.clone()),
        (badges.collection, wallet, "a wallet as collection", alien),
        (store, neighbour.store.store, "a store that is there", seeds.clone()),
        (store, Pubkey::new_unique(), "an address of no one as store", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ];
    let instruction = create(&shop, shop.roles());
    shop.refuses_impostors(&instruction, &[&creator], &impostors).await;
    // As an account that is created, it must be writable for the system program.
    let mut read_only = instruction.clone();
    read_only
        .accounts
        .iter_mut()
        .filter(|meta| meta.pubkey == store)
        .for_each(|meta| meta.is_writable = false);
    shop.attempt(read_only, &[&creator]).await.refused(InstructionError::PrivilegeEscalation);
    shop.attempt(instruction, &[&creator]).await.unwrap();
}

fn create(shop: &Shop, roles: Roles) -> Instruction {
    shop.store.create_store(shop.payer(), shop.creator.pubkey(), Shop::ID, Shop::TERMS, roles)
}
