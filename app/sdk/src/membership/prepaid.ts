import { addMonths, costOfRest, discounted, unused, type PaidTime } from "../billing";
import { paidThrough, statusAt } from "../entitlement";
import {
  SUBSCRIPTIONS_ERROR__CALENDAR_ENDS,
  SUBSCRIPTIONS_ERROR__CANCELLED,
  SUBSCRIPTIONS_ERROR__EXPIRED,
  SUBSCRIPTIONS_ERROR__NOT_EXPIRED,
  SUBSCRIPTIONS_ERROR__SHORTER_INTERVAL,
  SUBSCRIPTIONS_ERROR__TOO_EARLY,
  SUBSCRIPTIONS_ERROR__UNPAID,
  type Subscription,
} from "../generated/subscriptions";
import { least } from "./extremes";
import { refused, type Answer } from "./refusal";

/** A subscription's time and money: micro-USD, and seconds since the Unix epoch. */
export type Prepaid = Pick<
  Subscription,
  | "anchor"
  | "anchorDay"
  | "interval"
  | "price"
  | "periods"
  | "current"
  | "ahead"
  | "credit"
  | "lapsesAt"
  | "graceRefused"
  | "cancelled"
>;

const NO_TIME: PaidTime = { periodStart: 0n, start: 0n, end: 0n, value: 0n };

/** Before the first subscription. */
export const NOTHING_PAID: Prepaid = {
  anchor: 0n,
  anchorDay: 0,
  interval: 0,
  price: 0n,
  periods: 0,
  current: NO_TIME,
  ahead: NO_TIME,
  credit: 0n,
  lapsesAt: 0n,
  graceRefused: 0n,
  cancelled: 0,
};

/** What a plan asks of somebody for one period. */
export type Offer = {
  price: bigint;
  /** 0: civil months, 1: years. */
  interval: number;
  discountBps: number;
};

/** A step that has been worked out and not been paid. */
export type Bill = {
  /** What is left to pay once what was paid before has been counted, in micro-USD. */
  need: bigint;
  /** The same without the discount: what is charged. */
  charge: bigint;
  /** What holds once it has been paid. */
  after: Prepaid;
};

/** What is unused of the paid time's value, and the credit, in micro-USD. */
export function worthAt(prepaid: Prepaid, second: bigint): bigint {
  return unusedAt(prepaid, second) + prepaid.credit;
}

/** What is unused of the paid time's value, in micro-USD, rounded down period by period. */
export function unusedAt({ current, ahead }: Prepaid, second: bigint): bigint {
  return unused(current, second) + unused(ahead, second);
}

/** Seconds of grace that were used by a second and are not paid for: those of an exclusion are not owed. */
export function graceUsed(prepaid: Prepaid, second: bigint): bigint {
  const used = least(second, prepaid.lapsesAt) - paidThrough(prepaid);
  return atLeastZero(used - prepaid.graceRefused);
}

/** The first second at which the next period can be paid, with a window of so many seconds before. */
export function renewableFrom(prepaid: Prepaid, window: number): bigint {
  return paidThrough(prepaid) - least(BigInt(window), MOST_WINDOW);
}

/** Begins a subscription: the first, or a new one after the last has expired. */
export function billSubscription(
  prepaid: Prepaid,
  second: bigint,
  offer: Offer,
  grace: number,
): Answer<Bill> {
  if (statusAt(prepaid, second) !== "expired") return refused(SUBSCRIPTIONS_ERROR__NOT_EXPIRED);
  // Used in grace, and not paid: it comes off the first period.
  const used = graceUsed(prepaid, second);
  const renewed = { ...prepaid, cancelled: 0 };
  return begin(renewed, atLeastZero(second - used), offer, prepaid.credit, used, grace);
}

/** Pays the next period, for the same plan or the one that was chosen to follow it. */
export function billRenewal(
  prepaid: Prepaid,
  second: bigint,
  offer: Offer,
  window: number,
  grace: number,
): Answer<Bill> {
  const status = statusAt(prepaid, second);
  if (status === "expired") return refused(SUBSCRIPTIONS_ERROR__EXPIRED);
  if (prepaid.cancelled === 1) return refused(SUBSCRIPTIONS_ERROR__CANCELLED);
  const same = offer.interval === prepaid.interval;
  if (second < renewableFrom(prepaid, same ? window : 0)) {
    return refused(SUBSCRIPTIONS_ERROR__TOO_EARLY);
  }
  const start = paidThrough(prepaid);
  const [anchor, paid] = same ? [prepaid.anchor, prepaid.periods] : [start, 0];
  const periods = paid + 1;
  const end = endOf(offer.interval, prepaid.anchorDay, anchor, periods);
  if (end > LAST_SECOND) return refused(SUBSCRIPTIONS_ERROR__CALENDAR_ENDS);
  const owed = arrears(prepaid, graceUsed(prepaid, second), offer, end - start);
  const payment = payPeriod(offer, owed, prepaid.credit);
  const next = { periodStart: start, start, end, value: payment.value };
  const early = status === "active";
  const after = {
    ...prepaid,
    anchor,
    interval: offer.interval,
    price: offer.price,
    periods,
    current: early ? last(prepaid) : next,
    ahead: early ? next : NO_TIME,
    credit: payment.credit,
  };
  return { value: bill(payment, withGrace(after, grace)) };
}

/**
 * Switches the plan now: what is unused and the credit pay for it first. With the same interval the time left
 * is paid anew, and ends when it did; with a longer one a whole period is, from now on.
 */
