//! What somebody has paid ahead, and the steps that change it.

use super::{bill::Payment, Bill, BillRefusal, Date, Interval, Offer, Segment, Status, DAY};
use crate::wide::{proportion, proportion_up};

/// The longest grace: two weeks. It is shorter than any period, so that a period paid in grace is never
/// over when it is paid.
pub const MAX_GRACE: u32 = 14 * DAY as u32;

/// The earliest that the next period can be paid: two weeks ahead. It is shorter than any period, so that
/// no more than one is ever paid ahead.
pub const MAX_WINDOW: u32 = 14 * DAY as u32;

/// A subscription's time and money. The steps return what holds after them; those with a [`Bill`] hold
/// once its charge has been paid.
///
/// Money comes in by a bill's charge and goes out by [`Self::refund`]; in between it is either the value of
/// a segment or credit, and what time uses up of a segment never comes back. No step makes any: what the
/// two segments are worth and the credit together grow by no more than the charge. So credit and refunds
/// never sum to more than was charged, whatever the order of steps, and no way round through plans is
/// worth more than where it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prepaid {
    /// Where the first of the periods begins that all ends are worked out from.
    pub anchor: u64,
    /// The day of the month on which periods end, in months that have it; from 1 to 31.
    pub anchor_day: u32,
    /// Of the periods since the anchor.
    pub interval: Interval,
    /// Of a period of the newest plan, in micro-USD: what time in grace is used at. Of one that was granted,
    /// whoever keeps the state sets what its plan asks: here the offer says nothing.
    pub price: u64,
    /// Periods paid since the anchor.
    pub periods: u32,
    /// The newest period that has begun, or was to begin when its predecessor was over.
    pub current: Segment,
    /// The period after it, if it has been paid early.
    pub ahead: Segment,
    /// What was paid and not used, in micro-USD. It pays for time before anything is charged.
    pub credit: u64,
    /// The second at which it expires: that at which the paid time ends, or the grace after it.
    pub lapses_at: u64,
    /// Seconds of that grace in which its user was excluded: what was refused is not owed.
    pub grace_refused: u64,
    /// Nothing is renewed.
    pub cancelled: bool,
}

impl Prepaid {
    /// The second at which the paid time ends.
    #[must_use]
    pub fn paid_through(&self) -> u64 {
        self.last().end
    }

    #[must_use]
    pub fn status(&self, now: u64) -> Status {
        if now < self.paid_through() {
            Status::Active
        } else if now < self.lapses_at {
            Status::Grace
        } else {
            Status::Expired
        }
    }

    /// Seconds of grace that were used by `now` and are not paid for.
    #[must_use]
    pub fn grace_used(&self, now: u64) -> u64 {
        now.min(self.lapses_at).saturating_sub(self.paid_through()).saturating_sub(self.grace_refused)
    }

    /// Seconds of grace after the paid time, used or not.
    #[must_use]
    pub fn grace(&self) -> u32 {
        // None is longer.
        u32::try_from(self.lapses_at.saturating_sub(self.paid_through())).unwrap_or(MAX_GRACE)
    }

    /// What of the paid time's value is unused, in micro-USD, rounded down segment by segment. `None` if it
    /// would pass `u64::MAX`.
    #[must_use]
    pub fn unused(&self, now: u64) -> Option<u64> {
        self.current.unused(now).checked_add(self.ahead.unused(now))
    }

    /// What is unused, and the credit. `None` if it would pass `u64::MAX`.
    #[must_use]
    pub fn worth(&self, now: u64) -> Option<u64> {
        self.unused(now)?.checked_add(self.credit)
    }

    /// The first second at which [`Self::renew`] can pay for the next period: `window` seconds, at most
    /// [`MAX_WINDOW`], before the paid time ends. A period paid ahead is longer than that: so before it has
    /// begun, none after it can be paid.
    #[must_use]
    pub fn renewable_from(&self, window: u32) -> u64 {
        self.paid_through().saturating_sub(window.min(MAX_WINDOW).into())
    }

    /// Begins a subscription, the first or a new one after the last has expired. Time that was used in
    /// grace and not paid for comes off the first period: else lapsing every month would be cheaper than
    /// renewing. If it was used on a dearer plan, the difference is charged too. Refused: `NotExpired`,
    /// `CalendarEnds`, `Overflow`.
    pub fn subscribe(&self, now: u64, offer: Offer, grace: u32) -> Result<Bill, BillRefusal> {
        if self.status(now) != Status::Expired {
            return Err(BillRefusal::NotExpired);
        }
        let used_unpaid = self.grace_used(now);
        let renewed = Self { cancelled: false, ..*self };
        renewed.begin(now.saturating_sub(used_unpaid), offer, self.credit, used_unpaid, grace)
    }

