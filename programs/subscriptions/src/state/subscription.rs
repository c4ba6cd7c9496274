use anchor_lang::prelude::*;
use tenure_math::billing::{Bill, Interval, MandateRefusal, Prepaid, Receipt, Status};

use super::{plan::interval_of, PaidTime};
use crate::{
    error::SubscriptionError,
    state::{Plan, Store},
};

/// What one user has subscribed to in one store, and paid for it.
///
/// PDA `["subscription", store, user]`. There is no other: nobody pays twice at a time. Its status follows
/// from the time alone, whoever calls or does not.
#[account]
pub struct Subscription {
    pub version: u8,
    pub bump: u8,
    /// Of the badge.
    pub tier: u8,
    /// 0: civil months, 1: years.
    pub interval: u8,
    /// 1 if nothing is renewed.
    pub cancelled: u8,
    /// 1 if the newest period was paid elsewhere.
    pub granted: u8,
    /// 1 if the store has excluded the user.
    pub revoked: u8,
    /// 1 if another plan follows with the next renewal.
    pub change_scheduled: u8,
    /// 1 once it was noted that it has expired.
    pub lapse_noted: u8,
    /// Why the next period was not charged when a keeper tried: a [`Failure`]; 0 if none tried in vain.
    pub failure: u8,
    pub reserved_flags: [u8; 6],
    /// The second of the newest `subscribe`, or a later number: grows with each. What was signed for one
    /// is worth nothing for the next. 0 before the first.
    pub incarnation: u64,
    /// The second from which periods are counted.
    pub anchor: u64,
    /// The day of the month on which they end, from 1 to 31.
    pub anchor_day: u32,
    /// Paid since the anchor.
    pub periods: u32,
    /// The newest period that has begun.
    pub current: PaidTime,
    /// The one after it, if it was paid early.
    pub ahead: PaidTime,
    /// What was paid and not used, in micro-USD.
    pub credit: u64,
    /// The second at which it expires.
    pub lapses_at: u64,
    /// What can be refunded: charged in micro-USD, and in base units of `receipt_mint`.
    pub receipt_charged: u64,
    pub receipt_tokens: u64,
    /// The end of the paid time that was last reminded of.
    pub reminded: u64,
    /// The plan's price, in micro-USD.
    pub price: u64,
    pub plan: u32,
    /// Counts if a change is scheduled.
    pub next_plan: u32,
    pub store: Address,
    pub user: Address,
    /// The token that was charged last.
    pub receipt_mint: Address,
    /// The mandate that renewals are charged under; zero if none.
    pub mandate: Address,
    pub rent_payer: Address,
    /// The second at which the store excluded the user; 0 if it has not.
    pub excluded_at: u64,
    /// Seconds of the newest grace in which the user was excluded: they are not owed.
    pub grace_refused: u64,
    pub reserved: [u8; 48],
}

const _: () = assert!(core::mem::size_of::<Subscription>() == 384);

/// Why a renewal could not be charged: what the user can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Failure {
    MandateExpired = 1,
    AboveCharge = 2,
    AbovePeriod = 3,
    AboveTotal = 4,
    /// The token account is closed, or no longer the user's.
    SourceGone = 5,
    SourceFrozen = 6,
    /// The token account has another delegate, or none.
    DelegateLost = 7,
    /// The delegate may take less than the charge.
    DelegationShort = 8,
    TooFewTokens = 9,
}

impl Failure {
    /// As accounts and events hold it.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<MandateRefusal> for Failure {
    fn from(refusal: MandateRefusal) -> Self {
        match refusal {
            MandateRefusal::Expired => Self::MandateExpired,
            MandateRefusal::AboveCharge => Self::AboveCharge,
            MandateRefusal::AbovePeriod => Self::AbovePeriod,
            MandateRefusal::AboveTotal => Self::AboveTotal,
        }
    }
}

impl Subscription {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"subscription";

    /// A new account's identity. Nothing is subscribed to yet.
    pub fn open(&mut self, bump: u8, store: Address, user: Address, rent_payer: Address) {
        self.version = Self::VERSION;
        self.bump = bump;
        self.store = store;
        self.user = user;
        self.rent_payer = rent_payer;
    }

    pub fn prepaid(&self) -> Prepaid {
        Prepaid {
            anchor: self.anchor,
            anchor_day: self.anchor_day,
            interval: interval_of(self.interval),
            price: self.price,
            periods: self.periods,
            current: self.current.into(),
            ahead: self.ahead.into(),
            credit: self.credit,
            lapses_at: self.lapses_at,
            grace_refused: self.grace_refused,
            cancelled: self.cancelled == 1,
        }
    }

