//! Random walks through plans and tokens, step by step as the model says.

use rand::{seq::IndexedRandom, Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use subscriptions::SubscriptionError;
use tenure_model::billing::{Customer as Model, Pot, Standing, Terms};
use tenure_tests::{
    seed, Money, Outcome, OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP,
};

use crate::stage::{Stage, DAY, GRACE};

const STEPS: u32 = 120;

/// Price in dollars and months of each plan.
const PLANS: [(u32, u64, u32); 6] = [
    (BASIC, 10, 1),
    (ADVANCED, 30, 1),
    (PREMIUM, 100, 1),
    (VIP, 300, 1),
    (BASIC_YEAR, 100, 12),
    (PREMIUM_YEAR, 1_000, 12),
];

struct Walk {
    stage: Stage,
    model: Model,
    rng: ChaCha8Rng,
    now: u64,
    plan: u32,
    wish: Option<u32>,
    charged: u64,
    before: (u64, u64),
}

fn of(standing: Standing) -> SubscriptionError {
    match standing {
        Standing::NotExpired => SubscriptionError::NotExpired,
        Standing::Expired => SubscriptionError::Expired,
        Standing::Unpaid => SubscriptionError::Unpaid,
        Standing::TooEarly => SubscriptionError::TooEarly,
        Standing::Cancelled => SubscriptionError::Cancelled,
        Standing::NotCancelled => SubscriptionError::NotCancelled,
        Standing::ShorterInterval => SubscriptionError::ShorterInterval,
        Standing::AboveCredit => SubscriptionError::AboveCredit,
    }
}

/// The chain did as the model does. Returns what, unless both refused.
#[track_caller]
fn agree<T>(outcome: Outcome, expected: Result<T, Standing>) -> Option<T> {
    match expected {
        Ok(done) => {
            outcome.unwrap();
            Some(done)
        }
        Err(standing) => {
            outcome.refused(of(standing));
            None
        }
    }
}

impl Walk {
    async fn new(rng: ChaCha8Rng) -> Self {
        let mut stage = Stage::bare().await;
        stage.shop.open_subscription(&stage.alice).await.unwrap();
        let before = stage.wallets().await;
        let (model, now) = (Model::default(), START);
        Self { stage, model, rng, now, plan: BASIC, wish: None, charged: 0, before }
    }

    fn terms(&self, plan: u32, money: &Money) -> Terms {
        let (_, dollars, months) = PLANS[usize::try_from(plan).unwrap()];
        let own = money.mint.address == self.stage.own.mint.address;
        let discount_bps = if own { 2_000 } else { 0 };
        Terms { price: dollars * 1_000_000, months, discount_bps, grace: GRACE }
    }

    /// Some time later, or none, at another price.
    async fn wait(&mut self) {
        let end = self.model.paid_through();
        let to_the_end = end.saturating_sub(self.now);
        let seconds = match self.rng.random_range(0..8) {
            0 => 0,
            1 => 1,
            2 => self.rng.random_range(0..=to_the_end),
            3 => to_the_end,
            4 => (to_the_end + GRACE).saturating_sub(1),
            5 => to_the_end.saturating_sub(DAY),
            _ => self.rng.random_range(0..7 * DAY),
        };
        self.now += seconds;
        self.stage.set_time(self.now).await;
        let price = *[50_000_000, 123_456_789, 200_000_000, 987_654_321].choose(&mut self.rng).unwrap();
        self.stage.set_price(price).await;
    }

    async fn step(&mut self) {
        let plan = PLANS.choose(&mut self.rng).unwrap().0;
        let money = if self.rng.random() { self.stage.usdc.clone() } else { self.stage.own.clone() };
        let (now, terms) = (self.now, self.terms(plan, &money));
        let expired = now >= self.model.lapses_at();
        match self.rng.random_range(0..16) {
            0..=9 if expired => {
                let outcome = self.stage.shop.subscribe(&self.stage.alice, plan, &money).await;
                let charge = agree(outcome, self.model.subscribe(now, terms));
                self.paid(charge, plan);
            }
            0..=4 => self.switch(plan, &money).await,
            5..=9 => self.renew(&money).await,
            10..=11 => self.wish_for(plan).await,
            12 => {
                let outcome = self.stage.cancelling().await;
                agree(outcome, self.model.cancel(now));
            }
            13 => {
                let outcome = self.stage.taking_back().await;
                agree(outcome, self.model.resume(now, GRACE));
            }
            14 => {
                let outcome = self.stage.ending().await;
                agree(outcome, self.model.end(now));
                self.refund().await;
            }
            _ => self.refund().await,
        }
    }

    fn paid(&mut self, charge: Option<u64>, plan: u32) {
        if let Some(charge) = charge {
            (self.plan, self.wish) = (plan, None);
            self.charged += charge;
        }
    }

    async fn switch(&mut self, plan: u32, money: &Money) {
        let terms = self.terms(plan, money);
        let present = self.terms(self.plan, money);
        let outcome = self.stage.shop.switch_plan(&self.stage.alice, plan, money).await;
        if plan == self.plan {
            return outcome.refused(SubscriptionError::SamePlan);
        }
        // Of one who has not subscribed yet, the price is nothing.
        if self.charged > 0 && terms.months == present.months && terms.price < present.price {
            return outcome.refused(SubscriptionError::NotAnUpgrade);
        }
        let charge = agree(outcome, self.model.switch(self.now, terms));
        self.paid(charge, plan);
    }

    /// A wish that changes the plan comes true in grace, not in the window.
    async fn renew(&mut self, money: &Money) {
        let plan = self.wish.unwrap_or(self.plan);
        let window = if self.wish.is_some() { 0 } else { DAY };
        let outcome = self.stage.shop.pay_now(&self.stage.alice, money).await;
        let renewed = self.model.renew(self.now, self.terms(plan, money), window);
        self.paid(agree(outcome, renewed), plan);
    }

    async fn wish_for(&mut self, plan: u32) {
        let outcome = self.stage.schedule(plan).await;
        if self.now >= self.model.lapses_at() {
            outcome.refused(SubscriptionError::Expired);
        } else if self.model.is_cancelled() {
            outcome.refused(SubscriptionError::Cancelled);
        } else if plan == self.wish.unwrap_or(self.plan) {
            outcome.refused(SubscriptionError::SamePlan);
        } else {
            outcome.unwrap();
            self.wish = (plan != self.plan).then_some(plan);
        }
    }

    async fn refund(&mut self) {
        let seen = self.stage.seen().await;
        let most = seen.credit.min(seen.receipt_charged);
        let own = seen.receipt_mint == self.stage.own.mint.address;
        let money = if own { self.stage.own.clone() } else { self.stage.usdc.clone() };
        if most < 1_000 {
            return;
        }
        let amount = self.rng.random_range(1_000..=most);
        let outcome = self.stage.shop.refund(&self.stage.alice, &money, amount).await;
        agree(outcome, self.model.refund(amount));
    }

    /// The subscription is as the model's, and no more is credit, unused or refunded than was charged; nor
    /// has she ever more tokens than at first.
    async fn check(&mut self) {
        let (seen, wallets) = (self.stage.seen().await, self.stage.wallets().await);
        assert_eq!(Ok(seen.credit), u64::try_from(self.model.credit()));
        assert_eq!(seen.prepaid().unused(self.now), u64::try_from(self.model.unused(self.now)).ok());
        assert_eq!(
            (seen.paid_through(), seen.lapses_at),
            (self.model.paid_through(), self.model.lapses_at())
        );
        assert_eq!(seen.cancelled == 1, self.model.is_cancelled());
        let refunded = u64::try_from(self.model.pots().into(Pot::Refunded)).unwrap();
        assert!(seen.prepaid().worth(self.now).unwrap() + refunded <= self.charged);
        assert!(wallets.0 <= self.before.0 && wallets.1 <= self.before.1, "{wallets:?}");
        if self.charged > 0 {
            assert_eq!((seen.plan, seen.renewal_plan()), (self.plan, self.wish.unwrap_or(self.plan)));
        }
    }
}

#[tokio::test]
async fn every_step_is_as_the_model_says() {
    let mut rng = ChaCha8Rng::seed_from_u64(seed("changes"));
    for _ in 0..4 {
        let mut walk = Walk::new(ChaCha8Rng::from_rng(&mut rng)).await;
        for _ in 0..STEPS {
            walk.step().await;
            walk.check().await;
            walk.wait().await;
        }
    }
}