    /// Pays for the next period, on the terms of the same plan or of the one that was chosen to follow it:
    /// by anybody in the window before the paid time ends, or in grace. It runs from where the paid time
    /// ends, whenever it is paid. With another interval the periods are counted from there, the day of the
    /// month stays, and it is too early while paid time is left: time ahead is of the interval that runs.
    /// If time in grace was used on a dearer plan, the difference is charged too. Refused: `Cancelled`,
    /// `Expired`, `TooEarly`, `CalendarEnds`, `Overflow`.
    pub fn renew(&self, now: u64, offer: Offer, window: u32, grace: u32) -> Result<Bill, BillRefusal> {
        let status = self.status(now);
        if status == Status::Expired {
            return Err(BillRefusal::Expired);
        }
        if self.cancelled {
            return Err(BillRefusal::Cancelled);
        }
        let window = if offer.interval == self.interval { window } else { 0 };
        if now < self.renewable_from(window) {
            return Err(BillRefusal::TooEarly);
        }
        let start = self.paid_through();
        let (anchor, paid) =
            if offer.interval == self.interval { (self.anchor, self.periods) } else { (start, 0) };
        let periods = paid.checked_add(1).ok_or(BillRefusal::CalendarEnds)?;
        let end = offer.interval.end(self.anchor_day, anchor, periods).ok_or(BillRefusal::CalendarEnds)?;
        let arrears = self.arrears(self.grace_used(now), offer, end.saturating_sub(start))?;
        let payment = offer.pay(arrears, self.credit).ok_or(BillRefusal::Overflow)?;
        let next = Segment { period_start: start, start, end, value: payment.value };
        let early = status == Status::Active;
        let (current, ahead) = if early { (self.last(), next) } else { (next, Segment::NONE) };
        let after = Self {
            anchor,
            interval: offer.interval,
            price: offer.price,
            periods,
            current,
            ahead,
            credit: payment.credit,
            ..*self
        };
        Ok(payment.bill(after.with_grace(grace)))
    }

    /// Switches the plan now. What is unused and the credit pay for it first; what is left over of them is
    /// credit. With the same interval the time left is paid anew at the new plan's price, and ends when it
    /// did: so shortly before it does, there is hardly any grace after it. With a longer one a whole period
    /// is, from now on. Cancelled stays cancelled. Refused: `Expired`, `Unpaid`, `ShorterInterval`,
    /// `CalendarEnds`, `Overflow`.
    pub fn switch(&self, now: u64, offer: Offer, grace: u32) -> Result<Bill, BillRefusal> {
        match self.status(now) {
            Status::Active => {}
            Status::Grace => return Err(BillRefusal::Unpaid),
            Status::Expired => return Err(BillRefusal::Expired),
        }
        if offer.interval < self.interval {
            return Err(BillRefusal::ShorterInterval);
        }
        let available = self.worth(now).ok_or(BillRefusal::Overflow)?;
        if offer.interval > self.interval {
            return self.begin(now, offer, available, 0, grace);
        }
        let (current, ahead) = self.running(now);
        let (now_cost, ahead_cost) = (current.cost(offer.price, now), ahead.cost(offer.price, now));
        let cost = now_cost.checked_add(ahead_cost).ok_or(BillRefusal::Overflow)?;
        let payment = Payment::new(cost, available, offer.discount_bps);
        // In proportion: a discount on both is not to stay with the later one, which is used last.
        let ahead_value = proportion(payment.value, ahead_cost, cost);
        let after = Self {
            current: current.rest(now, payment.value - ahead_value),
            ahead: if ahead.is_none() { Segment::NONE } else { ahead.rest(now, ahead_value) },
            price: offer.price,
            credit: payment.credit,
            ..*self
        };
        Ok(payment.bill(after.with_grace(grace)))
    }

    /// No further period is paid. The paid time stays; there is no grace after it, and what was used of a
    /// grace that has begun ends with it. Refused: `Expired`, `Cancelled`.
    pub fn cancel(&self, now: u64) -> Result<Self, BillRefusal> {
        if self.status(now) == Status::Expired {
            return Err(BillRefusal::Expired);
        }
        if self.cancelled {
            return Err(BillRefusal::Cancelled);
        }
        Ok(Self { cancelled: true, lapses_at: now.max(self.paid_through()), ..*self })
    }

    /// Takes a cancellation back, while paid time is left. There is grace again, as much as
    /// what was paid last allows. Refused: `Expired`, `NotCancelled`.
    pub fn resume(&self, now: u64, grace: u32) -> Result<Self, BillRefusal> {
        if self.status(now) != Status::Active {
            return Err(BillRefusal::Expired);
        }
        if !self.cancelled {
            return Err(BillRefusal::NotCancelled);
        }
        Ok(Self { cancelled: false, ..*self }.with_grace(grace))
    }