    pub fn set_prepaid(&mut self, prepaid: &Prepaid) {
        self.anchor = prepaid.anchor;
        self.anchor_day = prepaid.anchor_day;
        self.interval = match prepaid.interval {
            Interval::Month => 0,
            Interval::Year => 1,
        };
        self.periods = prepaid.periods;
        self.current = prepaid.current.into();
        self.ahead = prepaid.ahead.into();
        self.credit = prepaid.credit;
        self.lapses_at = prepaid.lapses_at;
        self.grace_refused = prepaid.grace_refused;
        self.cancelled = prepaid.cancelled.into();
    }

    /// Seconds before the paid time ends in which the next period can be paid. Another plan begins when that
    /// time is over, not before: the tier is that of the time that runs.
    pub fn renewal_window(&self, store: &Store) -> u32 {
        if self.change_scheduled == 1 {
            0
        } else {
            store.window
        }
    }

    pub fn status(&self, now: u64) -> Status {
        self.prepaid().status(now)
    }

    pub fn paid_through(&self) -> u64 {
        self.prepaid().paid_through()
    }

    /// Whether time was used in grace and is not paid for.
    pub fn owes_grace(&self, now: u64) -> bool {
        self.prepaid().grace_used(now) > 0
    }

    /// Nothing is charged any more, and no grace that passes is owed.
    pub fn exclude(&mut self, now: u64) {
        self.revoked = 1;
        self.excluded_at = now;
    }

    pub fn reinstate(&mut self, now: u64) {
        self.set_prepaid(&self.prepaid().reinstate(now, self.excluded_at));
        self.revoked = 0;
        self.excluded_at = 0;
    }

    pub fn receipt(&self) -> Receipt {
        Receipt { charged: self.receipt_charged, tokens: self.receipt_tokens }
    }

    pub fn set_receipt(&mut self, receipt: Receipt) {
        self.receipt_charged = receipt.charged;
        self.receipt_tokens = receipt.tokens;
    }

    /// Adds a charge of `tokens` of `mint` to what can be refunded, where `worth` is what was unused before
    /// it. Of what was charged in another token nothing can be any more.
    fn add_receipt(&mut self, mint: &Address, worth: u64, charge: u64, tokens: u64) -> Result<()> {
        let kept =
            if charge == 0 || self.receipt_mint == *mint { self.receipt() } else { Receipt::default() };
        let receipt = kept.with(worth, charge, tokens).ok_or(SubscriptionError::Overflow)?;
        self.set_receipt(receipt);
        if charge > 0 {
            self.receipt_mint = *mint;
        }
        Ok(())
    }

    /// A new count: no mandate and no wish of an earlier one is left.
    pub fn begin(&mut self, now: u64) -> Result<()> {
        self.incarnation = self.incarnation.checked_add(1).ok_or(SubscriptionError::Overflow)?.max(now);
        self.mandate = Address::default();
        self.lapse_noted = 0;
        Ok(())
    }

    /// Takes a step for `plan` at second `now`, whose charge is paid with `tokens` of `mint`. What was
    /// noted or wished for it is done with.
    pub fn pay(&mut self, now: u64, plan: &Plan, bill: &Bill, mint: &Address, tokens: u64) -> Result<()> {
        let worth = self.prepaid().worth(now).ok_or(SubscriptionError::Overflow)?;
        self.add_receipt(mint, worth, bill.charge, tokens)?;
        self.set_prepaid(&bill.after);
        self.plan = plan.number();
        self.price = plan.price;
        self.tier = plan.tier;
        self.granted = 0;
        self.failure = 0;
        self.schedule(self.plan);
        Ok(())
    }

    /// `plan` follows with the next renewal.
    pub fn schedule(&mut self, plan: u32) {
        self.change_scheduled = u8::from(plan != self.plan);
        self.next_plan = if plan == self.plan { 0 } else { plan };
    }

    /// The plan that the next renewal is for.
    pub fn renewal_plan(&self) -> u32 {
        if self.change_scheduled == 1 {
            self.next_plan
        } else {
            self.plan
        }
    }

    pub fn require_of(&self, store: &Account<Store>) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        require!(self.store == *store.address(), SubscriptionError::WrongSubscription);
        Ok(())
    }

    pub fn require_user(&self, user: &Address) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        require!(self.user == *user, SubscriptionError::NotUser);
        Ok(())
    }

    pub fn require_admitted(&self) -> Result<()> {
        require!(self.revoked == 0, SubscriptionError::Revoked);
        Ok(())
    }

    /// What holds between any two instructions: periods end after they begin and in order, and no more can
    /// be refunded than was charged.
    pub fn invariant(&self) -> bool {
        let ordered = |time: &PaidTime| time.period_start <= time.start && time.start <= time.end;
        let ahead = self.ahead.end == 0 || self.ahead.start == self.current.end;
        let receipt = self.receipt_charged > 0 || self.receipt_tokens == 0;
        ordered(&self.current) && ordered(&self.ahead) && ahead && receipt
    }
}
