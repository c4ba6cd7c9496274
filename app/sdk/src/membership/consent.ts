import { paidThrough } from "../entitlement";
import type { Consent, Subscription } from "../generated/subscriptions";
import { isOraclePriced, type ShopToken } from "./shop";

/** For how long what is signed is worth anything, in seconds. */
export const CONSENT_SECONDS = 600n;

/**
 * The most to pay for what costs so many base units at today's rate: of a token whose price moves, so many basis
 * points more, rounded up.
 */
export function mostFor(token: ShopToken, units: bigint, slippageBps: number): bigint {
  const room = isOraclePriced(token) ? (units * BigInt(slippageBps) + 9_999n) / 10_000n : 0n;
  return units + room;
}

/**
 * Consent to a charge of at most `maxIn` base units before {@link CONSENT_SECONDS} are over, for a subscription
 * as it was read: `undefined` if there is none yet.
 */
export function consentTo(seen: Subscription | undefined, maxIn: bigint, second: bigint): Consent {
  return {
    maxIn,
    validUntil: second + CONSENT_SECONDS,
    incarnation: seen?.incarnation ?? 0n,
    paidThrough: seen === undefined ? 0n : paidThrough(seen),
    plan: seen?.plan ?? 0,
  };
}
