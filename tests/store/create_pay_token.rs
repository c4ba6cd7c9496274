use anchor_lang::ErrorCode;
use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::subscriptions::{PayToken, SubscriptionError, TokenTerms, ID};
use tenure_tests::{IntoCode, Money, OutcomeExt, Shop, Substitute, TokenKind};

use crate::{impostors, neighbour::Neighbour, open, rule};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

/// What the shop's tokens must not be on, and why.
pub fn bad_terms() -> [(&'static str, TokenTerms); 15] {
    let (stable, oracle) = (Shop::STABLE, Shop::oracle_terms());
    [
        ("a third kind", TokenTerms { kind: 2, ..stable }),
        ("a third kind with an oracle", TokenTerms { kind: 2, ..oracle }),
        ("the last kind", TokenTerms { kind: 255, ..oracle }),
        ("a stable token with a confidence", TokenTerms { max_confidence_bps: 1, ..stable }),
        ("a stable token with a deviation", TokenTerms { max_deviation_bps: 1, ..stable }),
        ("a stable token with an age", TokenTerms { max_age: 1, ..stable }),
        ("a stable token with a feed", TokenTerms { feed: oracle.feed, ..stable }),
        ("no confidence", TokenTerms { max_confidence_bps: 0, ..oracle }),
        ("a confidence above a tenth", TokenTerms { max_confidence_bps: 1_001, ..oracle }),
        ("no deviation", TokenTerms { max_deviation_bps: 0, ..oracle }),
        ("a deviation above the whole", TokenTerms { max_deviation_bps: 10_001, ..oracle }),
        ("no age", TokenTerms { max_age: 0, ..oracle }),
        ("an age above an hour", TokenTerms { max_age: 3_601, ..oracle }),
        ("the longest age", TokenTerms { max_age: u32::MAX, ..oracle }),
        ("no feed", TokenTerms { feed: [0; 32], ..oracle }),
    ]
}

/// What they may just be on.
pub fn terms_at_their_bounds() -> [TokenTerms; 5] {
    let (stable, oracle) = (Shop::STABLE, Shop::oracle_terms());
    let mut feed = [0; 32];
    feed[31] = 1;
    [
        TokenTerms { own: true, enabled: false, keeper_fee_cap: 0, ..stable },
        TokenTerms { keeper_fee_cap: u64::MAX, ..stable },
        TokenTerms { max_confidence_bps: 1, max_deviation_bps: 1, max_age: 1, ..oracle },
        TokenTerms { max_confidence_bps: 1_000, max_deviation_bps: 10_000, max_age: 3_600, ..oracle },
        TokenTerms { own: false, feed, ..oracle },
    ]
}

/// The account of `money`, on `terms`.
pub fn expected(shop: &Shop, money: &Money, terms: TokenTerms) -> PayToken {
    let store = shop.store.store;
    let seeds: [&[u8]; 3] = [b"pay", store.as_ref(), money.mint.address.as_ref()];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    assert_eq!(address, money.keys.pay_token);
    PayToken {
        version: 1,
        bump,
        kind: terms.kind,
        enabled: terms.enabled.into(),
        own: terms.own.into(),
        decimals: money.mint.decimals,
        max_confidence_bps: terms.max_confidence_bps,
        max_deviation_bps: terms.max_deviation_bps,
        reserved_flags: [0; 2],
        max_age: terms.max_age,
        keeper_fee_cap: terms.keeper_fee_cap,
        store,
        mint: money.mint.address,
        token_program: money.mint.kind.program(),
        payout: money.keys.payout,
        feed: terms.feed,
        reserved: [0; 32],
    }
}

pub async fn pay_token(shop: &mut Shop, money: &Money) -> PayToken {
    let token: PayToken = shop.read(&money.keys.pay_token).await.expect("a pay token");
    assert!(token.invariant(), "the pay token's invariant");
    token
}

#[tokio::test]
async fn writes_the_pay_token() {
    let (mut shop, ruler) = open::empty().await;
    let store_before = shop.store().await;
    let dai = shop.money(TokenKind::Token2022(vec![]), 11).await;
    for (money, terms) in [
        (shop.usdc.clone(), Shop::STABLE),
        (shop.own.clone(), Shop::oracle_terms()),
        (dai, TokenTerms { keeper_fee_cap: 0, enabled: false, ..Shop::STABLE }),
    ] {
        rule::admit(&mut shop, &ruler, &money, terms).await.unwrap();
        let (written, expected) = (pay_token(&mut shop, &money).await, expected(&shop, &money, terms));
        assert_eq!(bytemuck::bytes_of(&written), bytemuck::bytes_of(&expected));
        let account = shop.account(&money.keys.pay_token).await.unwrap();
        // The discriminator and the account.
        assert_eq!((account.owner, account.data.len()), (ID, 8 + 216));
    }
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&store_before));
}