    /// Ends the paid time now; what is unused of it is credit. It has expired then. Refused: `Unpaid` in
    /// grace, `Expired`, `Overflow`.
    pub fn end(&self, now: u64) -> Result<Self, BillRefusal> {
        match self.status(now) {
            Status::Active => {}
            Status::Grace => return Err(BillRefusal::Unpaid),
            Status::Expired => return Err(BillRefusal::Expired),
        }
        let credit = self.worth(now).ok_or(BillRefusal::Overflow)?;
        let over = Segment { period_start: now, start: now, end: now, value: 0 };
        Ok(Self { current: over, ahead: Segment::NONE, credit, lapses_at: now, cancelled: true, ..*self })
    }

    /// Takes back an exclusion of the second `excluded_at`. The time ran on; what of grace it took is not
    /// owed. Nobody has more time or more debt for it, however often it comes.
    #[must_use]
    pub fn reinstate(&self, now: u64, excluded_at: u64) -> Self {
        let refused = self.grace_used(now).saturating_sub(self.grace_used(excluded_at));
        Self { grace_refused: self.grace_refused.saturating_add(refused), ..*self }
    }

    /// Pays `amount` of the credit back, in micro-USD. Refused: `AboveCredit`.
    pub fn refund(&self, amount: u64) -> Result<Self, BillRefusal> {
        let credit = self.credit.checked_sub(amount).ok_or(BillRefusal::AboveCredit)?;
        Ok(Self { credit, ..*self })
    }

    /// The first period of a new count, from `anchor` on. Of it, `used` seconds were used in grace.
    fn begin(
        &self,
        anchor: u64,
        offer: Offer,
        available: u64,
        used: u64,
        grace: u32,
    ) -> Result<Bill, BillRefusal> {
        let anchor_day = Date::of(anchor).ok_or(BillRefusal::CalendarEnds)?.day;
        let end = offer.interval.end(anchor_day, anchor, 1).ok_or(BillRefusal::CalendarEnds)?;
        let arrears = self.arrears(used, offer, end.saturating_sub(anchor))?;
        let payment = offer.pay(arrears, available).ok_or(BillRefusal::Overflow)?;
        let current = Segment { period_start: anchor, start: anchor, end, value: payment.value };
        let after = Self {
            anchor,
            anchor_day,
            interval: offer.interval,
            price: offer.price,
            periods: 1,
            current,
            ahead: Segment::NONE,
            credit: payment.credit,
            ..*self
        };
        Ok(payment.bill(after.with_grace(grace)))
    }

    /// What `used` seconds of grace cost in the period that they were the first of, had it been renewed,
    /// rounded up, beyond what they do in the period that covers them now, rounded down; nothing if that one
    /// is no cheaper, or is granted. Else grace on a dear plan could be had at a cheap one's price.
    fn arrears(&self, used: u64, offer: Offer, seconds: u64) -> Result<u64, BillRefusal> {
        let no_cheaper = offer.interval == self.interval && offer.price >= self.price;
        if used == 0 || no_cheaper || offer.price == 0 {
            return Ok(0);
        }
        let renewed = self.periods.checked_add(1).ok_or(BillRefusal::CalendarEnds)?;
        let end =
            self.interval.end(self.anchor_day, self.anchor, renewed).ok_or(BillRefusal::CalendarEnds)?;
        let before = proportion_up(self.price, used, end.saturating_sub(self.paid_through()));
        Ok(before.saturating_sub(proportion(offer.price, used, seconds)))
    }

    fn last(&self) -> Segment {
        if self.ahead.is_none() {
            self.current
        } else {
            self.ahead
        }
    }

    /// The segment that runs at `now`, and the one after it.
    fn running(&self, now: u64) -> (Segment, Segment) {
        if !self.ahead.is_none() && now >= self.ahead.start {
            (self.ahead, Segment::NONE)
        } else {
            (self.current, self.ahead)
        }
    }

    /// After so many seconds of grace it expires, and none if it was cancelled. Grace is never longer than
    /// the time that was paid at the newest price: that of a segment which a switch has bought, or of a
    /// period, which is longer than any grace. Else a switch just before the end would cost next to nothing,
    /// and grace on the dear plan be had for it.
    fn with_grace(self, grace: u32) -> Self {
        let through = self.paid_through();
        let paid = through.saturating_sub(self.current.start);
        let grace = if self.cancelled { 0 } else { u64::from(grace.min(MAX_GRACE)).min(paid) };
        Self { lapses_at: through.saturating_add(grace), grace_refused: 0, ..self }
    }
}

// The shortest month outlasts both.
const _: () = assert!((MAX_GRACE as u64) < 28 * DAY);
const _: () = assert!((MAX_WINDOW as u64) < 28 * DAY);
