//! A credit whose user is a program address, which signs by CPI; and programs that settle.

use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::{verification, SubscriptionError, Voucher};
use tenure_tests::{Money, Outcome, OutcomeExt, Shop, Substitute, START};

use crate::stage::{deposited, DEPOSIT, NOTICE};

/// `instruction` as the proxy program calls it: only the proxy's address has not signed yet.
fn called(instruction: Instruction) -> Instruction {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.clone().unsigned(proxy::owner()).accounts);
    Instruction { program_id: proxy::ID, accounts, data: instruction.data }
}

async fn by_proxy(shop: &mut Shop, instruction: Instruction) -> Outcome {
    shop.attempt(called(instruction), &[]).await
}

#[tokio::test]
async fn a_program_address_opens_pays_and_leaves() {
    let mut shop = Shop::new().await;
    let usdc: Money = shop.usdc.clone();
    let (user, payer, session) = (proxy::owner(), shop.payer(), Keypair::new());
    let purse = shop.tokens_of(&usdc.mint, &user, DEPOSIT).await;
    let store = shop.store;
    let open = store.open_credit(payer, &user, &usdc.keys, session.pubkey());
    by_proxy(&mut shop, open).await.unwrap();
    let deposit = store.deposit_credit(user, &user, &usdc.keys, purse, DEPOSIT);
    by_proxy(&mut shop, deposit).await.unwrap();

    let credit = store.credit(&user, &usdc.mint.address);
    let valid_until = START + 3_600;
    let voucher = Voucher { credit, incarnation: START, cumulative: 17_000, valid_until };
    let signature = session.sign_message(&voucher.message()).into();
    let check = verification(&voucher, &session.pubkey(), &signature);
    let settle = store.settle_voucher(&user, &usdc.keys, 17_000, valid_until);
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 17_000);

    let request = store.request_close_credit(&user, &usdc.mint.address);
    let unsigned = request.clone().unsigned(user);
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    by_proxy(&mut shop, request).await.unwrap();
    shop.set_time(START + NOTICE).await;
    let credit = shop.read(&credit).await.unwrap();
    by_proxy(&mut shop, store.withdraw_credit(&credit, purse)).await.unwrap();
    assert_eq!(shop.balance(&purse).await, DEPOSIT - 17_000);
}

#[tokio::test]
async fn a_program_settles_behind_a_check_in_the_transaction() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, 17_000).await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let call = called(settle.clone());
    shop.attempt(call.clone(), &[]).await.refused(SubscriptionError::NoVoucher);
    // What stands right before the call of the program is what counts.
    shop.attempt_all(&[check.clone(), call.clone()], &[]).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
    shop.attempt_all(&[check.clone(), call.clone()], &[]).await.refused(SubscriptionError::NothingNew);
    let next = shop.voucher(&tab, 34_000).await;
    let [next_check, next_settle] = shop.settlement(&tab, &next);
    let behind_the_call = [next_check.clone(), called(next_settle.clone()), next_settle];
    shop.attempt_all(&behind_the_call, &[]).await.refused(SubscriptionError::NoVoucher);
}
