//! How a voucher's signature must have been checked. The chain's own program has passed all of these, unless
//! it is said that it refuses: what is left is for the subscriptions program to see.

use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::subscriptions::{SubscriptionError, Voucher};
use tenure_tests::{
    voucher as check, Ed25519Instruction, Lite, OutcomeExt, Shop, Signed, Substitute, Tab, World,
    INVALID_DATA_SIZE, INVALID_SIGNATURE,
};

use crate::stage::deposited;

/// A customer with a deposit, and a voucher over a call.
async fn voucher() -> (Shop, Tab, Voucher) {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, Shop::CALL).await;
    (shop, tab, voucher)
}

fn settle(shop: &Shop, tab: &Tab, voucher: &Voucher) -> Instruction {
    let [_, settle] = shop.settlement(tab, voucher);
    settle
}

fn signed(tab: &Tab, voucher: &Voucher) -> Signed {
    Signed::by(&tab.session, &voucher.message())
}

#[tokio::test]
async fn are_checked_in_the_instruction_that_the_client_builds() {
    let (mut shop, tab, voucher) = voucher().await;
    let data = tab.verification(&voucher).data;
    // One signature; itself, the key and the message, all here.
    let header = [1, 0, 16, 0, 255, 255, 80, 0, 255, 255, 112, 0, 72, 0, 255, 255];
    assert_eq!(data[..16], header);
    assert_eq!(data[80..112], tab.session.pubkey().to_bytes());
    let message = [
        b"tenure voucher 1".as_slice(),
        &tab.credit.to_bytes(),
        &voucher.incarnation.to_le_bytes(),
        &17_000_u64.to_le_bytes(),
        &voucher.valid_until.to_le_bytes(),
    ];
    assert_eq!(data[112..], message.concat());
    shop.settle_voucher(&tab, &voucher).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn may_be_laid_out_in_any_order_with_anything_behind() {
    let (mut shop, tab, voucher) = voucher().await;
    // Key before signature, a byte that nothing reads, and more than is asked for.
    let mut other = check(&tab.session, &voucher.message());
    assert_ne!(other.data, tab.verification(&voucher).data);
    other.data[1] = 9;
    other.data.extend([1, 2, 3]);
    let settle = settle(&shop, &tab, &voucher);
    shop.attempt_all(&[other, settle], &[]).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn must_hold() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    for bit in [0, 511] {
        let mut forged = signed(&tab, &voucher);
        forged.signature[bit / 8] ^= 1 << (bit % 8);
        let forged = Ed25519Instruction::of(&[forged]).build();
        // The chain's own refusal.
        shop.attempt_all(&[forged, settle.clone()], &[]).await.refused(INVALID_SIGNATURE);
    }
    let mallory = Keypair::new();
    let said_to_be =
        Signed { public_key: tab.session.pubkey().to_bytes(), ..Signed::by(&mallory, &voucher.message()) };
    let forged = Ed25519Instruction::of(&[said_to_be]).build();
    shop.attempt_all(&[forged, settle], &[]).await.refused(INVALID_SIGNATURE);
}

#[tokio::test]
async fn must_be_by_the_session_key() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    // Not even the user's own, once another is named.
    for key in [Keypair::new(), tab.customer.keypair.insecure_clone(), shop.operator.insecure_clone()] {
        let by_another = check(&key, &voucher.message());
        let outcome = shop.attempt_all(&[by_another, settle.clone()], &[]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
}

#[tokio::test]
async fn must_be_of_the_voucher_to_the_last_byte() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    let message = voucher.message();
    // Each byte in turn: the magic, the credit, the incarnation, the sum and the time.
    for at in 0..message.len() {
        let mut other = message;
        other[at] ^= 1;
        let outcome = shop.attempt_all(&[check(&tab.session, &other), settle.clone()], &[]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
    let longer = [message.as_slice(), &[0]].concat();
    let shifted = [&[0], message.as_slice()].concat();
    for other in [&message[..71], &longer, &shifted, &[]] {
        let outcome = shop.attempt_all(&[check(&tab.session, other), settle.clone()], &[]).await;
        outcome.refused(SubscriptionError::WrongVoucher);
    }
    shop.attempt_all(&[check(&tab.session, &message), settle], &[]).await.unwrap();
}

#[tokio::test]
async fn must_be_one() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    let (good, other) = (signed(&tab, &voucher), Signed::by(&Keypair::new(), b"anything"));
    for several in [vec![good.clone(), good.clone()], vec![good.clone(), other.clone()], vec![other, good]] {
        let check = Ed25519Instruction::of(&several).build();
        let outcome = shop.attempt_all(&[check, settle.clone()], &[]).await;
        outcome.refused(SubscriptionError::NoVoucher);
    }

    let mut none = tab.verification(&voucher);
    none.data[0] = 0;
    // The chain refuses data of no signature, unless there is nothing behind the number.
    shop.attempt_all(&[none.clone(), settle.clone()], &[]).await.refused(INVALID_DATA_SIZE);
    none.data.truncate(2);
    shop.attempt_all(&[none, settle], &[]).await.refused(SubscriptionError::NoVoucher);
}

/// A check of what Mallory signed, where her key, signature or message are read from another instruction,
/// while at the same place of its own data stands what the session key would have to sign.
#[tokio::test]
async fn must_stand_whole_in_its_own_instruction() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    let (mallory, first) = (Keypair::new(), World::FIRST_INSTRUCTION);
    let hers = Ed25519Instruction::of(&[Signed::by(&mallory, &voucher.message())]);
    let mut forged = hers.clone();
    forged.parts[..32].copy_from_slice(&tab.session.pubkey().to_bytes());
    forged.offsets[0].public_key_instruction = first;
    let key_elsewhere = [hers.build(), forged.build(), settle.clone()];

    let hers = Ed25519Instruction::of(&[Signed::by(&tab.session, &[0; 72])]);
    let mut forged = hers.clone();
    forged.parts[96..].copy_from_slice(&voucher.message());
    forged.offsets[0].message_instruction = first;
    let message_elsewhere = [hers.build(), forged.build(), settle.clone()];

    let honest = Ed25519Instruction::of(&[signed(&tab, &voucher)]);
    let mut apart = honest.clone();
    apart.parts[32..96].fill(0);
    apart.offsets[0].signature_instruction = first;
    let signature_elsewhere = [honest.build(), apart.build(), settle.clone()];
    for instructions in [key_elsewhere, message_elsewhere, signature_elsewhere] {
        let outcome = shop.attempt_all(&instructions, &[]).await;
        outcome.refused(SubscriptionError::NoVoucher);
    }
}

#[tokio::test]
async fn must_not_give_the_place_of_their_own_instruction() {
    let (mut shop, tab, voucher) = voucher().await;
    let settle = settle(&shop, &tab, &voucher);
    let honest = Ed25519Instruction::of(&[signed(&tab, &voucher)]);
    let here = World::FIRST_INSTRUCTION;
    // As true as the number that stands for here; a rule that is simple to keep is worth more.
    for part in 0..3 {
        let mut named = honest.clone();
        let offsets = &mut named.offsets[0];
        *[
            &mut offsets.signature_instruction,
            &mut offsets.public_key_instruction,
            &mut offsets.message_instruction,
        ][part] = here;
        let outcome = shop.attempt_all(&[named.build(), settle.clone()], &[]).await;
        outcome.refused(SubscriptionError::NoVoucher);
    }
    shop.attempt_all(&[honest.build(), settle], &[]).await.unwrap();
}

#[tokio::test]
async fn must_be_checked_right_before() {
    let (mut shop, tab, voucher) = voucher().await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let payer = shop.payer();
    let between = transfer(&payer, &tab.user(), 1_000_000);
    for instructions in [
        vec![settle.clone()],
        vec![settle.clone(), check.clone()],
        vec![check.clone(), between.clone(), settle.clone()],
        vec![between.clone(), settle.clone()],
    ] {
        shop.attempt_all(&instructions, &[]).await.refused(SubscriptionError::NoVoucher);
    }
    shop.attempt_all(&[between, check, settle], &[]).await.unwrap();
}

/// A transfer whose bytes are those of a good check is none.
#[tokio::test]
async fn must_be_checked_by_the_chains_own_program() {
    let (mut shop, tab, voucher) = voucher().await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let (key, nobody) = (Keypair::new(), Pubkey::default());
    // Read by the system program, a check whose signature begins at 0 gives an account away: its number is 1,
    // and what follows the first four bytes is the new owner.
    let mut data = check.data.clone();
    data[2..4].fill(0);
    let accounts = vec![AccountMeta::new(key.pubkey(), true)];
    let lookalike = Instruction { program_id: nobody, accounts, data };
    let outcome = shop.attempt_all(&[lookalike, settle.clone()], &[&key]).await;
    outcome.refused(SubscriptionError::NoVoucher);
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
}

#[tokio::test]
async fn pay_for_one_settlement() {
    let (mut shop, tab, voucher) = voucher().await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let twice = [check.clone(), settle.clone(), settle.clone()];
    shop.attempt_all(&twice, &[]).await.refused(SubscriptionError::NoVoucher);
    let again = [check.clone(), settle.clone(), check, settle];
    shop.attempt_all(&again, &[]).await.refused(SubscriptionError::NothingNew);
    assert_eq!(shop.till(&tab.money).await, 0);
}

#[tokio::test]
async fn of_two_vouchers_stand_each_before_its_own() {
    let (mut shop, tab, first) = voucher().await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, 1_000_000).await;
    let second = shop.voucher(&bobs, 2 * Shop::CALL).await;
    let ([check_first, settle_first], [check_second, settle_second]) =
        (shop.settlement(&tab, &first), shop.settlement(&bobs, &second));
    let together = [check_first.clone(), check_second.clone(), settle_second.clone(), settle_first.clone()];
    shop.attempt_all(&together, &[]).await.refused(SubscriptionError::NoVoucher);
    let crossed = [check_first.clone(), settle_second.clone()];
    shop.attempt_all(&crossed, &[]).await.refused(SubscriptionError::WrongVoucher);
    let each = [check_first, settle_first, check_second, settle_second];
    shop.attempt_all(&each, &[]).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 51_000);
}

