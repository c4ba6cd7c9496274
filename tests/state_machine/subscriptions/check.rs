//! What must hold after each act.

use tenure_client::{membership::Badge, subscriptions};
use tenure_math::billing::{Prepaid, Segment};
use tenure_model::billing::{date, Held, Pot};

use super::{
    act::Act,
    assortment::{TokenId, TOKENS},
    badge::Label,
    book::require,
    charging::FAILURES,
    customer::Subscription,
    shop::CUSTOMERS,
    World,
};
use crate::verdict::{Verdict, NO_ACCOUNT};

const DAY: u64 = 86_400;

/// The accounts of `who`, who acted last, are what the model says, and no time was had for nothing.
pub fn after(world: &World, who: usize, act: &Act, before: &Holding) {
    for token in 0..TOKENS.len() {
        assert_eq!(world.shop.till(token), world.book.tills[token], "who has how much of token {token}");
    }
    store(world);
    customer(world, who);
    time_was_paid(world, who, act, before);
}

/// Everybody's accounts are what the model says, and no token came or went.
pub fn everybody(world: &World) {
    for who in 0..CUSTOMERS {
        customer(world, who);
    }
    for token in 0..TOKENS.len() {
        let all = 0..CUSTOMERS;
        let held: u64 = all.map(|who| wallet(world, who, token) + vault(world, who, token)).sum();
        let till = world.shop.till(token);
        let others = till.payout + till.keeper + till.purse + till.somebody;
        assert_eq!(world.shop.supply(token), held + others, "a base unit of token {token} came or went");
    }
}

/// Whether the program lets somebody in is what the model says.
pub fn access(world: &mut World, who: usize, tier: u8) {
    let now = world.shop.lite.now();
    let view = world.shop.store.assert_access(&world.shop.people[who].address(), tier);
    let shown = world.shop.send(&[view]).map(|_| ());
    assert_eq!(shown, admitted(world, who, tier, now), "the access of customer {who} to tier {tier}");
}

fn admitted(world: &World, who: usize, tier: u8, now: u64) -> Verdict {
    let subscription = world.book.customers[who].subscription.as_ref();
    require(subscription.is_some(), NO_ACCOUNT)?;
    let subscription = subscription.expect("there is one");
    require(!subscription.is_excluded(), "Revoked")?;
    require(!subscription.has_expired(now), "NoAccess")?;
    require(subscription.tier >= tier, "TierTooLow")
}

fn store(world: &World) {
    let store: subscriptions::Store = world.shop.lite.read(&world.shop.store.store).expect("the store");
    assert!(store.invariant(), "the store's invariant");
    assert_eq!((store.terms(), store.paused == 1), (world.book.terms, world.book.paused));
}

fn customer(world: &World, who: usize) {
    subscription(world, who);
    badge(world, who);
    for token in 0..TOKENS.len() {
        let (shown, booked) = (world.shop.wallet(who, token), world.book.customers[who].wallets[token]);
        assert_eq!(shown, booked, "the wallet of customer {who} for token {token}");
        mandate(world, who, token);
        credit(world, who, token);
    }
}

/// What a subscription says of itself beside its time.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    incarnation: u64,
    plan: u32,
    price: u64,
    tier: u8,
    scheduled: Option<u32>,
    flags: [bool; 4],
    failure: u8,
    reminded: u64,
    mandate: Option<TokenId>,
    charged_in: Option<TokenId>,
    receipt: (u64, u64),
    counted: (u64, u32, u32),
    months: u32,
    paid_through: u64,
    lapses_at: u64,
    excluded_at: u64,
    /// Seconds that are not paid for; while someone is excluded it is not settled.
    grace_used: u64,
    cancelled: bool,
    credit: u64,
}

impl Figures {
    fn shown(world: &World, who: usize, shown: &subscriptions::Subscription) -> Self {
        let flag = |flag: u8| {
            assert!(flag <= 1, "a flag is 0 or 1");
            flag == 1
        };
        let (shop, nobody) = (&world.shop, Default::default());
        let find = |address, of: &dyn Fn(TokenId) -> solana_pubkey::Pubkey| {
            let known = (0..TOKENS.len()).find(|&token| of(token) == address);
            assert_eq!(known.is_some(), address != nobody, "an address that is known, or none");
            known
        };
        Self {
            incarnation: shown.incarnation,
            plan: shown.plan,
            price: shown.price,
            tier: shown.tier,
            scheduled: flag(shown.change_scheduled).then_some(shown.next_plan),
            flags: [shown.granted, shown.revoked, shown.lapse_noted, u8::from(shown.next_plan > 0)].map(flag),
            failure: shown.failure,
            reminded: shown.reminded,
            mandate: find(shown.mandate, &|token| shop.people[who].pockets[token].mandate),
            charged_in: find(shown.receipt_mint, &|token| shop.monies[token].mint.address),
            receipt: (shown.receipt_charged, shown.receipt_tokens),
            counted: (shown.anchor, shown.anchor_day, shown.periods),
            months: shown.prepaid().interval.months(),
            paid_through: shown.paid_through(),
            lapses_at: shown.lapses_at,
            excluded_at: shown.excluded_at,
            grace_used: if shown.revoked == 1 {
                0
            } else {
                shown.prepaid().grace_used(world.shop.lite.now())
            },
            cancelled: flag(shown.cancelled),
            credit: shown.credit,
        }
    }

