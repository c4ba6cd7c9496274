//! What an attacker passes instead of the right accounts.

use anchor_lang::ErrorCode;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::{membership, subscriptions::SubscriptionError};
use tenure_tests::{Impostor, IntoCode, OutcomeExt, TokenKind, ADVANCED, BASIC};
use SubscriptionError::*;

use crate::{neighbour::Neighbour, stage::Stage};

/// An account that the system program owns, with lamports.
pub fn wallet(stage: &mut Stage) -> Pubkey {
    let address = Pubkey::new_unique();
    stage.set_account(&address, Account { lamports: 1_000_000_000, ..Account::default() });
    address
}

/// In place of the store: another one, which is refused as `not_there`, other types, copies, and nothing.
pub async fn of_the_store(stage: &mut Stage, there: &Neighbour, not_there: impl IntoCode) -> Vec<Impostor> {
    let store = stage.store.store;
    let (forged, alien) = (stage.copy(&store, proxy::ID).await, stage.copy(&store, membership::ID).await);
    let (wallet, usdc) = (wallet(stage), stage.usdc.clone());
    let bob = stage.subscriber(ADVANCED, &usdc).await;
    let bobs = stage.store.subscription(&bob.address());
    let owner = ErrorCode::ConstraintOwner.code();
    vec![
        (store, there.keys.store, "another store", not_there.code()),
        (store, there.keys.plan(BASIC), "a plan as store", InstructionError::AccountDataTooSmall),
        (store, bobs, "a subscription as store", InstructionError::InvalidAccountData),
        (store, forged, "the store's bytes", owner.clone()),
        (store, alien, "the store's bytes under the membership program", owner.clone()),
        (store, there.keys.badges.collection, "a collection as store", owner.clone()),
        (store, wallet, "a wallet as store", owner),
        (store, Pubkey::new_unique(), "nothing as store", InstructionError::UninitializedAccount),
    ]
}

/// In place of the plan: those of another store, other types, copies, and nothing.
pub async fn of_the_plan(stage: &mut Stage, there: &Neighbour, plan: u32) -> Vec<Impostor> {
    let (plan, elsewhere) = (stage.store.plan(plan), there.keys.plan(plan));
    let forged = stage.copy(&plan, proxy::ID).await;
    let (wallet, usdc) = (wallet(stage), stage.usdc.clone());
    let bob = stage.subscriber(ADVANCED, &usdc).await;
    let bobs = stage.store.subscription(&bob.address());
    let owner = ErrorCode::ConstraintOwner.code();
    let other_type = InstructionError::InvalidAccountData;
    vec![
        (plan, elsewhere, "another store's plan", WrongPlan.code()),
        (plan, there.keys.store, "a store as plan", other_type.clone()),
        (plan, bobs, "a subscription as plan", other_type),
        (plan, forged, "the plan's bytes", owner.clone()),
        (plan, wallet, "a wallet as plan", owner),
        (plan, Pubkey::new_unique(), "nothing as plan", InstructionError::UninitializedAccount),
    ]
}

/// In place of Alice's subscription: another user's, refused as `not_hers`, other types, copies, and nothing.
pub async fn of_the_subscription(stage: &mut Stage, not_hers: impl IntoCode) -> Vec<Impostor> {
    let (subscription, usdc) = (stage.subscribed(), stage.usdc.clone());
    let bob = stage.subscriber(ADVANCED, &usdc).await;
    let others = stage.store.subscription(&bob.address());
    let forged = stage.copy(&subscription, proxy::ID).await;
    let wallet = wallet(stage);
    let owner = ErrorCode::ConstraintOwner.code();
    let small = InstructionError::AccountDataTooSmall;
    vec![
        (subscription, others, "another user's subscription", not_hers.code()),
        (subscription, stage.own.keys.pay_token, "a pay token as subscription", small.clone()),
        (subscription, forged, "the subscription's bytes", owner),
        (subscription, wallet, "a wallet as subscription", small.clone()),
        (subscription, Pubkey::new_unique(), "nothing as subscription", small),
    ]
}

/// In place of Alice's subscription where the store is passed too: hers in another store.
pub fn of_her_other_subscription(stage: &Stage, there: &Neighbour) -> Impostor {
    let elsewhere = there.keys.subscription(&stage.alice.address());
    (stage.subscribed(), elsewhere, "her subscription in another store", WrongSubscription.code())
}

