use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::{
    membership::padded,
    subscriptions::{Plan, PlanTerms, StoreKeys, SubscriptionError, ID, MAX_PRICE},
};
use tenure_tests::{IntoCode, OutcomeExt, Substitute};

use crate::{impostors, neighbour::Neighbour, open, rule};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

fn terms() -> PlanTerms {
    PlanTerms {
        name: padded("Advanced").unwrap(),
        price: 29_990_000,
        calls: 123_456_789_012,
        sockets: 25,
        tier: 2,
        interval: 1,
        discount_bps: 1_234,
    }
}

#[tokio::test]
async fn writes_the_plan() {
    let (mut shop, ruler) = open::empty().await;
    rule::create_plan(&mut shop, &ruler, 0, terms()).await.unwrap();

    let (plan, store) = (shop.plan(0).await, shop.store.store);
    let (address, bump) = Pubkey::find_program_address(&[b"plan", store.as_ref(), &[0; 4]], &ID);
    assert_eq!(address, shop.store.plan(0));
    let expected = Plan {
        version: 1,
        bump,
        sunset: 0,
        tier: 2,
        interval: 1,
        reserved_flag: 0,
        discount_bps: 1_234,
        price: 29_990_000,
        calls: 123_456_789_012,
        sockets: 25,
        id: [0; 4],
        store,
        name: *b"Advanced\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        reserved: [0; 32],
    };
    assert_eq!(bytemuck::bytes_of(&plan), bytemuck::bytes_of(&expected));
    let account = shop.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 128));
}

#[tokio::test]
async fn counts_the_plan_and_changes_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let before = shop.store().await;
    rule::create_plan(&mut shop, &ruler, 0, terms()).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((before.next_plan, after.next_plan), (0, 1));
    after.next_plan = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn ids_follow_each_other() {
    let (mut shop, ruler) = open::empty().await;

    for id in [1, u32::MAX] {
        rule::create_plan(&mut shop, &ruler, id, terms()).await.refused(SubscriptionError::WrongPlanId);
    }
    for id in 0..3 {
        rule::create_plan(&mut shop, &ruler, id, terms()).await.unwrap();
        rule::create_plan(&mut shop, &ruler, id, terms()).await.refused(ALREADY_IN_USE);
        rule::create_plan(&mut shop, &ruler, id + 2, terms()).await.refused(SubscriptionError::WrongPlanId);
        assert_eq!(shop.plan(id).await.number(), id);
    }
    assert_eq!(shop.store().await.next_plan, 3);
}

#[tokio::test]
async fn the_last_id_is_never_used() {
    let (mut shop, ruler) = open::empty().await;
    let address = shop.store.store;
    let mut account = shop.account(&address).await.unwrap();
    // Of the next plan, behind the discriminator.
    account.data[16..20].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    shop.set_account(&address, account);
    assert_eq!(shop.store().await.next_plan, u32::MAX - 1);
    rule::create_plan(&mut shop, &ruler, u32::MAX - 1, terms()).await.unwrap();
    rule::create_plan(&mut shop, &ruler, u32::MAX, terms()).await.refused(SubscriptionError::Overflow);
}

#[tokio::test]
async fn terms_at_their_bounds_are_fine() {
    let (mut shop, ruler) = open::empty().await;
    let all = [
        PlanTerms { price: 1, ..terms() },
        PlanTerms { price: MAX_PRICE, ..terms() },
        PlanTerms { discount_bps: 0, ..terms() },
        PlanTerms { discount_bps: 5_000, ..terms() },
        PlanTerms { interval: 0, ..terms() },
        PlanTerms { calls: u64::MAX, sockets: u32::MAX, ..terms() },
        PlanTerms { calls: 0, sockets: 0, ..terms() },
        PlanTerms { name: padded("A").unwrap(), ..terms() },
        PlanTerms { name: [b'a'; 32], ..terms() },
        PlanTerms { name: padded("Jährlich \u{1F680}").unwrap(), ..terms() },
        PlanTerms { tier: 1, ..terms() },
        PlanTerms { tier: 7, ..terms() },
    ];
    for (id, terms) in (0..).zip(all) {
        rule::create_plan(&mut shop, &ruler, id, terms).await.unwrap();
        let plan = shop.plan(id).await;
        assert_eq!(
            (plan.price, plan.discount_bps, plan.interval),
            (terms.price, terms.discount_bps, terms.interval)
        );
        assert_eq!(
            (plan.calls, plan.sockets, plan.tier, plan.name),
            (terms.calls, terms.sockets, terms.tier, terms.name)
        );
    }
    assert_eq!(MAX_PRICE, 1_000_000_000_000);
}