/// A `World` sets a compute limit before all else; this is a transaction of the settlement alone.
#[tokio::test]
async fn are_missing_where_nothing_stands_before() {
    let (mut shop, tab, voucher) = voucher().await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let mut lite = Lite::new();
    for meta in &settle.accounts {
        if let Some(account) = shop.account(&meta.pubkey).await.filter(|account| !account.executable) {
            lite.svm.set_account(meta.pubkey, account).unwrap();
        }
    }
    lite.send(std::slice::from_ref(&settle), &[]).refused(SubscriptionError::NoVoucher);
    assert_eq!(lite.balance(&tab.vault), 1_700_000);
    lite.send(&[check, settle], &[]).unwrap();
    assert_eq!((lite.balance(&tab.vault), lite.balance(&tab.money.keys.payout)), (1_683_000, 17_000));
}

#[tokio::test]
async fn are_read_from_the_chains_own_list() {
    let (mut shop, tab, voucher) = voucher().await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    let instructions = settle.accounts[7].pubkey;
    for other in [shop.own.keys.pay_token, Pubkey::new_unique(), Pubkey::default()] {
        let forged = settle.clone().with(instructions, other);
        let outcome = shop.attempt_all(&[check.clone(), forged], &[]).await;
        outcome.refused(InstructionError::InvalidArgument);
    }
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
}
