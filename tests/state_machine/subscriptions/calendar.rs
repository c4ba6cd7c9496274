//! The clock's steps: from none to months, and often to where something begins or ends.

use rand::{seq::IndexedRandom, Rng};
use rand_chacha::ChaCha8Rng;

use super::{customer::Customer, shop::CUSTOMERS, World};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// The clock at the next act.
pub fn after(random: &mut ChaCha8Rng, world: &World) -> u64 {
    let now = world.shop.lite.now();
    let soon = now + 1..now + 40 * DAY;
    let turns: Vec<_> = turns(world).into_iter().filter(|turn| soon.contains(turn)).collect();
    if let (Some(turn), true) = (turns.iter().min(), random.random_ratio(1, 10)) {
        return (turn + random.random_range(0..3)).saturating_sub(1).max(now);
    }
    if let (Some(turn), true) = (turns.choose(random), random.random_ratio(1, 60)) {
        return (turn + random.random_range(0..3)).saturating_sub(1).max(now);
    }
    let due = (0..CUSTOMERS).any(|who| world.book.is_due(now, who));
    match random.random_range(0..1_000) {
        0..850 if due => now + random.random_range(0..HOUR),
        0..500 => now,
        500..650 => now + random.random_range(1..120),
        650..900 => now + random.random_range(HOUR..DAY / 2),
        900..985 => now + random.random_range(DAY / 2..2 * DAY),
        985..999 => now + random.random_range(2 * DAY..12 * DAY),
        _ => now + random.random_range(20 * DAY..200 * DAY),
    }
}

/// When something begins or ends for somebody.
fn turns(world: &World) -> Vec<u64> {
    let window = u64::from(world.book.terms.window);
    world.book.customers.iter().flat_map(|customer| turns_of(customer, window)).collect()
}

fn turns_of(customer: &Customer, window: u64) -> Vec<u64> {
    let mut turns = vec![];
    if let Some(subscription) = &customer.subscription {
        let ends = subscription.paid_through();
        turns.extend([ends.saturating_sub(window), ends, subscription.account.lapses_at()]);
    }
    turns.extend(customer.mandates.iter().flatten().map(|mandate| mandate.consent.expires_at));
    turns.extend(customer.tabs.iter().flatten().filter_map(|tab| tab.vouchers.closes_at()));
    turns
}
