//! Random histories of subscriptions, beside the model.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tenure_math::billing::{
    discounted, Bill, BillRefusal, Offer, Prepaid, Receipt, Status, DAY, MAX_DISCOUNT_BPS, MAX_GRACE,
    MAX_WINDOW,
};
use tenure_model::billing::{Customer, Pot};

use super::{arrears, grace_used, midnight, offers, terms};
use crate::cases;

#[derive(Clone, Debug)]
enum Act {
    Subscribe(Offer),
    Renew(Offer),
    Switch(Offer),
    Cancel,
    Resume,
    End,
    /// Until something is bought, or taken back.
    Exclude,
    /// In thousandths of the credit, and a little more.
    Refund(u64),
}

#[derive(Clone, Debug)]
struct Step {
    wait: u64,
    act: Act,
    /// Which of two tokens a charge is paid in, and what its base units cost: micro-USD each.
    token: usize,
    rate: u64,
}

#[derive(Clone, Debug)]
struct History {
    start: u64,
    window: u32,
    grace: u32,
    steps: Vec<Step>,
}

fn histories() -> impl Strategy<Value = History> {
    let offers = || offers(MAX_DISCOUNT_BPS);
    let act = prop_oneof![
        6 => offers().prop_map(Act::Subscribe),
        12 => offers().prop_map(Act::Renew),
        10 => offers().prop_map(Act::Switch),
        2 => Just(Act::Cancel),
        2 => Just(Act::Resume),
        2 => Just(Act::End),
        5 => Just(Act::Exclude),
        3 => prop_oneof![4 => 0..=1_000u64, 1 => Just(1_001)].prop_map(Act::Refund),
    ];
    let waits = prop_oneof![3 => 0..32 * DAY, 3 => 0..3 * DAY, 2 => Just(0), 1 => 0..400 * DAY];
    let step = (waits, act, 0..2usize, 1..1_000u64);
    let step = step.prop_map(|(wait, act, token, rate)| Step { wait, act, token, rate });
    let starts = prop_oneof![Just(midnight(2028, 1, 31) + 3_723), 0..3_000_000_000u64];
    (starts, 0..=MAX_WINDOW, 0..=MAX_GRACE, vec(step, 1..60))
        .prop_map(|(start, window, grace, steps)| History { start, window, grace, steps })
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Refused(BillRefusal),
    RenewedEarly,
    RenewedInGrace,
    IntervalChangedAtRenewal,
    SwitchedWithPeriodAhead,
    Upgraded,
    SurplusToCredit,
    YearFromNow,
    PaidByCreditAlone,
    GraceCameOff,
    GracePaidDearer,
    Granted,
    Resumed,
    /// Excluded in grace.
    GraceRefused,
    /// Switched so late that no whole grace follows.
    GraceCut,
    Refunded,
    RefundedTokens,
    CreditOfAnotherToken,
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn subscriptions_follow_the_model(history in histories()) {
        play(history, &mut BTreeSet::new())?;
    }
}

/// The histories are worth something only if they get everywhere.
#[test]
fn histories_meet_everything() {
    use Met::*;
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..400 {
        let history = histories().new_tree(&mut runner).unwrap().current();
        play(history, &mut met).unwrap();
    }
    let refusals = [
        BillRefusal::NotExpired,
        BillRefusal::Expired,
        BillRefusal::Unpaid,
        BillRefusal::TooEarly,
        BillRefusal::Cancelled,
        BillRefusal::NotCancelled,
        BillRefusal::ShorterInterval,
        BillRefusal::AboveCredit,
        BillRefusal::AboveReceipt,
    ];
    let mut expected = BTreeSet::from(refusals.map(Refused));
    expected.extend([RenewedEarly, RenewedInGrace, IntervalChangedAtRenewal, SwitchedWithPeriodAhead]);
    expected.extend([
        Upgraded,
        SurplusToCredit,
        YearFromNow,
        PaidByCreditAlone,
        GraceCameOff,
        GracePaidDearer,
        Granted,
    ]);
    expected.extend([GraceRefused, GraceCut, Resumed, Refunded, RefundedTokens, CreditOfAnotherToken]);
    assert_eq!(met, expected);
}

