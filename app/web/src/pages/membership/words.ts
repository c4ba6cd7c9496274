import { paidThrough, shops, statusAt, type subscriptions, type Token } from "@tenure/sdk";
import { date, dollars, duration, tokens } from "../../ui/text";

/** How the plan is marked that the visitor is on. */
export const YOURS = "Your plan";

/** How often a plan is paid. */
export function every(interval: shops.Interval): string {
  return interval === "month" ? "a month" : "a year";
}

/** "Premium, by the month". */
export function planWords({ name, interval }: shops.ShopPlan): string {
  return `${name}, by the ${interval}`;
}

/** A count with its noun. */
export function counted(count: bigint | number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${BigInt(count) === 1n ? "" : "s"}`;
}

/** An amount for a glance: rounded up to two decimals. */
export function about(units: bigint, token: Token): string {
  const step = token.decimals > 2 ? 10n ** BigInt(token.decimals - 2) : 1n;
  return tokens(((units + step - 1n) / step) * step, token);
}

/** Micro-USD for a glance: rounded to the nearest cent. */
export function cents(micro: bigint): string {
  return dollars(((micro + 5_000n) / 10_000n) * 10_000n);
}

/** Where a subscription stands at a second, in a sentence. */
export function statusWords(subscription: subscriptions.Subscription, second: bigint): string {
  const end = paidThrough(subscription);
  if (subscription.revoked === 1) return "The store has excluded this wallet.";
  switch (statusAt(subscription, second)) {
    case "active":
      return subscription.cancelled === 1
        ? `Active until ${date(end)}. It is cancelled: nothing is renewed, and it opens everything until then.`
        : `Active, and paid for another ${duration(end - second)}.`;
    case "grace":
      return `The paid time ended on ${date(end)}. It opens everything still, and expires in ${duration(subscription.lapsesAt - second)} unless it is paid.`;
    case "expired":
      return `Expired on ${date(subscription.lapsesAt)}.`;
  }
}

/** What a visitor could do about too few tokens; `undefined` if there are enough. */
export function shortage(
  { purses }: shops.Member,
  { token }: shops.ShopToken,
  units: bigint,
): string | undefined {
  const held = purses.get(token.mint)?.amount ?? 0n;
  return held < units
    ? `You have ${tokens(held, token)}, and need ${tokens(units, token)}.`
    : undefined;
}