#[tokio::test]
async fn terms_at_their_bounds_are_fine() {
    let (mut shop, ruler) = open::empty().await;
    for terms in terms_at_their_bounds() {
        let money = shop.money(TokenKind::SplToken, 6).await;
        rule::admit(&mut shop, &ruler, &money, terms).await.unwrap();
        let (written, expected) = (pay_token(&mut shop, &money).await, expected(&shop, &money, terms));
        assert_eq!(bytemuck::bytes_of(&written), bytemuck::bytes_of(&expected));
    }
}

#[tokio::test]
async fn terms_beside_their_bounds_are_refused() {
    let (mut shop, ruler) = open::empty().await;
    let usdc = shop.usdc.clone();
    for (what, terms) in bad_terms() {
        println!("{what}");
        rule::admit(&mut shop, &ruler, &usdc, terms).await.refused(SubscriptionError::BadTokenTerms);
    }
}

#[tokio::test]
async fn happens_once_for_a_mint() {
    let (mut shop, ruler) = open::empty().await;
    let usdc = shop.usdc.clone();
    rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.unwrap();
    rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.refused(ALREADY_IN_USE);
    // Nor to another payout account.
    let owner = shop.payout_owner;
    let payout = shop.tokens_of(&usdc.mint, &owner, 0).await;
    let mut elsewhere = usdc.clone();
    elsewhere.keys.payout = payout;
    rule::admit(&mut shop, &ruler, &elsewhere, Shop::STABLE).await.refused(ALREADY_IN_USE);
    assert_eq!(pay_token(&mut shop, &usdc).await.payout, usdc.keys.payout);
}

/// Where a splitter takes income in; of another account nobody could take it out.
#[tokio::test]
async fn only_the_payout_owners_associated_account_takes_the_payments() {
    let (mut shop, ruler) = open::empty().await;
    let (usdc, own, owner) = (shop.usdc.clone(), shop.own.clone(), shop.payout_owner);
    let owners = shop.tokens_of(&usdc.mint, &owner, 5).await;
    let rulers = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 0).await;
    let alice = shop.customer().await;
    let associated = usdc.keys.source(&alice.address());
    let creator = shop.creator.pubkey();
    let creators = shop.tokens_of(&usdc.mint, &creator, 0).await;
    let copied = shop.copy(&usdc.keys.payout, proxy::ID).await;
    let moved = shop.copy(&usdc.keys.payout, spl_token::ID).await;
    let modern = shop.money(TokenKind::Token2022(vec![]), 6).await;
    let instruction = shop.store.create_pay_token(shop.payer(), ruler.pubkey(), &usdc.keys, Shop::STABLE);
    let payout = usdc.keys.payout;
    let wallet = impostors::wallet(&mut shop);
    let impostors = [
        (owners, "other tokens of the payout owner"),
        (rulers, "the authority's tokens"),
        (creators, "the creator's tokens"),
        (associated, "somebody's associated account"),
        (own.keys.payout, "tokens of another mint"),
        (own.mint.address, "a mint"),
        (modern.keys.payout, "tokens of the other program"),
        (copied, "tokens' bytes"),
        (moved, "the payout account at another address"),
        (owner, "the payout owner"),
        (wallet, "a wallet"),
        (Pubkey::new_unique(), "an address of no one"),
    ]
    .map(|(other, what)| (payout, other, what, SubscriptionError::WrongPayout.code()));
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
    assert_eq!(pay_token(&mut shop, &usdc).await.payout, payout);
}

#[tokio::test]
async fn the_payout_account_is_there_and_still_its_owners() {
    let (mut shop, ruler) = open::empty().await;
    let usdc = shop.usdc.clone();
    let payout = usdc.keys.payout;
    let sound = shop.account(&payout).await.unwrap();
    let mut given_away = sound.clone();
    // The owner of a token account stands behind its mint.
    given_away.data[32..64].copy_from_slice(Pubkey::new_unique().as_ref());
    let mut of_another_mint = sound.clone();
    of_another_mint.data[..32].copy_from_slice(shop.own.mint.address.as_ref());
    let elsewhere = Account { owner: TOKEN_2022, ..sound.clone() };
    for (what, account, error) in [
        ("given away", given_away, SubscriptionError::WrongPayout),
        ("of another mint", of_another_mint, SubscriptionError::WrongMint),
        ("of the other program", elsewhere, SubscriptionError::WrongTokenProgram),
        ("not opened", Account::default(), SubscriptionError::WrongTokenProgram),
    ] {
        println!("{what}");
        shop.set_account(&payout, account);
        rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.refused(error);
    }
    shop.set_account(&payout, sound);
    rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.unwrap();
}

