import { expect, test } from "vitest";
import { paidThrough, renewalPlan, statusAt, tierAt, type subscriptions } from "../src";

const none = { periodStart: 0n, start: 0n, end: 0n, value: 0n };
const month = { periodStart: 100n, start: 100n, end: 200n, value: 1n };
const next = { periodStart: 200n, start: 200n, end: 300n, value: 1n };

/** Of tier 2, with fifty seconds of grace. */
const paid = {
  current: month,
  ahead: none,
  lapsesAt: 250n,
  tier: 2,
  revoked: 0,
} as subscriptions.Subscription;

test.each([
  [199n, "active", 2],
  [200n, "grace", 2],
  [249n, "grace", 2],
  [250n, "expired", 0],
] as const)("at %s it is %s and opens tier %s", (second, status, tier) => {
  expect(statusAt(paid, second)).toBe(status);
  expect(tierAt(paid, second)).toBe(tier);
});

test("a period paid ahead is paid", () => {
  const ahead = { ...paid, ahead: next, lapsesAt: 350n };
  expect(paidThrough(ahead)).toBe(300n);
  expect(statusAt(ahead, 299n)).toBe("active");
});

test("who is excluded has nothing", () => {
  expect(tierAt({ ...paid, revoked: 1 }, 150n)).toBe(0);
});

test("another plan follows if it is scheduled", () => {
  expect(renewalPlan({ plan: 3, nextPlan: 0, changeScheduled: 0 })).toBe(3);
  expect(renewalPlan({ plan: 3, nextPlan: 0, changeScheduled: 1 })).toBe(0);
});
