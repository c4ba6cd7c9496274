//! What the cases share.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use tenure_client::subscriptions::{consent_to, Consent, MandateTerms};
use tenure_tests::{Customer, Money, Outcome, Shop};

pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 86_400;

/// The token programs' codes.
pub const TOO_FEW: u32 = 1;
pub const FROZEN: u32 = 17;

/// The system program's: there is an account already.
pub const ADDRESS_TAKEN: u32 = 0;

/// A customer on `plan`, with a mandate for twelve charges of `per_charge` tokens.
pub async fn promised(shop: &mut Shop, plan: u32, money: &Money, per_charge: u64) -> Customer {
    let customer = shop.subscriber(plan, money).await;
    promise(shop, &customer, money, per_charge).await;
    customer
}

/// Grants a mandate for twelve charges of `per_charge` tokens.
pub async fn promise(shop: &mut Shop, customer: &Customer, money: &Money, per_charge: u64) {
    let terms = shop.mandate_terms(per_charge, 12).await;
    shop.grant_mandate(customer, money, terms).await.expect("the mandate is granted");
}

/// Someone new with so many tokens and nothing else.
pub async fn buyer(shop: &mut Shop, money: &Money, balance: u64) -> Customer {
    let customer = Customer { keypair: Keypair::new() };
    shop.fund(&customer, money, balance).await;
    customer
}

/// For the subscription as it is: at most `max_in` tokens, for an hour.
pub async fn consent_of(shop: &mut Shop, customer: &Customer, max_in: u64) -> Consent {
    let seen = shop.find_subscription(&customer.address()).await;
    consent_to(seen.as_ref(), max_in, shop.now().await + HOUR)
}

/// The customer pays the next period of `plan` by this consent.
pub fn pay_by(shop: &Shop, customer: &Customer, plan: u32, money: &Money, consent: Consent) -> Instruction {
    let user = customer.address();
    shop.store.pay_now(&user, plan, &money.keys, money.keys.source(&user), consent)
}

/// The customer switches to `plan` by this consent.
pub fn switch_by(
    shop: &Shop,
    customer: &Customer,
    plan: u32,
    money: &Money,
    consent: Consent,
) -> Instruction {
    let user = customer.address();
    shop.store.switch_plan(&user, plan, &money.keys, money.keys.source(&user), consent)
}

/// The customer subscribes to `plan` by this consent.
pub fn subscribe_by(
    shop: &Shop,
    customer: &Customer,
    plan: u32,
    money: &Money,
    consent: Consent,
) -> Instruction {
    let user = customer.address();
    shop.store.subscribe(shop.payer(), &user, plan, &money.keys, money.keys.source(&user), consent)
}

/// A mandate for one charge after another, with these caps.
pub async fn promise_of(
    shop: &mut Shop,
    customer: &Customer,
    money: &Money,
    (per_charge, per_period, total): (u64, u64, u64),
) -> Outcome {
    let expires_at = shop.now().await + 3_650 * DAY;
    let terms = MandateTerms { per_charge, per_period, total, expires_at };
    shop.grant_mandate(customer, money, terms).await
}

/// Renews, which is noted as failed for `reason`: of all accounts one byte of the subscription changes.
pub async fn fails_to_renew(shop: &mut Shop, customer: &Customer, money: &Money, reason: u8) {
    let user = customer.address();
    let subscription = shop.store.subscription(&user);
    let watched =
        [money.keys.source(&user), money.keys.payout, shop.store.mandate(&user, &money.mint.address)];
    let before = images(shop, &watched).await;
    let noted_before = shop.account(&subscription).await.expect("a subscription").data;
    shop.renew(customer, money).await.expect("the failure is noted");
    assert_eq!(images(shop, &watched).await, before);
    let noted_after = shop.account(&subscription).await.expect("a subscription").data;
    let changed = noted_before.iter().zip(&noted_after).filter(|(before, after)| before != after);
    assert_eq!(changed.count(), 1, "but for the reason nothing changed");
    assert_eq!(shop.subscription(customer).await.failure, reason);
}

pub async fn images(shop: &mut Shop, addresses: &[Pubkey]) -> Vec<Option<solana_account::Account>> {
    let mut images = vec![];
    for address in addresses {
        images.push(shop.account(address).await);
    }
    images
}

/// What is left of an account's lamports; 0 if there is none.
pub async fn lamports(shop: &mut Shop, address: &Pubkey) -> u64 {
    shop.account(address).await.map_or(0, |account| account.lamports)
}