/// A subscription as a program keeps it: with the receipt for the token that was charged last.
#[derive(Default)]
struct Account {
    prepaid: Prepaid,
    receipt: Receipt,
    token: usize,
    excluded_at: Option<u64>,
    /// By token, what was paid in it and what came back.
    paid: [u64; 2],
    back: [u64; 2],
}

impl Account {
    fn charge(&mut self, now: u64, bill: Bill, token: usize, rate: u64) {
        let tokens = bill.charge.div_ceil(rate);
        let worth = self.prepaid.worth(now).unwrap();
        let earlier = if token == self.token { self.receipt } else { Receipt::default() };
        self.receipt = earlier.with(worth, bill.charge, tokens).unwrap();
        self.token = token;
        self.paid[token] += tokens;
        self.prepaid = bill.after;
    }
}

fn play(history: History, met: &mut BTreeSet<Met>) -> Result<(), TestCaseError> {
    let History { start, window, grace, steps } = history;
    let (mut account, mut customer, mut now) = (Account::default(), Customer::default(), start);
    for Step { wait, act, token, rate } in steps {
        now += wait;
        if !matches!(act, Act::Cancel | Act::End | Act::Refund(_)) {
            if let Some(excluded_at) = account.excluded_at.take() {
                let before = account.prepaid;
                account.prepaid = before.reinstate(now, excluded_at);
                customer.reinstate(now);
                met.extend((account.prepaid != before).then_some(Met::GraceRefused));
                agree(&account, &customer, now)?;
            }
        }
        let before = account.prepaid;
        let billed = match act {
            Act::Subscribe(offer) => {
                Some((before.subscribe(now, offer, grace), customer.subscribe(now, terms(offer, grace))))
            }
            Act::Renew(offer) => Some((
                before.renew(now, offer, window, grace),
                customer.renew(now, terms(offer, grace), window.into()),
            )),
            Act::Switch(offer) => {
                Some((before.switch(now, offer, grace), customer.switch(now, terms(offer, grace))))
            }
            _ => None,
        };
        if let Some((ours, theirs)) = billed {
            let charged = ours.map(|bill| bill.charge);
            prop_assert_eq!(format!("{charged:?}"), format!("{theirs:?}"));
            if let Ok(bill) = ours {
                moves_with_the_money(&act, &before, bill, now)?;
                meet(&act, &before, bill.charge, &bill.after, now, met);
                account.charge(now, bill, token, rate);
            }
            met.extend(ours.err().map(Met::Refused));
        } else {
            let (ours, theirs) = match act {
                Act::Cancel => (before.cancel(now), customer.cancel(now)),
                Act::Resume => (before.resume(now, grace), customer.resume(now, grace.into())),
                Act::End => (before.end(now), customer.end(now)),
                Act::Exclude => {
                    account.excluded_at = Some(now);
                    customer.exclude(now);
                    continue;
                }
                Act::Refund(thousandths) => {
                    let amount = u128::from(before.credit) * u128::from(thousandths) / 1_000;
                    let amount = u64::try_from(amount).unwrap() + thousandths / 1_001;
                    let from_receipt = account.receipt.refund(amount);
                    if let (Ok(_), Err(refusal)) = (before.refund(amount), from_receipt) {
                        prop_assert!(amount > account.receipt.charged);
                        met.extend([Met::Refused(refusal), Met::CreditOfAnotherToken]);
                        continue;
                    }
                    if let (Ok(_), Ok((rest, tokens))) = (before.refund(amount), from_receipt) {
                        account.receipt = rest;
                        account.back[account.token] += tokens;
                        met.extend((tokens > 0).then_some(Met::RefundedTokens));
                    }
                    (before.refund(amount), customer.refund(amount))
                }
                _ => unreachable!("billed"),
            };
            prop_assert_eq!(format!("{:?}", ours.map(|_| ())), format!("{theirs:?}"));
            account.prepaid = ours.unwrap_or(before);
            prop_assert!(account.prepaid.paid_through() <= before.paid_through(), "time for nothing");
            met.extend(ours.err().map(Met::Refused));
            met.extend((ours.is_ok() && matches!(act, Act::Resume)).then_some(Met::Resumed));
            let refunded = account.prepaid.credit < before.credit;
            met.extend(refunded.then_some(Met::Refunded));
        }
        agree(&account, &customer, now)?;
    }
    Ok(())
}

