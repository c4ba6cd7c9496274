//! Cases 13 and 14: whatever somebody does in whatever order, in two tokens and at changing prices, no money
//! comes out that did not go in. An independent model takes each step too, and agrees.

use std::collections::BTreeSet;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use solana_transaction_error::TransactionError;
use tenure_client::subscriptions::{Subscription, SubscriptionError};
use tenure_math::billing::Prepaid;
use tenure_model::billing::{self as model, dollar_tokens, priced_tokens, OracleQuote, Standing, Terms};
use tenure_tests::{seed, Customer, IntoCode, Money, Outcome, Shop};

use crate::stage::{promise, DAY};

const USDC: usize = 0;
const OWN: usize = 1;

/// Price in dollars, months in a period, by id.
const PLANS: [(u64, u32); 6] = [(10, 1), (30, 1), (100, 1), (300, 1), (100, 12), (1_000, 12)];

const GRACE: u64 = 3 * DAY;
const WINDOW: u64 = DAY;

/// One customer, and the sums of all that went in and out.
struct Run {
    shop: Shop,
    dice: ChaCha8Rng,
    customer: Customer,
    model: model::Customer,
    monies: [Money; 2],
    /// Of the own token, in dollars of 8 decimals.
    price: i64,
    /// In micro-USD.
    charged: u64,
    given_back: u64,
    /// In base units, by token.
    paid: [u64; 2],
    refunded: [u64; 2],
    /// Of the steps that went through, each kind.
    done: BTreeSet<Step>,
    /// Of those that were charged, how many.
    charges: u32,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Wait,
    Subscribe,
    Renew,
    PayNow,
    Switch,
    Schedule,
    Unschedule,
    Cancel,
    TakeBack,
    End,
    Refund,
    Grant,
    Promise,
}

impl Run {
    async fn begin(number: u64) -> Self {
        let mut shop = Shop::new().await;
        let customer = shop.customer().await;
        shop.open_subscription(&customer).await.unwrap();
        let monies = [shop.usdc.clone(), shop.own.clone()];
        Self {
            shop,
            dice: ChaCha8Rng::seed_from_u64(number),
            customer,
            model: model::Customer::default(),
            monies,
            price: 2_00000000,
            charged: 0,
            given_back: 0,
            paid: [0; 2],
            refunded: [0; 2],
            done: BTreeSet::new(),
            charges: 0,
        }
    }

    async fn prepaid(&mut self) -> Subscription {
        self.shop.subscription(&self.customer).await
    }

    async fn wallets(&mut self) -> [u64; 2] {
        let [usdc, own] = self.monies.clone();
        [self.shop.wallet(&self.customer, &usdc).await, self.shop.wallet(&self.customer, &own).await]
    }

    /// Mostly something that goes through.
    async fn chooses(&mut self) -> Step {
        let (now, before) = (self.shop.now().await, self.prepaid().await);
        let likely: &[Step] = if expired(&before, now) { &WITHOUT } else { &WITH_TIME };
        let unlikely: &[Step] = if expired(&before, now) { &WITH_TIME } else { &WITHOUT };
        let steps = if self.dice.random_ratio(9, 10) { likely } else { unlikely };
        steps[self.dice.random_range(0..steps.len())]
    }

    async fn wait(&mut self) {
        let (now, end) = (self.shop.now().await, self.prepaid().await.paid_through());
        let then = match self.dice.random_range(0..8) {
            0 => now,
            1 => now + self.dice.random_range(1..=DAY),
            2 => now + self.dice.random_range(1..=30 * DAY),
            3 => end.saturating_sub(self.dice.random_range(1..=WINDOW)),
            4 => end,
            5 => end + self.dice.random_range(0..=GRACE),
            6 => end + GRACE,
            _ => end.saturating_sub(self.dice.random_range(1..=3 * DAY)),
        };
        // At most two years on, and never back.
        self.shop.set_time(then.clamp(now, now + 730 * DAY)).await;
    }

    /// The own token's price moves.
    async fn reprice(&mut self) {
        self.price = self.dice.random_range(50_000_000..=800_000_000);
        self.shop.set_price(self.price).await;
    }

    fn offer(&self, plan: u32, money: usize) -> Terms {
        let (dollars, months) = PLANS[usize::try_from(plan).expect("a plan")];
        let discount_bps = if money == OWN { 2_000 } else { 0 };
        Terms { price: dollars * 1_000_000, months, discount_bps, grace: GRACE }
    }

    /// What so much is in a token now.
    fn tokens(&self, money: usize, amount: u64) -> u64 {
        if money == USDC {
            return dollar_tokens(amount, 6).expect("a price");
        }
        let quote = OracleQuote { price: self.price, confidence: 0, exponent: -8 };
        priced_tokens(amount, 9, quote, 100).expect("a price")
    }

