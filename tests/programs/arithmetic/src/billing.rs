//! Operations of billing: proportions whose product takes 128 bits, prices, dates, and steps of a
//! subscription with all of them.

use tenure_math::billing::{
    add_months, discounted, stable_tokens, Bill, BillRefusal, Date, Interval, Mandate, Offer, OraclePrice,
    Prepaid, PriceRefusal, Receipt, Segment, LAST_DAY,
};

use crate::Vector;

/// The four words of both operands.
fn words(vector: &Vector) -> [u64; 4] {
    [vector.a as u64, (vector.a >> 64) as u64, vector.b as u64, (vector.b >> 64) as u64]
}

/// A second before the year 10,681: some are past the calendar's end.
fn second(word: u64) -> u64 {
    word & ((1 << 38) - 1)
}

/// Up to two years.
fn seconds(word: u64) -> u64 {
    word & ((1 << 26) - 1)
}

/// Mixes the results of an operation that has several.
fn mix(results: &[u64]) -> u128 {
    const PRIME: u64 = 0x5851_f42d_4c95_7f2d;
    let mixed = results.iter().fold(0, |state: u64, word| (state ^ word).wrapping_mul(PRIME).rotate_left(23));
    u128::from(mixed)
}

/// A refusal by its number: none of these is a result.
fn refused(number: u8) -> u128 {
    u128::MAX - u128::from(number)
}

fn tokens(result: Result<u64, PriceRefusal>) -> u128 {
    result.map_or_else(|refusal| refused(refusal as u8), u128::from)
}

fn bill(result: Result<Bill, BillRefusal>) -> u128 {
    let Bill { need, charge, after } = match result {
        Ok(bill) => bill,
        Err(refusal) => return refused(refusal as u8),
    };
    let Prepaid { anchor, anchor_day, periods, current, ahead, credit, lapses_at, .. } = after;
    let words = |segment: Segment| [segment.period_start, segment.start, segment.end, segment.value];
    let ([c0, c1, c2, c3], [a0, a1, a2, a3]) = (words(current), words(ahead));
    let counted = u64::from(anchor_day) << 32 | u64::from(periods);
    mix(&[need, charge, anchor, counted, c0, c1, c2, c3, a0, a1, a2, a3, credit, lapses_at])
}

/// Of any bounds, in order or not.
fn segment(vector: &Vector) -> (Segment, u64) {
    let [start, end, value, period_start] = words(vector);
    (Segment { period_start, start, end, value }, vector.n)
}

pub fn unused(vector: &Vector) -> u128 {
    let (segment, now) = segment(vector);
    u128::from(segment.unused(now))
}

pub fn cost(vector: &Vector) -> u128 {
    let (segment, now) = segment(vector);
    u128::from(segment.cost(vector.n.rotate_left(29), now))
}

/// Half of the periods have the shape that steps give them.
pub fn unused_of_a_month(vector: &Vector) -> u128 {
    let [start, now, value, length] = words(vector);
    let (start, now) = (second(start), seconds(now));
    let segment = Segment { period_start: start, start, end: start + seconds(length), value };
    u128::from(segment.unused(start + now)) << 64 | u128::from(segment.cost(value, start + now))
}

pub fn oracle_tokens(vector: &Vector) -> u128 {
    let [price, amount, confidence, _] = words(vector);
    let narrow = confidence.checked_rem(price / 8).unwrap_or(confidence);
    let confidence = if vector.n & 3 == 0 { confidence } else { narrow };
    let exponent = 1 - ((vector.n >> 8) % 15) as i32;
    let price = OraclePrice { price: price as i64, confidence, exponent };
    tokens(price.tokens(amount, ((vector.n >> 16) % 14) as u8, (vector.n >> 24) as u16))
}

pub fn stable(vector: &Vector) -> u128 {
    tokens(stable_tokens(vector.a as u64, (vector.n % 14) as u8))
}

pub fn discount(vector: &Vector) -> u128 {
    u128::from(discounted(vector.a as u64, vector.n as u16))
}

/// A day's date, and the day again.
pub fn date(vector: &Vector) -> u128 {
    let day = (vector.a as u32) % (LAST_DAY + 2);
    Date::of_day(day).map_or_else(
        || refused(0),
        |date| mix(&[date.year.into(), date.month.into(), date.day.into(), date.day_number().into()]),
    )
}