    fn by_the_book(booked: &Subscription, now: u64) -> Self {
        let (dollars, tokens) = booked.receipts.balance();
        let sum = |number| u64::try_from(number).expect("a sum of charges");
        let failure = booked.failure.and_then(|name| FAILURES.iter().position(|known| *known == name));
        Self {
            incarnation: booked.incarnation,
            plan: booked.plan,
            price: booked.price,
            tier: booked.tier,
            scheduled: booked.scheduled,
            flags: [
                booked.granted,
                booked.is_excluded(),
                booked.lapse_noted,
                booked.scheduled.is_some_and(|plan| plan > 0),
            ],
            failure: failure.map_or(0, |place| u8::try_from(place + 1).expect("few")),
            reminded: booked.reminded,
            mandate: booked.mandate,
            charged_in: booked.charged_in,
            receipt: (sum(dollars), sum(tokens)),
            // Before the first there is no day yet.
            counted: if booked.incarnation == 0 { (0, 0, 0) } else { booked.account.count() },
            months: booked.account.months(),
            paid_through: booked.paid_through(),
            lapses_at: booked.account.lapses_at(),
            excluded_at: booked.excluded_at.unwrap_or(0),
            grace_used: if booked.is_excluded() { 0 } else { booked.account.grace_used(now) },
            cancelled: booked.account.is_cancelled(),
            credit: booked.credit(),
        }
    }
}

fn subscription(world: &World, who: usize) {
    let (shown, booked) = (world.shop.subscription(who), &world.book.customers[who].subscription);
    assert_eq!(shown.is_some(), booked.is_some(), "the subscription of customer {who}");
    let (Some(shown), Some(booked)) = (shown, booked) else { return };
    assert!(shown.invariant(), "the subscription's invariant");
    assert_eq!((shown.store, shown.user), (world.shop.store.store, world.shop.people[who].address()));
    assert_eq!(shown.rent_payer, world.shop.payer());
    let by_the_book = Figures::by_the_book(booked, world.shop.lite.now());
    assert_eq!(Figures::shown(world, who, &shown), by_the_book, "customer {who}");
    time(world, &shown.prepaid(), booked);
    let pots = booked.account.pots();
    let (charged, refunded) = (pots.out_of(Pot::Charged), pots.into(Pot::Refunded));
    assert!(refunded + booked.account.credit() <= charged, "more is credit, or came back, than was paid");
}

/// The stretches of time, and what is left of them now and later.
fn time(world: &World, prepaid: &Prepaid, booked: &Subscription) {
    let now = world.shop.lite.now();
    for t in [now, now + DAY / 2, now + 20 * DAY, now + 45 * DAY] {
        let unused = prepaid.unused(t).expect("at most what was paid");
        assert_eq!(unused.to_string(), booked.account.unused(t).to_string(), "what is unused at {t}");
    }
    let two = [prepaid.current, prepaid.ahead];
    let shown = if prepaid.ahead == Segment::NONE { &two[..1] } else { &two[..] };
    if let Some(t) = booked.account.ended() {
        let nothing = Segment { period_start: t, start: t, end: t, value: 0 };
        assert_eq!(shown, [nothing], "the paid time was ended");
        return;
    }
    let held = booked.account.held();
    let newest = &held[held.len().saturating_sub(shown.len())..];
    let newest: Vec<_> = newest.iter().map(segment).collect();
    if newest.is_empty() {
        assert_eq!(shown, [Segment::NONE], "no time was bought");
    } else {
        assert_eq!(shown, newest, "the time that was bought last");
    }
}

fn segment(held: &Held) -> Segment {
    let (period_start, end) = held.period;
    let value = u64::try_from(&held.value).expect("a part of what was paid");
    Segment { period_start, start: held.from, end, value }
}