export function billSwitch(
  prepaid: Prepaid,
  second: bigint,
  offer: Offer,
  grace: number,
): Answer<Bill> {
  const status = statusAt(prepaid, second);
  if (status === "grace") return refused(SUBSCRIPTIONS_ERROR__UNPAID);
  if (status === "expired") return refused(SUBSCRIPTIONS_ERROR__EXPIRED);
  if (offer.interval < prepaid.interval) return refused(SUBSCRIPTIONS_ERROR__SHORTER_INTERVAL);
  const available = worthAt(prepaid, second);
  if (offer.interval > prepaid.interval) return begin(prepaid, second, offer, available, 0n, grace);
  const begun = !isNone(prepaid.ahead) && second >= prepaid.ahead.start;
  const [current, ahead] = begun ? [prepaid.ahead, NO_TIME] : [prepaid.current, prepaid.ahead];
  const costs = [current, ahead].map((time) => costOfRest(time, offer.price, second));
  const [nowCost, aheadCost] = [costs[0] ?? 0n, costs[1] ?? 0n];
  const cost = nowCost + aheadCost;
  const payment = pay(cost, available, offer.discountBps);
  // In proportion: a discount on both does not stay with the later one, which is used last.
  const aheadValue = cost > 0n ? (payment.value * aheadCost) / cost : 0n;
  const after = {
    ...prepaid,
    current: rest(current, second, payment.value - aheadValue),
    ahead: isNone(ahead) ? NO_TIME : rest(ahead, second, aheadValue),
    price: offer.price,
    credit: payment.credit,
  };
  return { value: bill(payment, withGrace(after, grace)) };
}

/** The second so many periods of an interval after `anchor`. */
export function endOf(interval: number, anchorDay: number, anchor: bigint, count: number): bigint {
  return addMonths(anchorDay, anchor, count * (interval === 0 ? 1 : 12));
}

/** How a cost is met. */
type Payment = { need: bigint; charge: bigint; value: bigint; credit: bigint };

/** What is available is used first; the discount is off the rest. */
function pay(cost: bigint, available: bigint, discountBps: number): Payment {
  const used = least(available, cost);
  const need = cost - used;
  const charge = discounted(need, discountBps);
  return { need, charge, value: used + charge, credit: available - used };
}

/** A period and the arrears before it; the discount is off the period alone. */
function payPeriod({ price, discountBps }: Offer, owed: bigint, available: bigint): Payment {
  const covered = least(owed, available);
  const payment = pay(price, available - covered, discountBps);
  const open = owed - covered;
  return { ...payment, need: payment.need + open, charge: payment.charge + open };
}

function begin(
  prepaid: Prepaid,
  anchor: bigint,
  offer: Offer,
  available: bigint,
  used: bigint,
  grace: number,
): Answer<Bill> {
  const anchorDay = new Date(Number(anchor) * 1_000).getUTCDate();
  const end = endOf(offer.interval, anchorDay, anchor, 1);
  if (end > LAST_SECOND) return refused(SUBSCRIPTIONS_ERROR__CALENDAR_ENDS);
  const payment = payPeriod(offer, arrears(prepaid, used, offer, end - anchor), available);
  const after = {
    ...prepaid,
    anchor,
    anchorDay,
    interval: offer.interval,
    price: offer.price,
    periods: 1,
    current: { periodStart: anchor, start: anchor, end, value: payment.value },
    ahead: NO_TIME,
    credit: payment.credit,
  };
  return { value: bill(payment, withGrace(after, grace)) };
}

/**
 * What time used in grace costs at the old plan's price, rounded up, beyond what it does in the period that
 * covers it now, rounded down; nothing if that one is no cheaper.
 */
function arrears(prepaid: Prepaid, used: bigint, offer: Offer, seconds: bigint): bigint {
  const noCheaper = offer.interval === prepaid.interval && offer.price >= prepaid.price;
  if (used === 0n || noCheaper || offer.price === 0n) return 0n;
  const { interval, anchorDay, anchor, periods, price } = prepaid;
  const whole = endOf(interval, anchorDay, anchor, periods + 1) - paidThrough(prepaid);
  const before = (price * used + whole - 1n) / whole;
  return atLeastZero(before - (offer.price * used) / seconds);
}

function bill({ need, charge }: Payment, after: Prepaid): Bill {
  return { need, charge, after };
}

/** Grace is never longer than the time that was paid at the newest price: after a switch, what was left of it. */
function withGrace(prepaid: Prepaid, grace: number): Prepaid {
  const through = paidThrough(prepaid);
  const paid = through - prepaid.current.start;
  const seconds = prepaid.cancelled === 1 ? 0n : least(least(BigInt(grace), MOST_GRACE), paid);
  return { ...prepaid, lapsesAt: through + seconds, graceRefused: 0n };
}

function rest(time: PaidTime, second: bigint, value: bigint): PaidTime {
  return { ...time, start: second > time.start ? second : time.start, value };
}

function last({ current, ahead }: Prepaid): PaidTime {
  return isNone(ahead) ? current : ahead;
}

function isNone({ start, end }: PaidTime): boolean {
  return start >= end;
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

const TWO_WEEKS = 14n * 86_400n;
/** The longest grace. No month is shorter than that and the longest window together. */
export const MOST_GRACE = TWO_WEEKS;
const MOST_WINDOW = TWO_WEEKS;
/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799n;