pub fn months_on(vector: &Vector) -> u128 {
    let [from, months, ..] = words(vector);
    let months = if vector.n & 1 == 0 { months as u32 } else { months as u32 % 1_000 };
    add_months((vector.n >> 8) as u32 % 33, second(from), months).map_or_else(|| refused(0), u128::from)
}

pub fn period_end(vector: &Vector) -> u128 {
    let [anchor, count, ..] = words(vector);
    let count = if vector.n & 2 == 0 { count as u32 } else { count as u32 % 200 };
    let end = interval(vector.n).end((vector.n >> 8) as u32 % 33, second(anchor), count);
    end.map_or_else(|| refused(0), u128::from)
}

fn interval(word: u64) -> Interval {
    if word & 1 == 0 {
        Interval::Month
    } else {
        Interval::Year
    }
}

/// A subscription, a purchase and the second at which it is made: mostly while time is left.
fn purchase(vector: &Vector) -> (Prepaid, Offer, u64) {
    let ([start, times, value, price], n) = (words(vector), vector.n);
    let start = second(start);
    let end = start + seconds(times);
    let current =
        Segment { period_start: start, start: start + seconds(times >> 26) % (end - start + 1), end, value };
    let later =
        Segment { period_start: end, start: end, end: end + seconds(price), value: price.rotate_left(31) };
    let ahead = if n & 1 == 0 { Segment::NONE } else { later };
    let paid_through = end.max(ahead.end);
    let subscription = Prepaid {
        anchor: start,
        anchor_day: (n >> 8) as u32 % 31 + 1,
        interval: interval(n >> 1),
        price: value >> (n & 31),
        periods: if n & 0xff == 0xff { u32::MAX } else { times as u32 % 120 },
        current,
        ahead,
        credit: value.rotate_left(17) >> (n >> 16 & 63),
        lapses_at: paid_through + seconds(n >> 22) / 64,
        grace_refused: n >> 22 & 0xffff,
        cancelled: n >> 2 & 7 == 0,
    };
    let offer = Offer { price, interval: interval(n >> 5), discount_bps: (n >> 24) as u16 };
    (subscription, offer, start + seconds(n >> 38))
}

pub fn subscribe(vector: &Vector) -> u128 {
    let (subscription, offer, now) = purchase(vector);
    bill(subscription.subscribe(now, offer, vector.n as u32))
}

pub fn renew(vector: &Vector) -> u128 {
    let (subscription, offer, now) = purchase(vector);
    bill(subscription.renew(now, offer, u32::MAX, vector.n as u32))
}

pub fn switch(vector: &Vector) -> u128 {
    let (subscription, offer, now) = purchase(vector);
    bill(subscription.switch(now, offer, vector.n as u32))
}

/// A charge on top of an earlier one, and a refund of a part.
pub fn refund(vector: &Vector) -> u128 {
    let [charged, tokens, worth, amount] = words(vector);
    let Some(receipt) = (Receipt { charged, tokens }).with(worth, vector.n >> 32, vector.n << 8) else {
        return refused(0);
    };
    match receipt.refund(amount.checked_rem(receipt.charged).unwrap_or(amount)) {
        Ok((rest, back)) => mix(&[receipt.charged, receipt.tokens, rest.charged, rest.tokens, back]),
        Err(refusal) => refused(refusal as u8),
    }
}

/// Two charges, for a period and perhaps the next.
pub fn mandate(vector: &Vector) -> u128 {
    let ([per_charge, per_period, total_left, amount], n) = (words(vector), vector.n);
    let mut mandate = Mandate { total_left, per_charge, per_period, expires_at: 200, period: 0, spent: 0 };
    let first = mandate.charge(n & 0xff, n >> 8 & 1, amount);
    let second = mandate.charge(n & 0xff, n >> 9 & 3, amount >> (n >> 11 & 63));
    let ended = [first, second].map(|end| end.map_or_else(|refusal| refusal as u64 + 1, |()| 0));
    let Mandate { total_left, period, spent, .. } = mandate;
    mix(&[ended[0], ended[1], total_left, period, spent, mandate.most(n & 0xff, n >> 9 & 3)])
}