fn mandate(world: &World, who: usize, token: TokenId) {
    let (shown, booked) = (world.shop.mandate(who, token), &world.book.customers[who].mandates[token]);
    assert_eq!(shown.is_some(), booked.is_some(), "the mandate of customer {who} for token {token}");
    let (Some(shown), Some(booked)) = (shown, booked) else { return };
    assert!(shown.invariant(), "the mandate's invariant");
    let consent = &booked.consent;
    let left = consent.total - u64::try_from(consent.charged()).expect("at most the total");
    let period = consent.newest().unwrap_or(0);
    let spent = u64::try_from(consent.charged_for(period)).expect("at most the total");
    assert_eq!((shown.total_left, shown.incarnation), (left, booked.incarnation));
    assert_eq!((shown.period, shown.spent), (period, spent));
    let terms = (consent.per_charge, consent.per_period, consent.expires_at);
    assert_eq!((shown.per_charge, shown.per_period, shown.expires_at), terms);
    assert_eq!(shown.source, world.shop.people[who].pockets[token].wallet);
}

fn credit(world: &World, who: usize, token: TokenId) {
    let (shown, booked) = (world.shop.credit(who, token), &world.book.customers[who].tabs[token]);
    assert_eq!(shown.is_some(), booked.is_some(), "the credit of customer {who} for token {token}");
    let held = world.shop.vault(who, token);
    assert_eq!(held, booked.as_ref().map(|tab| tab.vault()), "the vault of customer {who}");
    let (Some(shown), Some(booked)) = (shown, booked) else { return };
    assert!(shown.invariant(held.expect("a vault")), "the credit's invariant");
    let vouchers = &booked.vouchers;
    let sums = [vouchers.deposited(), vouchers.paid_out()].map(|sum| u64::try_from(sum).expect("a sum"));
    assert_eq!([shown.deposited, shown.settled], sums);
    assert_eq!(shown.closes_at, vouchers.closes_at().unwrap_or(0));
    assert_eq!((shown.incarnation, shown.notice), (booked.incarnation, booked.notice));
}

fn badge(world: &World, who: usize) {
    let (shown, booked) = (world.shop.badge(who), &world.book.customers[who].badges);
    let seen = shown.as_ref().map(|badge| {
        assert!(badge.invariant(), "the badge's invariant");
        assert_eq!(badge.holder, world.shop.people[who].address());
        super::badge::Badge {
            live: badge.status == Badge::LIVE,
            tier: badge.tier,
            granted: badge.granted == 1,
            issued_at: badge.issued_at,
            expires_at: badge.expires_at,
        }
    });
    assert_eq!(seen, booked.badge, "the badge of customer {who}");
    let mint = world.shop.badge_mint(who);
    assert_eq!(mint.as_ref().map_or(0, |(_, supply)| *supply), booked.token.supply, "one token at most");
    assert_eq!(world.shop.badge_held(who), booked.token.held, "the holder's account");
    let says = mint.map(|(metadata, _)| ["tier", "issued", "expires"].map(|key| text(metadata.field(key))));
    let booked = booked.token.says.as_ref().map(|&Label { tier, issued_at, expires_at }| {
        [tier.to_string(), timestamp(issued_at), timestamp(expires_at)]
    });
    assert_eq!(says, booked, "what wallets see of the badge of customer {who}");
}

fn text(field: Option<&str>) -> String {
    field.unwrap_or_default().to_owned()
}

fn timestamp(t: u64) -> String {
    let ((year, month, day), second) = (date(t), t % DAY);
    let (hours, minutes, seconds) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z")
}

/// What a customer has, as the chain tells.
pub struct Holding {
    paid_through: u64,
    /// What is unused and the credit, in micro-USD.
    worth: u64,
    wallets: [u64; TOKENS.len()],
}

impl Holding {
    pub fn of(world: &World, who: usize) -> Self {
        let now = world.shop.lite.now();
        let prepaid = world.shop.subscription(who).map(|subscription| subscription.prepaid());
        Self {
            paid_through: prepaid.map_or(0, |prepaid| prepaid.paid_through()),
            worth: prepaid.map_or(0, |prepaid| prepaid.worth(now).expect("at most what was paid")),
            wallets: [0, 1, 2].map(|token| wallet(world, who, token)),
        }
    }
}

/// Paid time gets longer by a grant, or by what was there before or comes out of a wallet.
fn time_was_paid(world: &World, who: usize, act: &Act, before: &Holding) {
    let after = Holding::of(world, who);
    if after.paid_through <= before.paid_through || matches!(act, Act::Grant { .. }) {
        return;
    }
    let pays = matches!(act, Act::Subscribe(_) | Act::PayNow(_) | Act::Switch(_) | Act::Renew { .. });
    assert!(pays, "longer time by {act:?}");
    let subscription = world.shop.subscription(who).expect("paid time");
    let paid = before.wallets.iter().zip(&after.wallets).any(|(before, after)| after < before);
    assert!(paid || subscription.credit < before.worth, "longer time for nothing");
}

fn wallet(world: &World, who: usize, token: TokenId) -> u64 {
    world.shop.wallet(who, token).map_or(0, |wallet| wallet.amount)
}

fn vault(world: &World, who: usize, token: TokenId) -> u64 {
    world.shop.vault(who, token).unwrap_or(0)
}