#[tokio::test]
async fn terms_beside_their_bounds_are_refused() {
    let (mut shop, ruler) = open::empty().await;
    let named = |text: &[u8]| {
        let mut name = [0; 32];
        name[..text.len()].copy_from_slice(text);
        PlanTerms { name, ..terms() }
    };
    let mut cut = [b'a'; 32];
    // The first of two bytes, at the very end.
    cut[31] = 0xC3;
    for (what, terms) in [
        ("no price", PlanTerms { price: 0, ..terms() }),
        ("a price above a million dollars", PlanTerms { price: MAX_PRICE + 1, ..terms() }),
        ("the highest price", PlanTerms { price: u64::MAX, ..terms() }),
        ("a discount above a half", PlanTerms { discount_bps: 5_001, ..terms() }),
        ("the highest discount", PlanTerms { discount_bps: u16::MAX, ..terms() }),
        ("a third interval", PlanTerms { interval: 2, ..terms() }),
        ("the last interval", PlanTerms { interval: 255, ..terms() }),
        ("no name", named(b"")),
        ("a zero before the name", named(b"\0Plan")),
        ("a zero in the name", named(b"Pl\0an")),
        ("what is no UTF-8", named(&[b'P', 0xFF])),
        ("half a letter", PlanTerms { name: cut, ..terms() }),
    ] {
        println!("{what}");
        rule::create_plan(&mut shop, &ruler, 0, terms).await.refused(SubscriptionError::BadPlanTerms);
    }
    assert_eq!(shop.store().await.next_plan, 0);
}

#[tokio::test]
async fn only_for_a_tier_of_the_collection() {
    let (mut shop, ruler) = open::empty().await;
    for tier in [0, 5, 6, 8, 9, 255] {
        let terms = PlanTerms { tier, ..terms() };
        rule::create_plan(&mut shop, &ruler, 0, terms).await.refused(SubscriptionError::UnknownTier);
    }
    rule::create_plan(&mut shop, &ruler, 0, terms()).await.unwrap();
}

#[tokio::test]
async fn another_store_has_its_own_by_the_same_id() {
    let (mut shop, ruler) = open::empty().await;
    let neighbour = Neighbour::of(&mut shop).await;
    rule::create_plan(&mut shop, &ruler, 0, terms()).await.unwrap();
    let theirs: Plan = shop.read(&neighbour.plan()).await.unwrap();
    assert_eq!((theirs.store, theirs.id), (neighbour.store.store, [0; 4]));
    assert_ne!(neighbour.plan(), shop.store.plan(0));
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    let (mut shop, ruler) = open::empty().await;
    let gift = transfer(&shop.payer(), &shop.store.plan(0), 1_000_000);
    shop.send(&[gift], &[]).await.unwrap();
    rule::create_plan(&mut shop, &ruler, 0, terms()).await.unwrap();
    assert_eq!(shop.plan(0).await.version, Plan::VERSION);
}

#[tokio::test]
async fn only_the_authority_makes_plans() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::create_plan(&mut shop, &signer, 0, terms()).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn never_in_another_store() {
    let (mut shop, ruler) = open::empty().await;
    let (payer, by) = (shop.payer(), ruler.pubkey());
    let neighbour = Neighbour::of(&mut shop).await;
    let instruction = neighbour.store.create_plan(payer, by, 1, terms());
    shop.attempt(instruction, &[&ruler]).await.refused(SubscriptionError::NotAuthority);
    // In one of the same authority, by the tiers of the shop's collection.
    let sister = Neighbour::sister(&mut shop).await;
    let mixed = StoreKeys { badges: shop.store.badges, ..sister.store };
    let instruction = mixed.create_plan(payer, by, 1, terms());
    shop.attempt(instruction, &[&ruler]).await.refused(SubscriptionError::WrongCollection);
    let instruction = sister.store.create_plan(payer, by, 1, terms());
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

#[tokio::test]
async fn wants_both_signatures() {
    let (mut shop, ruler) = open::empty().await;
    let (by, payer) = (ruler.pubkey(), Pubkey::new_unique());
    let missing = InstructionError::MissingRequiredSignature;
    let instruction = shop.store.create_plan(shop.payer(), by, 0, terms()).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(missing.clone());
    let instruction = shop.store.create_plan(payer, by, 0, terms()).unsigned(payer);
    shop.attempt(instruction, &[&ruler]).await.refused(missing);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let mut impostors = impostors::of_the_store(&mut shop, ErrorCode::ConstraintSeeds).await;
    impostors.extend(impostors::of_the_collection(&mut shop).await);
    let sister = Neighbour::sister(&mut shop).await;
    let (store, plan) = (shop.store.store, shop.store.plan(0));
    let seeds = ErrorCode::ConstraintSeeds.code();
    impostors.extend([
        (plan, sister.plan(), "another store's plan", seeds.clone()),
        (plan, sister.store.plan(1), "the address of another store's plan", seeds.clone()),
        (plan, shop.store.plan(1), "the address of another plan", seeds.clone()),
        (plan, Pubkey::new_unique(), "an address of no one as plan", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ]);
    let instruction = shop.store.create_plan(shop.payer(), ruler.pubkey(), 0, terms());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    for (account, error) in
        [(store, ErrorCode::ConstraintMut.code()), (plan, InstructionError::PrivilegeEscalation)]
    {
        let mut instruction = instruction.clone();
        instruction
            .accounts
            .iter_mut()
            .filter(|meta| meta.pubkey == account)
            .for_each(|meta| meta.is_writable = false);
        shop.attempt(instruction, &[&ruler]).await.refused(error);
    }
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
