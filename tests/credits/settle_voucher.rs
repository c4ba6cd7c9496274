use solana_instruction_error::InstructionError;
use tenure_client::subscriptions::{Credit, SubscriptionError, Voucher};
use tenure_tests::{behind_base, OutcomeExt, Shop, TokenKind, START};

use crate::stage::{
    admitted, deposited, disable, freeze, overwrite, pause, replace_mint, thaw, unknown_version,
    ACCOUNT_FROZEN, DECIMALS_OFFSET, DEPOSIT, NOTICE,
};

#[tokio::test]
async fn pays_the_store_for_the_calls() {
    let (mut shop, tab) = deposited().await;
    let before = shop.credit(&tab).await;
    let wallet = shop.balance(&tab.wallet()).await;
    shop.settle(&tab, 3 * Shop::CALL).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 51_000);
    assert_eq!(shop.balance(&tab.vault).await, 1_649_000);
    assert_eq!(shop.balance(&tab.wallet()).await, wallet);
    let expected = Credit { settled: 51_000, ..before };
    let credit = shop.credit(&tab).await;
    assert_eq!(bytemuck::bytes_of(&credit), bytemuck::bytes_of(&expected));
}

#[tokio::test]
async fn each_voucher_pays_the_difference_to_the_one_before() {
    let (mut shop, tab) = deposited().await;
    for (calls, paid) in [(1, 17_000), (2, 34_000), (50, 850_000), (100, 1_700_000)] {
        shop.settle(&tab, calls * Shop::CALL).await.unwrap();
        assert_eq!(shop.till(&tab.money).await, paid);
        assert_eq!(shop.balance(&tab.vault).await, 1_700_000 - paid);
    }
    shop.settle(&tab, DEPOSIT).await.refused(SubscriptionError::NothingNew);
}

#[tokio::test]
async fn a_voucher_over_one_base_unit_is_enough() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, 0).await.refused(SubscriptionError::NothingNew);
    shop.settle(&tab, 1).await.unwrap();
    shop.settle(&tab, 1).await.refused(SubscriptionError::NothingNew);
    shop.settle(&tab, 2).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 2);
}

#[tokio::test]
async fn a_voucher_cannot_be_settled_again() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, Shop::CALL).await;
    shop.settle_voucher(&tab, &voucher).await.unwrap();
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::NothingNew);
    // One of the same sum with another time is the same.
    let again = Voucher { valid_until: voucher.valid_until + 1, ..voucher };
    shop.settle_voucher(&tab, &again).await.refused(SubscriptionError::NothingNew);
    shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::NothingNew);
    assert_eq!(shop.till(&tab.money).await, Shop::CALL);
}

#[tokio::test]
async fn an_older_voucher_counts_nothing_once_a_newer_is_settled() {
    let (mut shop, tab) = deposited().await;
    let (older, newer) = (shop.voucher(&tab, 17_000).await, shop.voucher(&tab, 34_000).await);
    shop.settle_voucher(&tab, &newer).await.unwrap();
    shop.settle_voucher(&tab, &older).await.refused(SubscriptionError::NothingNew);
    let between = shop.voucher(&tab, 33_999).await;
    shop.settle_voucher(&tab, &between).await.refused(SubscriptionError::NothingNew);
    let beyond = shop.voucher(&tab, 34_001).await;
    shop.settle_voucher(&tab, &beyond).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 34_001);
}

#[tokio::test]
async fn the_order_of_vouchers_does_not_change_the_sum() {
    let (mut shop, tab) = deposited().await;
    let vouchers = [17_000, 34_000, 51_000];
    for cumulative in vouchers {
        shop.settle(&tab, cumulative).await.unwrap();
    }
    let usdc = tab.money.clone();
    let other = shop.tab(&usdc, DEPOSIT).await;
    let mut settled = 0;
    for cumulative in [51_000, 17_000, 34_000] {
        settled += u32::from(shop.settle(&other, cumulative).await.is_ok());
    }
    assert_eq!(settled, 1);
    assert_eq!(shop.credit(&other).await.settled, shop.credit(&tab).await.settled);
}

#[tokio::test]
async fn nothing_is_settled_above_the_deposit() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, DEPOSIT + 1).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, u64::MAX).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, DEPOSIT).await.unwrap();
    assert_eq!(shop.balance(&tab.vault).await, 0);
    shop.settle(&tab, DEPOSIT + 1).await.refused(SubscriptionError::AboveDeposit);
    // A voucher that was ahead of the deposit counts when the deposit is there.
    shop.deposit_credit(&tab, 1).await.unwrap();
    shop.settle(&tab, DEPOSIT + 1).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, DEPOSIT + 1);
}

#[tokio::test]
async fn gifts_to_the_vault_are_no_deposit() {
    let (mut shop, tab) = deposited().await;
    let mint = tab.money.mint.clone();
    shop.mint_of(&mint, &tab.vault, 5_000).await;
    shop.settle(&tab, DEPOSIT + 1).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, DEPOSIT).await.unwrap();
    assert_eq!(shop.balance(&tab.vault).await, 5_000);
    shop.settle(&tab, DEPOSIT + 1).await.refused(SubscriptionError::AboveDeposit);
    assert_eq!(shop.credit(&tab).await.deposited, DEPOSIT);
}

