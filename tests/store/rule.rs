//! What the store's authority and pauser do, one call each, by whoever tries.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{PlanTerms, StoreTerms, TokenTerms};
use tenure_tests::{Money, Outcome, Shop};

pub async fn update(shop: &mut Shop, authority: &Keypair, terms: StoreTerms) -> Outcome {
    let instruction = shop.store.update_store(authority.pubkey(), terms);
    shop.attempt(instruction, &[authority]).await
}

pub async fn set_pauser(shop: &mut Shop, authority: &Keypair, pauser: Pubkey) -> Outcome {
    let instruction = shop.store.set_pauser(authority.pubkey(), pauser);
    shop.attempt(instruction, &[authority]).await
}

pub async fn set_operator(shop: &mut Shop, authority: &Keypair, operator: Pubkey) -> Outcome {
    let instruction = shop.store.set_operator(authority.pubkey(), operator);
    shop.attempt(instruction, &[authority]).await
}

pub async fn pause(shop: &mut Shop, pauser: &Keypair) -> Outcome {
    let instruction = shop.store.pause(pauser.pubkey());
    shop.attempt(instruction, &[pauser]).await
}

pub async fn resume(shop: &mut Shop, authority: &Keypair) -> Outcome {
    let instruction = shop.store.resume(authority.pubkey());
    shop.attempt(instruction, &[authority]).await
}

pub async fn propose(shop: &mut Shop, authority: &Keypair, proposed: Pubkey) -> Outcome {
    let instruction = shop.store.propose_authority(authority.pubkey(), proposed);
    shop.attempt(instruction, &[authority]).await
}

pub async fn accept(shop: &mut Shop, proposed: &Keypair) -> Outcome {
    let instruction = shop.store.accept_authority(proposed.pubkey());
    shop.attempt(instruction, &[proposed]).await
}

pub async fn cancel(shop: &mut Shop, authority: &Keypair) -> Outcome {
    let instruction = shop.store.cancel_authority(authority.pubkey());
    shop.attempt(instruction, &[authority]).await
}

pub async fn take(shop: &mut Shop, authority: &Keypair) -> Outcome {
    let instruction = shop.store.take_collection(authority.pubkey());
    shop.attempt(instruction, &[authority]).await
}

pub async fn offer(shop: &mut Shop, authority: &Keypair, proposed: Pubkey) -> Outcome {
    let instruction = shop.store.offer_collection(authority.pubkey(), proposed);
    shop.attempt(instruction, &[authority]).await
}

pub async fn create_plan(shop: &mut Shop, authority: &Keypair, id: u32, terms: PlanTerms) -> Outcome {
    let instruction = shop.store.create_plan(shop.payer(), authority.pubkey(), id, terms);
    shop.attempt(instruction, &[authority]).await
}

pub async fn sunset(shop: &mut Shop, authority: &Keypair, id: u32) -> Outcome {
    let instruction = shop.store.sunset_plan(authority.pubkey(), id);
    shop.attempt(instruction, &[authority]).await
}

pub async fn admit(shop: &mut Shop, authority: &Keypair, money: &Money, terms: TokenTerms) -> Outcome {
    let instruction = shop.store.create_pay_token(shop.payer(), authority.pubkey(), &money.keys, terms);
    shop.attempt(instruction, &[authority]).await
}

pub async fn update_token(shop: &mut Shop, authority: &Keypair, money: &Money, terms: TokenTerms) -> Outcome {
    let instruction = shop.store.update_pay_token(authority.pubkey(), &money.keys, terms);
    shop.attempt(instruction, &[authority]).await
}