/// In place of the accounts of a payment in USDC by Alice.
pub async fn of_the_payment(stage: &mut Stage, there: &Neighbour) -> Vec<Impostor> {
    let (usdc, own, alice) = (stage.usdc.clone(), stage.own.clone(), stage.alice.address());
    let keys = usdc.keys;
    let source = keys.source(&alice);
    let bob = stage.customer().await;
    let payout_owner = stage.payout_owner;
    let twin = stage.tokens_of(&usdc.mint, &payout_owner, 0).await;
    let disabled = stage.money(TokenKind::SplToken, 6).await;
    let forged_token = stage.copy(&keys.pay_token, proxy::ID).await;
    let forged_source = stage.copy(&source, proxy::ID).await;
    let forged_payout = stage.copy(&keys.payout, proxy::ID).await;
    let copied_payout = stage.copy(&keys.payout, keys.token_program).await;
    let copied_mint = stage.copy(&keys.mint, keys.token_program).await;
    let owner = ErrorCode::ConstraintOwner.code();
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let bobs = keys.source(&bob.address());
    let others_source = own.keys.source(&alice);
    vec![
        (keys.pay_token, there.usdc.pay_token, "another store's pay token", WrongPayToken.code()),
        (keys.pay_token, own.keys.pay_token, "another pay token", WrongMint.code()),
        (keys.pay_token, disabled.keys.pay_token, "no pay token", InstructionError::UninitializedAccount),
        (keys.pay_token, stage.store.plan(BASIC), "a plan", InstructionError::AccountDataTooSmall),
        (keys.pay_token, forged_token, "the pay token's bytes", owner),
        (source, bobs, "another user's tokens", WrongSource.code()),
        (source, others_source, "her tokens of another mint", WrongMint.code()),
        (source, twin, "the payout owner's tokens", WrongSource.code()),
        (source, keys.payout, "the payout as source", twice),
        (source, forged_source, "her tokens' bytes", WrongTokenProgram.code()),
        (source, own.keys.mint, "a mint as source", WrongMint.code()),
        (source, Pubkey::new_unique(), "nothing as source", WrongTokenProgram.code()),
        (keys.payout, twin, "another account of the payout owner", WrongPayout.code()),
        (keys.payout, bobs, "another user's tokens as payout", WrongPayout.code()),
        (keys.payout, own.keys.payout, "another token's payout", WrongPayout.code()),
        (keys.payout, forged_payout, "the payout's bytes", WrongPayout.code()),
        (keys.payout, copied_payout, "the payout at another address", WrongPayout.code()),
        (keys.mint, own.mint.address, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (keys.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
    ]
}

/// In place of the accounts by which Alice's badge is changed.
pub async fn of_the_badge(stage: &mut Stage, there: &Neighbour) -> Vec<Impostor> {
    let (badges, alice, usdc) = (stage.store.badges, stage.alice.address(), stage.usdc.clone());
    let bob = stage.subscriber(ADVANCED, &usdc).await;
    let badge = badges.badge(&alice);
    let others = badges.badge(&bob.address());
    let elsewhere = there.keys.badges.badge(&alice);
    let forged_badge = stage.copy(&badge, proxy::ID).await;
    let forged_collection = stage.copy(&badges.collection, proxy::ID).await;
    let owner = ErrorCode::ConstraintOwner.code();
    vec![
        (badges.collection, there.keys.badges.collection, "another collection", WrongCollection.code()),
        (badges.collection, forged_collection, "the collection's bytes", owner.clone()),
        (badges.collection, others, "a badge as collection", InstructionError::AccountDataTooSmall),
        (badges.collection, there.keys.store, "a store as collection", owner),
        (badge, others, "another user's badge", WrongBadge.code()),
        (badge, elsewhere, "her badge of another collection", WrongBadge.code()),
        (badge, forged_badge, "the badge's bytes", WrongBadge.code()),
        (badge, Pubkey::new_unique(), "no badge", WrongBadge.code()),
        (membership::ID, proxy::ID, "a program as membership program", WrongMembershipProgram.code()),
    ]
}

/// In place of the store's authority nobody else can sign: not who has another role, nor who is proposed,
/// nor the user.
pub async fn refuses_other_authorities(
    stage: &mut Stage,
    instruction: impl Fn(&Stage, Pubkey) -> Instruction,
    also_signs: &[&Keypair],
) {
    let heir = Keypair::new();
    let ruler = stage.ruler.insecure_clone();
    let propose = stage.store.propose_authority(ruler.pubkey(), heir.pubkey());
    stage.send(&[propose], &[&ruler]).await.expect("an heir is proposed");
    let others = [
        stage.guard.insecure_clone(),
        stage.operator.insecure_clone(),
        stage.creator.insecure_clone(),
        heir,
        stage.alice.keypair.insecure_clone(),
    ];
    for other in others {
        let instruction = instruction(stage, other.pubkey());
        let mut signers = also_signs.to_vec();
        if !also_signs.iter().any(|signer| signer.pubkey() == other.pubkey()) {
            signers.push(&other);
        }
        let outcome = stage.attempt(instruction, &signers).await;
        outcome.refused(NotAuthority);
    }
}