/// Time is paid for to its full price: what was there, what is charged, and the discount on that alone.
fn moves_with_the_money(act: &Act, before: &Prepaid, bill: Bill, now: u64) -> Result<(), TestCaseError> {
    let (Act::Subscribe(offer) | Act::Renew(offer) | Act::Switch(offer)) = act else {
        unreachable!("billed");
    };
    let (was, is) = (before.paid_through(), bill.after.paid_through());
    let owed = match act {
        Act::Switch(_) => 0,
        _ => arrears(before, *offer, grace_used(before, now), &bill.after),
    };
    let owed_left = owed.saturating_sub(before.credit);
    prop_assert_eq!(bill.charge, discounted(bill.need - owed_left, offer.discount_bps) + owed_left);
    if matches!(act, Act::Switch(_)) && offer.interval == before.interval {
        prop_assert_eq!(is, was);
        return Ok(());
    }
    prop_assert!(is > was || matches!(act, Act::Switch(_)), "a whole period more");
    let was_there = if matches!(act, Act::Switch(_)) { before.worth(now).unwrap() } else { before.credit };
    prop_assert_eq!(was_there - bill.after.credit + bill.need, offer.price + owed);
    Ok(())
}

/// What is kept, against what the moves of all money sum to.
fn agree(account: &Account, customer: &Customer, now: u64) -> Result<(), TestCaseError> {
    let prepaid = account.prepaid;
    prop_assert_eq!(prepaid.paid_through(), customer.paid_through());
    prop_assert_eq!(prepaid.lapses_at, customer.lapses_at());
    prop_assert_eq!(prepaid.cancelled, customer.is_cancelled());
    if account.excluded_at.is_none() {
        prop_assert_eq!(prepaid.grace_used(now), customer.grace_used(now));
    }
    prop_assert_eq!(BigUint::from(prepaid.credit), customer.credit());
    for t in [now, now + DAY / 2, now + 20 * DAY, now + 45 * DAY] {
        prop_assert_eq!(BigUint::from(prepaid.unused(t).unwrap()), customer.unused(t), "at {}", t);
    }
    let (charged, refunded) = (customer.pots().out_of(Pot::Charged), customer.pots().into(Pot::Refunded));
    let held = BigUint::from(prepaid.current.value) + prepaid.ahead.value + prepaid.credit;
    prop_assert!(&refunded + prepaid.credit <= charged, "credit and refunds are of what was paid");
    prop_assert!(&refunded + &held <= charged, "and so is what time was bought for");
    for (paid, back) in account.paid.into_iter().zip(account.back) {
        prop_assert!(back <= paid, "no more of a token comes back");
    }
    prop_assert!(account.receipt.tokens <= account.paid[account.token] - account.back[account.token]);
    Ok(())
}

fn meet(act: &Act, before: &Prepaid, charge: u64, after: &Prepaid, now: u64, met: &mut BTreeSet<Met>) {
    let status = before.status(now);
    match act {
        Act::Renew(offer) => {
            met.insert(if status == Status::Grace { Met::RenewedInGrace } else { Met::RenewedEarly });
            let changed = offer.interval != before.interval;
            met.extend(changed.then_some(Met::IntervalChangedAtRenewal));
            met.extend((charge == 0 && offer.price > 0).then_some(Met::PaidByCreditAlone));
            met.extend((offer.price == 0).then_some(Met::Granted));
        }
        Act::Switch(offer) => {
            let ahead = !after.ahead.is_none();
            met.extend(ahead.then_some(Met::SwitchedWithPeriodAhead));
            met.extend((charge > 0 && before.worth(now) > Some(0)).then_some(Met::Upgraded));
            met.extend((after.credit > before.credit).then_some(Met::SurplusToCredit));
            met.extend((offer.interval != before.interval).then_some(Met::YearFromNow));
            met.extend((!after.cancelled && after.grace() < before.grace()).then_some(Met::GraceCut));
        }
        Act::Subscribe(_) => {
            met.extend((after.anchor < now).then_some(Met::GraceCameOff));
        }
        _ => {}
    }
    if let Act::Renew(offer) | Act::Subscribe(offer) = act {
        let owed = arrears(before, *offer, grace_used(before, now), after);
        met.extend((owed > 0).then_some(Met::GracePaidDearer));
    }
}