#[tokio::test]
async fn a_voucher_is_over_at_its_second() {
    let (mut shop, tab) = deposited().await;
    let voucher = Voucher { valid_until: START + 100, ..shop.voucher(&tab, 17_000).await };
    for t in [START + 101, START + 100] {
        shop.set_time(t).await;
        shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::VoucherExpired);
    }
    shop.set_time(START + 99).await;
    shop.settle_voucher(&tab, &voucher).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn a_voucher_may_be_for_ever_and_one_without_time_is_none() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, 17_000).await;
    let never = Voucher { valid_until: 0, ..voucher };
    shop.settle_voucher(&tab, &never).await.refused(SubscriptionError::VoucherExpired);
    let for_ever = Voucher { valid_until: u64::MAX, ..voucher };
    shop.set_time(START + 100 * 365 * 86_400).await;
    shop.settle_voucher(&tab, &for_ever).await.unwrap();
}

#[tokio::test]
async fn goes_on_until_the_notice_is_over() {
    let (mut shop, tab) = deposited().await;
    shop.request_close_credit(&tab).await.unwrap();
    shop.settle(&tab, 17_000).await.unwrap();
    shop.set_time(START + NOTICE - 1).await;
    shop.settle(&tab, 34_000).await.unwrap();
    let ready = shop.voucher(&tab, 51_000).await;
    for t in [START + NOTICE, START + NOTICE + 1] {
        shop.set_time(t).await;
        shop.settle_voucher(&tab, &ready).await.refused(SubscriptionError::CreditClosing);
    }
    assert_eq!(shop.till(&tab.money).await, 34_000);
    assert_eq!(shop.credit(&tab).await.settled, 34_000);
}

#[tokio::test]
async fn goes_on_while_the_store_is_paused() {
    let (mut shop, tab) = deposited().await;
    pause(&mut shop).await;
    shop.settle(&tab, 17_000).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn goes_on_when_the_token_is_not_taken_any_more() {
    let (mut shop, tab) = deposited().await;
    disable(&mut shop, &tab.money).await;
    shop.settle(&tab, 17_000).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn needs_no_price() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let tab = shop.tab(&own, 1_000_000_000).await;
    // By now the oracle's price is far too old.
    shop.set_time(START + 90_000).await;
    shop.settle(&tab, 8_500_000).await.unwrap();
    assert_eq!(shop.till(&own).await, 8_500_000);
}

#[tokio::test]
async fn needs_nobodys_signature() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, 17_000).await;
    for instruction in shop.settlement(&tab, &voucher) {
        assert!(!instruction.accounts.iter().any(|meta| meta.is_signer));
    }
    shop.settle_voucher(&tab, &voucher).await.unwrap();
}

#[tokio::test]
async fn a_payout_account_that_changed_hands_is_not_paid() {
    let (mut shop, tab) = deposited().await;
    let payout = tab.money.keys.payout;
    let before = shop.account(&payout).await.unwrap();
    // Its owner is behind the mint.
    overwrite(&mut shop, &payout, 32, &[7; 32]).await;
    shop.settle(&tab, 17_000).await.refused(SubscriptionError::WrongPayout);
    shop.set_account(&payout, before);
    shop.settle(&tab, 17_000).await.unwrap();
}

#[tokio::test]
async fn a_payout_account_that_is_gone_is_not_paid_and_the_user_still_gets_out() {
    let (mut shop, tab) = deposited().await;
    let payout = tab.money.keys.payout;
    shop.set_account(&payout, Default::default());
    shop.settle(&tab, 17_000).await.refused(SubscriptionError::WrongTokenProgram);
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, 1_000_000_000_000);
}

#[tokio::test]
async fn frozen_tokens_stay_where_they_are() {
    let (mut shop, tab) = deposited().await;
    let mint = tab.money.mint.clone();
    let payout = tab.money.keys.payout;
    for account in [payout, tab.vault] {
        freeze(&mut shop, &mint, &account).await;
        shop.settle(&tab, 17_000).await.refused(ACCOUNT_FROZEN);
        thaw(&mut shop, &mint, &account).await;
    }
    shop.settle(&tab, 17_000).await.unwrap();
}

#[tokio::test]
async fn versions_it_does_not_know_are_refused() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, 17_000).await;
    for account in [tab.money.keys.pay_token, tab.credit] {
        let before = shop.account(&account).await.unwrap();
        unknown_version(&mut shop, &account).await;
        shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::UnknownVersion);
        shop.set_account(&account, before);
    }
    shop.settle_voucher(&tab, &voucher).await.unwrap();
}

#[tokio::test]
async fn a_mint_that_is_not_what_it_was_is_refused() {
    let mut shop = Shop::new().await;
    let money = admitted(&mut shop, TokenKind::Token2022(vec![])).await;
    let tab = shop.tab(&money, DEPOSIT).await;
    let before = shop.account(&money.mint.address).await.unwrap();
    for (tail, decimals, error) in [
        (vec![], 7, SubscriptionError::MintChanged),
        (behind_base(1, &[12, 0, 0, 0]), 6, SubscriptionError::ExtensionPermanentDelegate),
        (behind_base(2, &[]), 6, SubscriptionError::BadMint),
    ] {
        replace_mint(&mut shop, &money.mint, |data| {
            data[DECIMALS_OFFSET] = decimals;
            data.extend(&tail);
        })
        .await;
        shop.settle(&tab, 17_000).await.refused(error);
        shop.set_account(&money.mint.address, before.clone());
    }
    shop.settle(&tab, 17_000).await.unwrap();
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, 17_000).await;
    shop.set_unix_timestamp(-1).await;
    shop.settle_voucher(&tab, &voucher).await.refused(SubscriptionError::BadClock);
}

#[tokio::test]
async fn a_credit_that_was_closed_settles_nothing() {
    let (mut shop, tab) = deposited().await;
    let voucher = Voucher { valid_until: u64::MAX, ..shop.voucher(&tab, 17_000).await };
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    shop.settle_voucher(&tab, &voucher).await.refused(InstructionError::AccountDataTooSmall);
    assert_eq!(shop.till(&tab.money).await, 0);
}
