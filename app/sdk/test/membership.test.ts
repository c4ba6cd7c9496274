import { getAddressEncoder, getBase64Decoder, type Address } from "@solana/kit";
import { expect, test } from "vitest";
import { paidThrough, shops, type subscriptions } from "../src";
import { REVENUE_PROGRAM_ADDRESS } from "../src/generated/revenue";
import { SUBSCRIPTIONS_PROGRAM_ADDRESS } from "../src/generated/subscriptions";
import { chargesIn } from "../src/membership/payments";
import { endOf } from "../src/membership/prepaid";

const DAY = 86_400n;
/** The longest grace, and the longest window. */
const TWO_WEEKS = 14n * DAY;
const WEEK = 7 * 86_400;

/** 31 January 2025, 10:00:00. */
const START = 1_738_317_600n;

const [STORE, SUBSCRIPTION, USER, MINT] = [
  "So11111111111111111111111111111111111111112",
  "SysvarC1ock11111111111111111111111111111111",
  "SysvarRent111111111111111111111111111111111",
  "SysvarS1otHashes111111111111111111111111111",
] as [Address, Address, Address, Address];

/** As the program emits it: of `plan`, for 19.90 dollars in so many base units. */
function subscribed(plan: number, subscription = SUBSCRIPTION): Uint8Array {
  const data = new Uint8Array(192);
  data.set([135, 59, 105, 76, 190, 236, 138, 228]);
  [STORE, subscription, USER, MINT].forEach((address, index) =>
    data.set(getAddressEncoder().encode(address), 8 + 32 * index),
  );
  const view = new DataView(data.buffer);
  view.setBigUint64(136, 19_900_000n, true);
  view.setBigUint64(144, 9_950_000n, true);
  view.setUint32(184, plan, true);
  view.setUint32(188, 1, true);
  return data;
}

function line(...parts: readonly Uint8Array[]): string {
  return `Program data: ${parts.map((part) => getBase64Decoder().decode(part)).join(" ")}`;
}

/** What a program logs while it runs, called from so deep. */
function run(program: Address, lines: readonly string[], depth = 1): string[] {
  return [`Program ${program} invoke [${depth}]`, ...lines, `Program ${program} success`];
}

const OURS = SUBSCRIPTIONS_PROGRAM_ADDRESS;
const STRANGER = REVENUE_PROGRAM_ADDRESS;
const CHARGE = { kind: "subscribed", plan: 2, mint: MINT, charge: 19_900_000n, units: 9_950_000n };

test("a charge is read that the program itself tells, however it was called", () => {
  expect(chargesIn(run(OURS, [line(subscribed(2))]), SUBSCRIPTION)).toEqual([CHARGE]);
  const called = run(STRANGER, run(OURS, [line(subscribed(2))], 2));
  expect(chargesIn(called, SUBSCRIPTION)).toEqual([CHARGE]);
  const after = run(OURS, [...run(STRANGER, ["Program log: hello"], 2), line(subscribed(2))]);
  expect(chargesIn(after, SUBSCRIPTION)).toEqual([CHARGE]);
});

test.each([
  ["another program tells it", run(STRANGER, [line(subscribed(2))])],
  [
    "another program tells it, once ours has run",
    run(STRANGER, [...run(OURS, [], 2), line(subscribed(2))]),
  ],
  ["another program tells it, that ours calls", run(OURS, run(STRANGER, [line(subscribed(2))], 2))],
  ["nobody runs", [line(subscribed(2))]],
  [
    "another program only names ours",
    run(STRANGER, [`Program log: Program ${OURS} invoke [2]`, line(subscribed(2))]),
  ],
  ["lines are missing before it", run(OURS, ["Log truncated", line(subscribed(2))])],
  ["it is cut short", run(OURS, [line(subscribed(2).slice(0, 189))])],
  ["it is too long", run(OURS, [line(new Uint8Array([...subscribed(2), 0]))])],
  ["it has two parts", run(OURS, [line(subscribed(2).slice(0, 8), subscribed(2).slice(8))])],
  ["its line is cut", run(OURS, [line(subscribed(2)).slice(0, -1)])],
  ["it is of another kind", run(OURS, [line(new Uint8Array([1, ...subscribed(2).slice(1)]))])],
  ["it is of another subscription", run(OURS, [line(subscribed(2, STORE))])],
])("no charge is read where %s", (_, logs) => {
  expect(chargesIn(logs, SUBSCRIPTION)).toEqual([]);
});

test("a charge is read for a plan that nobody knows, and shown as it is", () => {
  const [charge] = chargesIn(run(OURS, [line(subscribed(4_294_967_295))]), SUBSCRIPTION);
  expect(charge?.plan).toBe(4_294_967_295);
  expect(shops.findPlan({ plans: [] }, 4_294_967_295)).toBeUndefined();
});

