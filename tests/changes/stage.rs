//! Alice, who has a plan, and what her tests share.

use std::ops::{Deref, DerefMut};

use anchor_lang::Event;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::PaidTime;
use tenure_client::subscriptions::{consent_to, events, Consent, Subscription, ID};
use tenure_tests::{Customer, Money, Outcome, Shop, START};

pub const DAY: u64 = 86_400;

/// The first month of who subscribes when a world begins: 4 January to 4 February, at noon.
pub const MONTH: u64 = 31 * DAY;

/// The middle of that month: 20 January, at midnight.
pub const HALF: u64 = MONTH / 2;

/// The month after it, to 4 March.
pub const FEBRUARY: u64 = 28 * DAY;

/// The shop's grace.
pub const GRACE: u64 = 3 * DAY;

/// Of the token programs.
pub const INSUFFICIENT_FUNDS: u32 = 1;
pub const OWNER_MISMATCH: u32 = 4;
pub const ACCOUNT_FROZEN: u32 = 17;

/// No time.
pub const NONE: PaidTime = PaidTime { period_start: 0, start: 0, end: 0, value: 0 };

/// A shop with Alice. It is a [`Shop`] in all else.
pub struct Stage {
    pub shop: Shop,
    pub usdc: Money,
    pub own: Money,
    pub alice: Customer,
}

impl Deref for Stage {
    type Target = Shop;

    fn deref(&self) -> &Shop {
        &self.shop
    }
}

impl DerefMut for Stage {
    fn deref_mut(&mut self) -> &mut Shop {
        &mut self.shop
    }
}

impl Stage {
    /// Alice has subscribed at [`START`] and paid in USDC.
    pub async fn on(plan: u32) -> Self {
        let mut stage = Self::bare().await;
        stage.shop.subscribe(&stage.alice, plan, &stage.usdc).await.expect("Alice subscribes");
        stage
    }

    /// Alice has subscribed at [`START`] and paid in the own token: a fifth less, at 2 dollars each.
    pub async fn on_with_own(plan: u32) -> Self {
        let mut stage = Self::bare().await;
        stage.shop.subscribe(&stage.alice, plan, &stage.own).await.expect("Alice subscribes");
        stage
    }

    /// Alice has not subscribed.
    pub async fn bare() -> Self {
        Self::of(Shop::new().await).await
    }

    pub async fn of(mut shop: Shop) -> Self {
        let (usdc, own, alice) = (shop.usdc.clone(), shop.own.clone(), shop.customer().await);
        Self { shop, usdc, own, alice }
    }

    /// Goes to so many seconds after [`START`]. The own token is at 2 dollars.
    pub async fn at(&mut self, seconds: u64) {
        self.shop.set_time(START + seconds).await;
        self.shop.set_price(2_00000000).await;
    }

    /// Alice's subscription.
    pub async fn seen(&mut self) -> Subscription {
        self.shop.subscription(&self.alice).await
    }

    /// The subscription's address.
    pub fn subscribed(&self) -> Pubkey {
        self.shop.store.subscription(&self.alice.address())
    }

    pub async fn switch(&mut self, plan: u32) -> Outcome {
        self.shop.switch_plan(&self.alice, plan, &self.usdc).await
    }

    pub async fn switch_with_own(&mut self, plan: u32) -> Outcome {
        self.shop.switch_plan(&self.alice, plan, &self.own).await
    }

    /// The instruction by which Alice switches, and pays in USDC.
    pub fn switching(&self, plan: u32, consent: Consent) -> Instruction {
        let user = self.alice.address();
        let source = self.usdc.keys.source(&user);
        self.store.switch_plan(&user, plan, &self.usdc.keys, source, consent)
    }

    /// Consent to a charge of `max_in` before the second `valid_until`.
    pub async fn consenting(&mut self, max_in: u64, valid_until: u64) -> Consent {
        consent_to(Some(&self.seen().await), max_in, valid_until)
    }

    pub async fn schedule(&mut self, plan: u32) -> Outcome {
        self.shop.schedule_change(&self.alice, plan).await
    }

    pub async fn unschedule(&mut self) -> Outcome {
        self.shop.unschedule_change(&self.alice).await
    }

    pub async fn cancelling(&mut self) -> Outcome {
        self.shop.cancel(&self.alice).await
    }

    pub async fn taking_back(&mut self) -> Outcome {
        self.shop.take_back_cancellation(&self.alice).await
    }

    pub async fn ending(&mut self) -> Outcome {
        self.shop.end(&self.alice).await
    }

    pub async fn paying(&mut self) -> Outcome {
        self.shop.pay_now(&self.alice, &self.usdc).await
    }

    /// A keeper renews.
    pub async fn renewing(&mut self) -> Outcome {
        self.shop.renew(&self.alice, &self.usdc).await
    }

    /// Alice lets keepers charge twelve times as much, in USDC.
    pub async fn allow(&mut self, per_charge: u64) {
        let terms = self.shop.mandate_terms(per_charge, 12).await;
        self.shop.grant_mandate(&self.alice, &self.usdc, terms).await.expect("the mandate is granted");
    }

    pub async fn refunding(&mut self, amount: u64) -> Outcome {
        self.shop.refund(&self.alice, &self.usdc, amount).await
    }

    /// The store pauses.
    pub async fn pausing(&mut self) {
        let guard = self.shop.guard.insecure_clone();
        let pause = self.shop.store.pause(guard.pubkey());
        self.shop.send(&[pause], &[&guard]).await.expect("the store is paused");
    }

    /// What the store has in USDC and in its own token.
    pub async fn tills(&mut self) -> (u64, u64) {
        (self.shop.till(&self.usdc).await, self.shop.till(&self.own).await)
    }

    /// What Alice has in USDC and in the own token.
    pub async fn wallets(&mut self) -> (u64, u64) {
        (self.shop.wallet(&self.alice, &self.usdc).await, self.shop.wallet(&self.alice, &self.own).await)
    }

    /// Tier and end that Alice's badge shows.
    pub async fn shown(&mut self) -> (u8, u64) {
        let badge = self.shop.badge(&self.alice).await.expect("a badge");
        (badge.tier, badge.expires_at)
    }
}

/// A stretch that is the whole of a period.
pub fn whole(start: u64, end: u64, value: u64) -> PaidTime {
    PaidTime { period_start: start, start, end, value }
}

/// The whole account is as expected.
#[track_caller]
pub fn same(is: &Subscription, expected: &Subscription) {
    assert_eq!(is.prepaid(), expected.prepaid());
    assert_eq!(is.receipt(), expected.receipt());
    assert_eq!(bytemuck::bytes_of(is), bytemuck::bytes_of(expected));
}

/// The transaction emitted `event` and no other of the program, and the client reads it.
#[track_caller]
pub fn emitted(outcome: Outcome, event: impl Event) {
    let logs = outcome.unwrap().logs;
    assert_eq!(tenure_client::event_data(&logs, &ID), [event.data()]);
    assert_eq!(events(&logs).len(), 1);
}