    async fn take(&mut self, step: Step) {
        self.reprice().await;
        let money = self.dice.random_range(0..2);
        let plan = self.dice.random_range(0..6);
        let token = self.monies[money].clone();
        let now = self.shop.now().await;
        let before = self.prepaid().await;
        let worth = worth(&before, now);
        let wallets = self.wallets().await;
        let (renewed, customer) = (self.offer(before.renewal_plan(), money), &self.customer);
        let amount = self.dice.random_range(1..=before.credit.max(1) + 1);
        let mandate = self.shop.store.mandate(&customer.address(), &token.mint.address);
        let granted_once = self.shop.account(&mandate).await.is_some();

        let outcome = match step {
            Step::Wait => return self.wait().await,
            Step::Subscribe => self.shop.subscribe(customer, plan, &token).await,
            Step::Renew if !granted_once => return,
            Step::Renew => self.shop.renew(customer, &token).await,
            Step::PayNow => self.shop.pay_now(customer, &token).await,
            Step::Switch => self.shop.switch_plan(customer, plan, &token).await,
            Step::Schedule => self.shop.schedule_change(customer, plan).await,
            Step::Unschedule => self.shop.unschedule_change(customer).await,
            Step::Cancel => self.shop.cancel(customer).await,
            Step::TakeBack => self.shop.take_back_cancellation(customer).await,
            Step::End => self.shop.end(customer).await,
            Step::Refund => {
                let receipt = self.monies.iter().find(|money| money.mint.address == before.receipt_mint);
                let Some(money) = receipt.cloned() else { return };
                self.shop.refund(customer, &money, amount).await
            }
            Step::Grant => self.shop.grant(customer, before.renewal_plan()).await,
            Step::Promise => {
                let most = self.tokens(money, 1_000_000_000).max(1);
                return promise(&mut self.shop, &self.customer, &token, most).await;
            }
        };
        let failed_to_renew = matches!(step, Step::Renew) && self.prepaid().await.failure != 0;
        // Another plan follows at the end, never before.
        let window = if before.change_scheduled == 1 { 0 } else { WINDOW };
        let mut next = self.model.clone();
        let expected = match step {
            Step::Subscribe => next.subscribe(now, self.offer(plan, money)),
            Step::Renew | Step::PayNow => next.renew(now, renewed, window),
            Step::Switch => next.switch(now, self.offer(plan, money)),
            Step::Cancel => next.cancel(now).map(|()| 0),
            Step::TakeBack => next.resume(now, GRACE).map(|()| 0),
            Step::End => next.end(now).map(|()| 0),
            Step::Refund => next.refund(amount).map(|()| 0),
            Step::Grant if expired(&before, now) => next.subscribe(now, granted(renewed, 0)),
            Step::Grant => next.renew(now, granted(renewed, next.lapses_at() - next.paid_through()), window),
            _ => Ok(0),
        };
        if step == Step::Grant {
            next.is_priced_at(renewed.price);
        }
        if outcome.is_err() || failed_to_renew {
            agrees(step, &outcome, expected);
            assert_eq!(self.wallets().await, wallets);
            return;
        }
        self.done.insert(step);
        let charge =
            expected.unwrap_or_else(|standing| panic!("{step:?}, which the model refuses: {standing:?}"));
        self.model = next;
        self.count(step, money, charge, amount, wallets).await;
        self.holds(now, worth, charge, step, amount).await;
    }

    /// What went in and out by a step.
    async fn count(&mut self, step: Step, money: usize, charge: u64, amount: u64, before: [u64; 2]) {
        let after = self.wallets().await;
        if matches!(step, Step::Refund) {
            self.given_back += amount;
            for token in [USDC, OWN] {
                self.refunded[token] += after[token] - before[token];
            }
            return;
        }
        self.charged += charge;
        self.charges += u32::from(charge > 0);
        let mut expected = before;
        let tokens = self.tokens(money, charge);
        expected[money] -= tokens;
        self.paid[money] += tokens;
        assert_eq!(after, expected, "{step:?} is charged as the model says, and rounded up");
    }