/** A plan of so many dollars, paid with a token that counts a dollar. */
function plan(id: number, dollars: bigint, interval: shops.Interval = "month"): shops.ShopPlan {
  return {
    id,
    price: dollars * 1_000_000n,
    interval,
    discountBps: 0,
    sold: true,
  } as shops.ShopPlan;
}

const TOKEN = { own: false, enabled: true, state: { kind: 0, decimals: 6 } } as shops.ShopToken;
const [BASIC, PREMIUM, YEAR] = [plan(0, 20n), plan(1, 100n), plan(2, 1_000n, "year")];
const SHOP = {
  state: { grace: WEEK, window: WEEK },
  plans: [BASIC, PREMIUM, YEAR],
} as unknown as shops.Shop;

/** On a plan from {@link START} on. */
function on({ id }: shops.ShopPlan, second = START): subscriptions.Subscription {
  const quote = value(shops.quoteSubscription(SHOP, SHOP.plans[id]!, TOKEN, undefined, second));
  return {
    ...quote.after,
    plan: id,
    nextPlan: 0,
    changeScheduled: 0,
  } as subscriptions.Subscription;
}

function value<T>({ value, refusal }: shops.Answer<T>): T {
  if (refusal !== undefined) throw new Error(refusal.words);
  return value!;
}

test("in the last minutes of grace the most is what is owed in its last second", () => {
  const seen = { ...on(PREMIUM), changeScheduled: 1 };
  const at = (second: bigint) => value(shops.quoteRenewal(SHOP, TOKEN, seen, second));
  const { lapsesAt } = seen;
  const last = at(lapsesAt - 1n).units;
  expect(at(lapsesAt - 300n).most).toBe(last);
  expect(at(lapsesAt - 300n).units).toBeLessThan(last);
  expect(at(lapsesAt - 601n).most).toBe(last);
  expect(at(lapsesAt - 602n).most).toBe(at(lapsesAt - 2n).units);
  expect(shops.quoteRenewal(SHOP, TOKEN, seen, lapsesAt).refusal?.name).toBe("Expired");
});

test("in the last minutes of the paid time the most is what a switch costs in its last second", () => {
  const seen = on(BASIC);
  const end = paidThrough(seen);
  const at = (second: bigint) => value(shops.quoteSwitch(SHOP, YEAR, TOKEN, seen, second));
  expect(at(end - 300n).most).toBe(at(end - 1n).units);
  expect(at(end - 300n).units).toBeLessThan(at(end - 1n).units);
});

test("what falls by the second is covered where the chain is some seconds behind", () => {
  const seen = on(BASIC);
  const at = (second: bigint) => value(shops.quoteSwitch(SHOP, PREMIUM, TOKEN, seen, second));
  const second = START + DAY;
  expect(at(second).most).toBe(at(second - 5n).units);
  expect(at(second).most).toBeGreaterThan(at(second).units);
});

test("of the next renewal the most is that of its grace's last second, and the price if no plan follows", () => {
  const seen = on(PREMIUM);
  const next = (subscription: subscriptions.Subscription) =>
    value(shops.nextRenewal(SHOP, TOKEN, subscription, START));
  expect(next(seen)).toMatchObject({ units: 100_000_000n, most: 100_000_000n });
  const changes = { ...seen, changeScheduled: 1 };
  const last = value(shops.quoteRenewal(SHOP, TOKEN, changes, seen.lapsesAt - 1n)).units;
  expect(next(changes)).toMatchObject({ units: 20_000_000n, most: last });
  expect(last).toBeGreaterThan(20_000_000n);
});

test.each([1, 2, 12, 60])(
  "a mandate for %s renewals covers the last one's grace, and no other",
  (count) => {
    // From every day of the month, those that some months lack too, over a leap day.
    for (let day = 0n; day < 800n; day += 1n) {
      const seen = on(day % 2n === 0n ? BASIC : YEAR, START + day * DAY);
      const interval = day % 2n === 0n ? "month" : "year";
      const { expiresAt } = shops.mandateFor(1n, count, interval, seen);
      const { anchor, anchorDay } = seen;
      // The first is of the second period.
      const [from, to] = [count, count + 1].map((periods) =>
        endOf(seen.interval, anchorDay, anchor, periods),
      ) as [bigint, bigint];
      expect(expiresAt).toBeGreaterThanOrEqual(from + TWO_WEEKS);
      expect(expiresAt).toBeLessThanOrEqual(to - TWO_WEEKS);
    }
  },
);

test("a mandate has room for a dearer first renewal, and only once", () => {
  const terms = shops.mandateFor(20n, 12, "month", on(BASIC), 33n);
  expect(terms).toMatchObject({ perCharge: 33n, perPeriod: 33n, total: 33n + 11n * 20n });
  const cheap = shops.mandateFor(20n, 12, "month", on(BASIC), 5n);
  expect(cheap).toMatchObject({ perCharge: 20n, perPeriod: 20n, total: 240n });
});
