//! Case 24: vouchers that are old, of another credit, forged, or above what there is.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use tenure_client::subscriptions::{SubscriptionError, Voucher};
use tenure_tests::{Customer, Ed25519Instruction, Outcome, OutcomeExt, Shop, Signed, Tab, INVALID_SIGNATURE};

use crate::stage::{DAY, HOUR};

const DEPOSIT: u64 = 1_000_000;

async fn stage() -> (Shop, Tab) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, DEPOSIT).await;
    (shop, tab)
}

/// Settles `voucher` behind other instructions than the check of its signature.
async fn settle_behind(shop: &mut Shop, tab: &Tab, voucher: &Voucher, before: &[Instruction]) -> Outcome {
    let [_, settle] = shop.settlement(tab, voucher);
    let mut instructions = before.to_vec();
    instructions.push(settle);
    shop.attempt_all(&instructions, &[]).await
}

fn signed(tab: &Tab, voucher: &Voucher) -> Signed {
    Signed::by(&tab.session, &voucher.message())
}

#[tokio::test]
async fn case_24_a_voucher_is_settled_once() {
    let (mut shop, tab) = stage().await;
    let usdc = shop.usdc.clone();
    let voucher = shop.voucher(&tab, 400_000).await;
    shop.settle_voucher(&tab, &voucher).await.unwrap();
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::NothingNew);
    // Twice in one transaction.
    let next = shop.voucher(&tab, 500_000).await;
    let [check, settle] = shop.settlement(&tab, &next);
    let twice = [check.clone(), settle.clone(), check, settle];
    shop.attempt_all(&twice, &[]).await.refused(SubscriptionError::NothingNew);
    assert_eq!((shop.till(&usdc).await, shop.balance(&tab.vault).await), (400_000, 600_000));
}

#[tokio::test]
async fn case_24_of_two_vouchers_the_higher_counts_in_either_order() {
    for [first, second] in [[300_000, 700_000], [700_000, 300_000]] {
        let (mut shop, tab) = stage().await;
        let usdc = shop.usdc.clone();
        shop.settle(&tab, first).await.unwrap();
        let outcome = shop.settle(&tab, second).await;
        if second > first {
            outcome.unwrap();
        } else {
            outcome.refused(SubscriptionError::NothingNew);
        }
        shop.settle(&tab, 699_999).await.refused(SubscriptionError::NothingNew);
        shop.settle(&tab, 0).await.refused(SubscriptionError::NothingNew);
        assert_eq!((shop.till(&usdc).await, shop.balance(&tab.vault).await), (700_000, 300_000));
    }
}

#[tokio::test]
async fn case_24_a_voucher_is_for_one_credit() {
    let (mut shop, alice) = stage().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    // One key signs for everybody, and for both tokens.
    let mut bob = shop.unopened_tab(&usdc).await;
    bob.session = alice.session.insecure_clone();
    shop.open_credit(&bob).await.unwrap();
    shop.deposit_credit(&bob, DEPOSIT).await.unwrap();
    let customer = Customer { keypair: alice.customer.keypair.insecure_clone() };
    let mut of_own = Tab::of(&shop.store, customer, own);
    of_own.session = alice.session.insecure_clone();
    shop.open_credit(&of_own).await.unwrap();
    shop.deposit_credit(&of_own, DEPOSIT).await.unwrap();

    let voucher = shop.voucher(&alice, 400_000).await;
    for other in [&bob, &of_own] {
        let check = alice.verification(&voucher);
        let outcome = settle_behind(&mut shop, other, &voucher, &[check]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
        assert_eq!(shop.balance(&other.vault).await, DEPOSIT);
    }
    shop.settle_voucher(&alice, &voucher).await.unwrap();
}

#[tokio::test]
async fn case_24_a_voucher_of_a_closed_credit_is_worth_nothing_in_the_next() {
    let (mut shop, tab) = stage().await;
    let usdc = shop.usdc.clone();
    let mut voucher = shop.voucher(&tab, 400_000).await;
    voucher.valid_until = u64::MAX;
    shop.request_close_credit(&tab).await.unwrap();
    let then = shop.now().await + DAY;
    shop.set_time(then).await;
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::CreditClosing);
    // Withdrawn, opened and filled again in one second, with the same key.
    shop.withdraw_credit(&tab).await.unwrap();
    assert!(shop.find_credit(&tab).await.is_none());
    shop.open_credit(&tab).await.unwrap();
    shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::WrongVoucher);
    // Nor under the new number.
    let renamed = Voucher { incarnation: shop.credit(&tab).await.incarnation, ..voucher };
    let check = tab.verification(&voucher);
    let outcome = settle_behind(&mut shop, &tab, &renamed, &[check]).await;
    outcome.refused(SubscriptionError::WrongVoucher);
    assert_eq!(shop.till(&usdc).await, 0);
}