#[tokio::test]
async fn another_store_takes_the_same_mint_in_its_own_way() {
    let (mut shop, ruler) = open::empty().await;
    let neighbour = Neighbour::of(&mut shop).await;
    let usdc = shop.usdc.clone();
    let terms = TokenTerms { own: true, ..Shop::STABLE };
    rule::admit(&mut shop, &ruler, &usdc, terms).await.unwrap();
    let theirs: PayToken = shop.read(&neighbour.usdc.pay_token).await.unwrap();
    assert_eq!((theirs.store, theirs.own), (neighbour.store.store, 0));
    assert_eq!(pay_token(&mut shop, &usdc).await.own, 1);
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    let (mut shop, ruler) = open::empty().await;
    let usdc = shop.usdc.clone();
    let gift = transfer(&shop.payer(), &usdc.keys.pay_token, 1_000_000);
    shop.send(&[gift], &[]).await.unwrap();
    rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.unwrap();
    assert_eq!(pay_token(&mut shop, &usdc).await.version, PayToken::VERSION);
}

#[tokio::test]
async fn only_the_authority_admits_tokens() {
    let (mut shop, _, heir) = open::with_heir().await;
    let usdc = shop.usdc.clone();
    let owner = usdc.mint.authority.insecure_clone();
    rule::admit(&mut shop, &owner, &usdc, Shop::STABLE).await.refused(SubscriptionError::NotAuthority);
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::admit(&mut shop, &signer, &usdc, Shop::STABLE).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn never_in_another_store() {
    let (mut shop, ruler) = open::empty().await;
    let neighbour = Neighbour::of(&mut shop).await;
    let own = shop.own.keys;
    let theirs = neighbour.store.token(own.mint, own.token_program, own.payout);
    let instruction = neighbour.store.create_pay_token(shop.payer(), ruler.pubkey(), &theirs, Shop::STABLE);
    shop.attempt(instruction, &[&ruler]).await.refused(SubscriptionError::NotAuthority);
}

#[tokio::test]
async fn wants_both_signatures() {
    let (mut shop, ruler) = open::empty().await;
    let (usdc, by, payer) = (shop.usdc.keys, ruler.pubkey(), Keypair::new().pubkey());
    let missing = InstructionError::MissingRequiredSignature;
    let instruction = shop.store.create_pay_token(shop.payer(), by, &usdc, Shop::STABLE).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(missing.clone());
    let instruction = shop.store.create_pay_token(payer, by, &usdc, Shop::STABLE).unsigned(payer);
    shop.attempt(instruction, &[&ruler]).await.refused(missing);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut shop, ruler) = open::empty().await;
    let mut impostors = impostors::of_the_read_store(&mut shop, ErrorCode::ConstraintSeeds).await;
    let sister = Neighbour::sister(&mut shop).await;
    let (store, keys, own) = (shop.store.store, shop.usdc.keys, shop.own.keys);
    let copied = shop.copy(&keys.mint, spl_token::ID).await;
    let (seeds, alien) = (ErrorCode::ConstraintSeeds.code(), InstructionError::IncorrectProgramId);
    impostors.extend([
        (store, sister.store.store, "another store of the same authority", seeds.clone()),
        (keys.mint, own.mint, "another mint", seeds.clone()),
        (keys.mint, copied, "the mint at another address", seeds.clone()),
        (keys.pay_token, sister.usdc.pay_token, "another store's pay token", seeds.clone()),
        (keys.pay_token, own.pay_token, "the address of another mint's pay token", seeds.clone()),
        (keys.pay_token, Pubkey::new_unique(), "an address of no one as pay token", seeds),
        (keys.token_program, TOKEN_2022, "Token-2022", SubscriptionError::WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program", alien.clone()),
        (Pubkey::default(), proxy::ID, "a system program", alien),
    ]);
    let instruction = shop.store.create_pay_token(shop.payer(), ruler.pubkey(), &keys, Shop::STABLE);
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    let mut read_only = instruction.clone();
    let created = read_only.accounts.iter_mut().filter(|meta| meta.pubkey == keys.pay_token);
    created.for_each(|meta| meta.is_writable = false);
    shop.attempt(read_only, &[&ruler]).await.refused(InstructionError::PrivilegeEscalation);
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
