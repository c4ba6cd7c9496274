import { paidThrough } from "../entitlement";
import type { Explanation } from "../explain";
import {
  SUBSCRIPTIONS_ERROR__ABOVE_CHARGE,
  SUBSCRIPTIONS_ERROR__ABOVE_PERIOD,
  SUBSCRIPTIONS_ERROR__ABOVE_TOTAL,
  SUBSCRIPTIONS_ERROR__DELEGATE_LOST,
  SUBSCRIPTIONS_ERROR__DELEGATION_SHORT,
  SUBSCRIPTIONS_ERROR__MANDATE_EXPIRED,
  SUBSCRIPTIONS_ERROR__SOURCE_FROZEN,
  SUBSCRIPTIONS_ERROR__SOURCE_GONE,
  SUBSCRIPTIONS_ERROR__TOO_FEW_TOKENS,
  type Mandate,
} from "../generated/subscriptions";
import type { Member } from "./member";
import { greatest, least } from "./extremes";
import { endOf, MOST_GRACE, type Prepaid } from "./prepaid";
import { refusal } from "./refusal";
import type { Interval } from "./shop";

/** What a user allows to be charged without signing again, in base units. */
export type MandateTerms = {
  perCharge: bigint;
  perPeriod: bigint;
  /** Just what the token account's delegate may take. */
  total: bigint;
  /** From this second on nothing is charged. */
  expiresAt: bigint;
};

/**
 * Terms for so many renewals, the first of them when the time ends that is paid: each of at most `each`, and the
 * first of at most `first` if that is more. They last until the longest grace after the last of them is over, which
 * is never after one more could be paid: so the last can be late, and there is none after it.
 */
export function mandateFor(
  each: bigint,
  renewals: number,
  interval: Interval,
  paid: Pick<Prepaid, "anchorDay" | "current" | "ahead">,
  first = each,
): MandateTerms {
  const most = greatest(first, each);
  const last = endOf(interval === "month" ? 0 : 1, paid.anchorDay, paidThrough(paid), renewals - 1);
  return {
    perCharge: most,
    perPeriod: most,
    total: most + each * BigInt(renewals - 1),
    expiresAt: last + MOST_GRACE,
  };
}

/** The most that one charge for the period that begins at `period` can be at a second. */
export function mostUnder(mandate: Mandate, second: bigint, period: bigint): bigint {
  if (second >= mandate.expiresAt) return 0n;
  return [mandate.perCharge, leftFor(mandate, period), mandate.totalLeft].reduce(least);
}

/**
 * Why a renewal of so many base units would fail at a second at which it can be paid, as the program finds;
 * `undefined` if it would not.
 */
export function renewalObstacle(
  { subscription, mandate, purses }: Member,
  mandateAddress: string,
  units: bigint,
  second: bigint,
): Explanation | undefined {
  if (subscription === undefined || mandate === undefined) return undefined;
  const period = paidThrough(subscription);
  if (second >= mandate.expiresAt) return refusal(SUBSCRIPTIONS_ERROR__MANDATE_EXPIRED);
  if (units > mandate.perCharge) return refusal(SUBSCRIPTIONS_ERROR__ABOVE_CHARGE);
  if (units > leftFor(mandate, period)) return refusal(SUBSCRIPTIONS_ERROR__ABOVE_PERIOD);
  if (units > mandate.totalLeft) return refusal(SUBSCRIPTIONS_ERROR__ABOVE_TOTAL);
  const purse = purses.get(mandate.mint);
  if (units === 0n) return undefined;
  if (purse === undefined || !purse.exists) return refusal(SUBSCRIPTIONS_ERROR__SOURCE_GONE);
  if (purse.frozen) return refusal(SUBSCRIPTIONS_ERROR__SOURCE_FROZEN);
  if (purse.delegate !== mandateAddress) return refusal(SUBSCRIPTIONS_ERROR__DELEGATE_LOST);
  if (purse.delegated < units) return refusal(SUBSCRIPTIONS_ERROR__DELEGATION_SHORT);
  if (purse.amount < units) return refusal(SUBSCRIPTIONS_ERROR__TOO_FEW_TOKENS);
  return undefined;
}

/** Why a keeper could not charge the next period, as it was noted; `undefined` if none tried in vain. */
export function failureOf({ failure }: { failure: number }): Explanation | undefined {
  const code = FAILURES[failure - 1];
  return code === undefined ? undefined : refusal(code);
}

/** By the number that the account holds, from 1 on. */
const FAILURES = [
  SUBSCRIPTIONS_ERROR__MANDATE_EXPIRED,
  SUBSCRIPTIONS_ERROR__ABOVE_CHARGE,
  SUBSCRIPTIONS_ERROR__ABOVE_PERIOD,
  SUBSCRIPTIONS_ERROR__ABOVE_TOTAL,
  SUBSCRIPTIONS_ERROR__SOURCE_GONE,
  SUBSCRIPTIONS_ERROR__SOURCE_FROZEN,
  SUBSCRIPTIONS_ERROR__DELEGATE_LOST,
  SUBSCRIPTIONS_ERROR__DELEGATION_SHORT,
  SUBSCRIPTIONS_ERROR__TOO_FEW_TOKENS,
];

function leftFor({ perPeriod, period, spent }: Mandate, wanted: bigint): bigint {
  const used = wanted > period ? 0n : spent;
  return perPeriod > used ? perPeriod - used : 0n;
}