#[tokio::test]
async fn case_24_a_voucher_ends_with_its_last_second() {
    let (mut shop, tab) = stage().await;
    let (first, second) = (shop.voucher(&tab, 100).await, shop.voucher(&tab, 200).await);
    let begins = shop.now().await;
    shop.set_time(begins + HOUR - 1).await;
    shop.settle_voucher(&tab, &first).await.unwrap();
    for late in [0, 1, DAY] {
        shop.set_time(begins + HOUR + late).await;
        shop.settle_voucher(&tab, &second).await.refused(SubscriptionError::VoucherExpired);
        // Its end is part of what was signed.
        let longer = Voucher { valid_until: u64::MAX, ..second };
        let check = tab.verification(&second);
        let outcome = settle_behind(&mut shop, &tab, &longer, &[check]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
}

#[tokio::test]
async fn case_24_no_voucher_takes_more_than_the_deposit() {
    let (mut shop, tab) = stage().await;
    let usdc = shop.usdc.clone();
    for cumulative in [DEPOSIT + 1, u64::MAX] {
        shop.settle(&tab, cumulative).await.refused(SubscriptionError::AboveDeposit);
    }
    shop.settle(&tab, DEPOSIT).await.unwrap();
    shop.settle(&tab, DEPOSIT + 1).await.refused(SubscriptionError::AboveDeposit);
    // What is deposited later counts on.
    shop.deposit_credit(&tab, 5).await.unwrap();
    shop.settle(&tab, DEPOSIT + 6).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, DEPOSIT + 5).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.balance(&tab.vault).await), (DEPOSIT + 5, 0));
}

#[tokio::test]
async fn case_24_only_the_session_key_signs() {
    let (mut shop, tab) = stage().await;
    let voucher = shop.voucher(&tab, 400_000).await;
    let (operator, ruler) = (shop.operator.insecure_clone(), shop.ruler.insecure_clone());
    for signer in [&Keypair::new(), &tab.customer.keypair, &operator, &ruler] {
        let check = Ed25519Instruction::of(&[Signed::by(signer, &voucher.message())]).build();
        let outcome = settle_behind(&mut shop, &tab, &voucher, &[check]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
    // The right name under another's signature: the chain itself refuses that.
    let mut forged = signed(&tab, &voucher);
    forged.signature = Signed::by(&operator, &voucher.message()).signature;
    let check = Ed25519Instruction::of(&[forged]).build();
    let outcome = settle_behind(&mut shop, &tab, &voucher, &[check]).await;
    outcome.refused(INVALID_SIGNATURE);
}

#[tokio::test]
async fn case_24_the_check_of_the_signature_stands_right_before_and_is_whole() {
    let (mut shop, tab) = stage().await;
    let voucher = shop.voucher(&tab, 400_000).await;
    let check = tab.verification(&voucher);
    let payer = shop.payer();
    let between = solana_system_interface::instruction::transfer(&payer, &payer, 0);

    let none = SubscriptionError::NoVoucher;
    settle_behind(&mut shop, &tab, &voucher, &[]).await.refused(none);
    settle_behind(&mut shop, &tab, &voucher, &[check.clone(), between]).await.refused(none);
    // Two signatures, none, or one that is partly read from elsewhere.
    let two = Ed25519Instruction::of(&[signed(&tab, &voucher), signed(&tab, &voucher)]).build();
    settle_behind(&mut shop, &tab, &voucher, &[two]).await.refused(none);
    let nothing = Ed25519Instruction::of(&[]).build();
    settle_behind(&mut shop, &tab, &voucher, &[nothing]).await.refused(none);
    // Instruction 0 sets the limit of compute units; 1 is the whole check, 2 points into it.
    for part in 0..3 {
        let mut elsewhere = Ed25519Instruction::of(&[signed(&tab, &voucher)]);
        let offsets = &mut elsewhere.offsets[0];
        match part {
            0 => offsets.signature_instruction = 1,
            1 => offsets.public_key_instruction = 1,
            _ => offsets.message_instruction = 1,
        }
        let whole = Ed25519Instruction::of(&[signed(&tab, &voucher)]).build();
        let outcome = settle_behind(&mut shop, &tab, &voucher, &[whole, elsewhere.build()]).await;
        outcome.refused(none);
    }
    settle_behind(&mut shop, &tab, &voucher, &[check]).await.unwrap();
}

#[tokio::test]
async fn case_24_a_true_signature_under_something_else_is_no_voucher() {
    let (mut shop, tab) = stage().await;
    let voucher = shop.voucher(&tab, 400_000).await;
    let mut unmarked = voucher.message().to_vec();
    unmarked[0] ^= 1;
    let longer = [voucher.message().as_slice(), &[0]].concat();
    let shorter = voucher.message()[..71].to_vec();
    for message in [unmarked, longer, shorter, vec![]] {
        let check = Ed25519Instruction::of(&[Signed::by(&tab.session, &message)]).build();
        let outcome = settle_behind(&mut shop, &tab, &voucher, &[check]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
    for other in [
        Voucher { cumulative: 400_001, ..voucher },
        Voucher { incarnation: voucher.incarnation + 1, ..voucher },
        Voucher { credit: tab.vault, ..voucher },
    ] {
        let check = tab.verification(&other);
        let outcome = settle_behind(&mut shop, &tab, &voucher, &[check]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
}

#[tokio::test]
async fn case_24_notice_leaves_room_for_what_was_used_and_no_more() {
    let (mut shop, tab) = stage().await;
    let usdc = shop.usdc.clone();
    shop.request_close_credit(&tab).await.unwrap();
    let begins = shop.now().await;
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    shop.set_time(begins + DAY - 1).await;
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    shop.settle(&tab, 400_000).await.unwrap();
    shop.set_time(begins + DAY).await;
    shop.settle(&tab, 500_000).await.refused(SubscriptionError::CreditClosing);
    let wallet = shop.balance(&tab.wallet()).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, wallet + 600_000);
    assert_eq!(shop.till(&usdc).await, 400_000);
}
