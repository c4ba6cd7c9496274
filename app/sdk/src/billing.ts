/** Money is in micro-USD, time in seconds since the Unix epoch; as the subscriptions program counts them. */

const MICRO_DECIMALS = 6;
const MOST = 2n ** 64n - 1n;
const DAY = 86_400n;

/** A stretch of paid time: from its first second up to but without its end. */
export type PaidTime = {
  /** Where the period begins that it lies in; they end together. */
  periodStart: bigint;
  start: bigint;
  end: bigint;
  /** What was really paid for it. */
  value: bigint;
};

/** What of a paid time's value is unused, rounded down. */
export function unused(time: PaidTime, second: bigint): bigint {
  const whole = time.end - time.start;
  return whole > 0n ? (time.value * secondsLeft(time, second)) / whole : 0n;
}

/** What is left of the paid time costs, at a plan's price for the whole period; rounded up. */
export function costOfRest(time: PaidTime, price: bigint, second: bigint): bigint {
  const period = time.end - time.periodStart;
  return period > 0n ? divideUp(price * secondsLeft(time, second), period) : 0n;
}

function secondsLeft(time: PaidTime, second: bigint): bigint {
  const from = second > time.start ? second : time.start;
  return time.end > from ? time.end - from : 0n;
}

/**
 * The second so many civil months after `anchor`, on the anchor's day of the month where there is one, else on
 * the month's last.
 */
export function addMonths(anchorDay: number, anchor: bigint, months: number): bigint {
  const from = new Date(Number(anchor) * 1_000);
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Date.UTC(from.getUTCFullYear(), month, Math.min(anchorDay, lastDay));
  return BigInt(day / 1_000) + (anchor % DAY);
}

export type Price = {
  /** Times ten to the power of `exponent`, in dollars. */
  price: bigint;
  /** To either side. */
  confidence: bigint;
  exponent: number;
};

/** A token that counts a dollar. */
export const STABLE: Price = { price: 1n, confidence: 0n, exponent: 0 };

/**
 * The base units that an amount of dollars is at the lower end of the price's interval, rounded up. `undefined`
 * if they are more than an account holds.
 */
export function tokensFor(
  amount: bigint,
  decimals: number,
  { price, confidence, exponent }: Price,
): bigint | undefined {
  const shift = decimals - exponent - MICRO_DECIMALS;
  const scaled =
    shift >= 0 ? amount * 10n ** BigInt(shift) : divideUp(amount, 10n ** BigInt(-shift));
  const tokens = divideUp(scaled, price - confidence);
  return tokens <= MOST ? tokens : undefined;
}

/** What of an amount is left to pay after a discount in basis points, rounded up. */
export function discounted(amount: bigint, discountBps: number): bigint {
  return amount - (amount * BigInt(discountBps)) / 10_000n;
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
