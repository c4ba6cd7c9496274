//! Vouchers, against the list of what was paid out.

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*};
use tenure_math::billing::{Tab, TabRefusal};
use tenure_model::billing::Vouchers;

use crate::cases;

#[derive(Clone, Debug)]
enum Act {
    Deposit(u64),
    Settle { used: u64, valid_until: u64 },
    RequestClose(u32),
    Withdraw,
}

fn acts() -> impl Strategy<Value = Act> {
    let amounts = || prop_oneof![9 => 0..300u64, 1 => any::<u64>(), 1 => Just(u64::MAX)];
    prop_oneof![
        8 => amounts().prop_map(Act::Deposit),
        20 => (amounts(), 0..400u64).prop_map(|(used, valid_until)| Act::Settle { used, valid_until }),
        1 => (0..60u32).prop_map(Act::RequestClose),
        2 => Just(Act::Withdraw),
    ]
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn follows_the_list(acts in vec((0..10u64, acts()), 0..60)) {
        let (mut tab, mut vouchers, mut now) = (Tab::default(), Vouchers::default(), 0);
        for (passed, act) in acts {
            now += passed;
            let before = tab;
            let (ours, theirs) = match act {
                Act::Deposit(amount) => (
                    tab.deposit(amount).map(|()| BigUint::default()),
                    vouchers.deposit(amount).map(|()| BigUint::default()),
                ),
                Act::Settle { used, valid_until } => (
                    tab.settle(now, used, valid_until).map(BigUint::from),
                    vouchers.settle(now, used, valid_until),
                ),
                Act::RequestClose(notice) => (
                    tab.request_close(now, notice).map(|()| BigUint::default()),
                    vouchers.request_close(now, notice).map(|()| BigUint::default()),
                ),
                Act::Withdraw => (tab.withdraw(now).map(BigUint::from), vouchers.withdraw(now)),
            };
            prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
            prop_assert!(ours.is_ok() || tab == before, "what is refused changes nothing");
            prop_assert_eq!(BigUint::from(tab.deposited), vouchers.deposited());
            prop_assert_eq!(BigUint::from(tab.settled), vouchers.paid_out());
            prop_assert!(tab.settled <= tab.deposited);
            if act_is_withdrawal_done(&act, &ours) {
                break;
            }
        }
    }
}

fn act_is_withdrawal_done(act: &Act, done: &Result<BigUint, TabRefusal>) -> bool {
    matches!(act, Act::Withdraw) && done.is_ok()
}

#[test]
fn each_voucher_pays_the_difference_once() {
    let mut tab = Tab::default();
    assert_eq!(tab.deposit(100), Ok(()));
    assert_eq!(tab.settle(10, 30, 11), Ok(30));
    assert_eq!(tab.settle(10, 30, 11), Err(TabRefusal::NothingNew), "replayed");
    assert_eq!(tab.settle(10, 29, 11), Err(TabRefusal::NothingNew), "an older one");
    assert_eq!(tab.settle(10, 31, 11), Ok(1));
    assert_eq!(tab.settle(11, 40, 11), Err(TabRefusal::VoucherExpired));
    assert_eq!(tab.settle(10, 101, 11), Err(TabRefusal::AboveDeposit));
    assert_eq!(tab.settle(10, 100, 11), Ok(69));
    assert_eq!(tab.left(), 0);
    assert_eq!(tab.deposit(1), Ok(()));
    assert_eq!(tab.settle(10, 101, 11), Ok(1));
    assert_eq!(tab.deposit(u64::MAX - 100), Err(TabRefusal::Overflow));
    assert_eq!(tab.deposit(u64::MAX - 101), Ok(()));
}

#[test]
fn closing_leaves_the_notice_for_settling() {
    let mut tab = Tab { deposited: 100, settled: 40, closes_at: None };
    assert_eq!(tab.withdraw(1_000), Err(TabRefusal::NotClosed));
    assert_eq!(tab.request_close(1_000, 60), Ok(()));
    assert_eq!(tab.request_close(1_001, 0), Err(TabRefusal::Closing), "the notice is not cut short");
    assert_eq!(tab.deposit(1), Err(TabRefusal::Closing));
    assert_eq!(tab.withdraw(1_059), Err(TabRefusal::NotClosed));
    assert_eq!(tab.settle(1_059, 70, u64::MAX), Ok(30));
    assert_eq!(tab.settle(1_060, 80, u64::MAX), Err(TabRefusal::Closing));
    assert_eq!(tab.withdraw(1_060), Ok(30));
    let mut late = Tab::default();
    assert_eq!(late.request_close(u64::MAX, 60), Ok(()));
    assert_eq!(late.withdraw(u64::MAX - 1), Err(TabRefusal::NotClosed), "the notice ends with time itself");
    assert_eq!(late.withdraw(u64::MAX), Ok(0));
}