    /// What must hold after every step, and what one step may do.
    async fn holds(&mut self, now: u64, worth_before: u64, charge: u64, step: Step, amount: u64) {
        let after = self.prepaid().await;
        let theirs = (self.model.paid_through(), self.model.lapses_at(), self.model.credit());
        assert_eq!((after.paid_through(), after.lapses_at, after.credit.into()), theirs, "{step:?}");
        assert!(after.credit + self.given_back <= self.charged, "no more credit than was charged");
        let worth = worth(&after, now);
        assert!(worth + self.given_back <= self.charged, "no more time and credit than was charged");
        let out = if matches!(step, Step::Refund) { amount } else { 0 };
        assert!(worth + out <= worth_before + charge, "{step:?} makes money of nothing");
        for token in [USDC, OWN] {
            assert!(self.refunded[token] <= self.paid[token], "no more tokens back than were paid");
        }
    }
}

/// It gives no grace beyond what there was.
fn granted(offer: Terms, grace: u64) -> Terms {
    Terms { price: 0, discount_bps: 0, grace, ..offer }
}

fn expired(subscription: &Subscription, now: u64) -> bool {
    subscription.prepaid().status(now) == tenure_math::billing::Status::Expired
}

fn worth(subscription: &Subscription, now: u64) -> u64 {
    Prepaid::worth(&subscription.prepaid(), now).expect("a sum that fits")
}

/// Of the program's refusals, those that the model knows are its own too; and it refuses nothing that the
/// program was not first to refuse.
fn agrees(step: Step, outcome: &Outcome, expected: Result<u64, Standing>) {
    use SubscriptionError::*;
    let known = [
        (NotExpired, Standing::NotExpired),
        (Expired, Standing::Expired),
        (Unpaid, Standing::Unpaid),
        (TooEarly, Standing::TooEarly),
        (Cancelled, Standing::Cancelled),
        (NotCancelled, Standing::NotCancelled),
        (ShorterInterval, Standing::ShorterInterval),
        (AboveCredit, Standing::AboveCredit),
    ];
    let Err(failure) = outcome else { return };
    // What the model does not keep.
    if matches!(step, Step::Schedule | Step::Unschedule) {
        return;
    }
    let TransactionError::InstructionError(_, error) = &failure.error else { panic!("{failure}") };
    match known.iter().find(|(name, _)| (*name).code() == *error) {
        Some((_, standing)) => assert_eq!(expected, Err(*standing), "{step:?}"),
        None => {
            let others = [SamePlan, NotAnUpgrade, WrongMandate, AboveReceipt, NothingToRefund];
            let failures =
                [AboveCharge, AbovePeriod, AboveTotal, DelegateLost, DelegationShort, TooFewTokens];
            let named = others.into_iter().chain(failures).any(|name| name.code() == *error);
            assert!(named, "{step:?}: {failure}");
        }
    }
}

/// What one may do with time left, and without.
const WITH_TIME: [Step; 18] = [
    Step::Wait,
    Step::Wait,
    Step::Renew,
    Step::Renew,
    Step::PayNow,
    Step::PayNow,
    Step::Switch,
    Step::Switch,
    Step::Switch,
    Step::Schedule,
    Step::Unschedule,
    Step::Cancel,
    Step::TakeBack,
    Step::End,
    Step::Refund,
    Step::Grant,
    Step::Promise,
    Step::Promise,
];
const WITHOUT: [Step; 6] =
    [Step::Subscribe, Step::Subscribe, Step::Subscribe, Step::Grant, Step::Refund, Step::Renew];

async fn runs(number: u64, steps: usize) -> Run {
    let mut run = Run::begin(number).await;
    for _ in 0..steps {
        let step = run.chooses().await;
        run.take(step).await;
    }
    run
}

#[tokio::test]
async fn case_13_credit_and_refunds_are_never_above_what_was_paid() {
    let number = seed("payments");
    for offset in 0..4 {
        runs(number.wrapping_add(offset), 250).await;
    }
}

#[tokio::test]
async fn case_14_known_runs_of_every_kind_of_step_are_worth_no_more_than_was_paid() {
    let (mut done, mut charges, mut refunded) = (BTreeSet::new(), 0, [0; 2]);
    for number in 1..=4 {
        let run = runs(number, 250).await;
        done.extend(run.done);
        charges += run.charges;
        refunded[USDC] += run.refunded[USDC];
        refunded[OWN] += run.refunded[OWN];
    }
    // The same in every run: that they test something.
    assert!(EVERY_KIND.iter().all(|step| done.contains(step)), "{done:?}");
    assert!(charges > 50 && refunded[USDC] > 0 && refunded[OWN] > 0, "{charges} {refunded:?}");
}

const EVERY_KIND: [Step; 11] = [
    Step::Subscribe,
    Step::Renew,
    Step::PayNow,
    Step::Switch,
    Step::Schedule,
    Step::Unschedule,
    Step::Cancel,
    Step::TakeBack,
    Step::End,
    Step::Refund,
    Step::Grant,
];
