import { expect, test } from "vitest";
import { locks, PERMANENT, startOf } from "../src";

const NOW_WEEK = 3_000;
const YEARS = 208;

/** A lock's history, as it lies in the ring from the slot `oldest` on. */
function history(oldest: number, ...entries: readonly (readonly [number, bigint, number])[]) {
  const checkpoints = Array.from({ length: locks.CHECKPOINTS }, () => ({
    amount: 0n,
    endWeek: 0,
    week: 0,
  }));
  entries.forEach(([week, amount, endWeek], age) => {
    checkpoints[(oldest + age) % locks.CHECKPOINTS] = { week, amount, endWeek };
  });
  return { checkpoints, oldest, checkpointCount: entries.length };
}

function full(first: number) {
  return history(
    17,
    ...Array.from({ length: locks.CHECKPOINTS }, (_, age) => [first + age, 1n, PERMANENT] as const),
  );
}

/** A locker in a week, with what its sums hold. */
function ledger(week: number, stakes: readonly { amount: bigint; endWeek: number }[]) {
  const expiring = Array.from({ length: 256 }, () => 0n);
  let [decaying, decayingEnd, permanent] = [0n, 0n, 0n];
  for (const { amount, endWeek } of stakes) {
    if (endWeek === PERMANENT) permanent += amount;
    else {
      decaying += amount;
      decayingEnd += amount * BigInt(endWeek);
      expiring[endWeek % 256]! += amount;
    }
  }
  const powerAt = Array.from({ length: 256 }, (_, index) => BigInt(index));
  return { week, decaying, decayingEnd, permanent, expiring, powerAt };
}

test.each([
  [1_000n, 5_000, NOW_WEEK + YEARS, 500n],
  [1_000n, 5_000, NOW_WEEK + 104, 250n],
  [1_000n, 5_000, NOW_WEEK, 0n],
  [1_000n, 5_000, PERMANENT, 500n],
  [1_000n, 0, PERMANENT, 0n],
  [1n, 1, NOW_WEEK + 1, 1n],
  [2n ** 64n - 1n, 5_000, PERMANENT, 2n ** 63n],
])("leaving %s at %s bps with the end in week %s costs %s", (amount, penaltyBps, endWeek, cost) => {
  const locker = { week: NOW_WEEK, penaltyBps };
  expect(locks.penaltyAt(locker, { amount, endWeek }, startOf(NOW_WEEK))).toBe(cost);
  expect(locks.penaltyAt(locker, { amount, endWeek }, 0n)).toBe(cost);
});

test("the whole is never below the sum of its parts, and each part leaves it at its end", () => {
  const stakes = [
    { amount: 207n, endWeek: NOW_WEEK + 1 },
    { amount: 207n, endWeek: NOW_WEEK + 1 },
    { amount: 416n, endWeek: NOW_WEEK + 2 },
    { amount: 5n, endWeek: PERMANENT },
  ];
  const locker = ledger(NOW_WEEK, stakes);
  const at = (week: number) => locks.totalPowerAt(locker, startOf(week));
  expect(at(NOW_WEEK)).toBe(1n + 4n + 5n);
  expect(at(NOW_WEEK + 1)).toBe(2n + 5n);
  expect(at(NOW_WEEK + 2)).toBe(5n);
  expect(at(NOW_WEEK + 1_000)).toBe(5n);
  expect(locks.totalPowerAt(locker, 0n)).toBe(at(NOW_WEEK));
  expect(locks.totalPowers(locker, NOW_WEEK + 1, NOW_WEEK + 3)).toEqual([7n, 5n, 5n]);
});

test("a locker remembers 256 weeks, and none before", () => {
  const locker = ledger(NOW_WEEK, []);
  expect(locks.totalPowers(locker, NOW_WEEK - 256, NOW_WEEK - 254)).toEqual([
    undefined,
    BigInt((NOW_WEEK - 255) % 256),
    BigInt((NOW_WEEK - 254) % 256),
  ]);
});

test("what is done within a week counts from the next one", () => {
  const lock = history(60, [10, 208n, 218], [12, 416n, 220], [14, 0n, 0]);
  expect(locks.stakeBefore(lock, 10)).toMatchObject({ amount: 0n });
  expect(locks.stakeBefore(lock, 11)).toMatchObject({ amount: 208n, endWeek: 218 });
  expect(locks.stakeBefore(lock, 12)).toMatchObject({ amount: 208n });
  expect(locks.stakeBefore(lock, 13)).toMatchObject({ amount: 416n });
  expect(locks.powerInWeek(lock, 13)).toBe(414n);
  expect(locks.powerInWeek(lock, 15)).toBe(0n);
  expect(locks.lastCountedWeek(lock, 20)).toBe(14);
  expect(locks.lastCountedWeek({ ...lock, checkpointCount: 2 }, 13)).toBe(13);
  expect(locks.lastCountedWeek({ ...lock, checkpointCount: 1 }, 10)).toBeUndefined();
});

test("pruning drops what no kept snapshot needs, and the newest stays", () => {
  const lock = history(63, [10, 1n, 218], [12, 2n, 220], [14, 3n, 222]);
  expect([12, 13, 15, 999].map((week) => locks.prunable(lock, week))).toEqual([0, 1, 2, 2]);
  expect([1, 2, 3].map((count) => locks.keptAfterPruning(lock, count))).toEqual([
    13,
    15,
    undefined,
  ]);
});

test("a full history has room for another change of the same week only", () => {
  const lock = full(100);
  expect(locks.checkpointsOf(lock).map(({ week }) => week)).toEqual(
    Array.from({ length: 64 }, (_, age) => 100 + age),
  );
  expect(locks.isHistoryFull(lock, 163)).toBe(false);
  expect(locks.isHistoryFull(lock, 164)).toBe(true);
  expect(locks.isHistoryFull({ ...lock, checkpointCount: 63 }, 164)).toBe(false);
});

test.each([
  [undefined, "none"],
  [{ amount: 0n, endWeek: 0 }, "empty"],
  [{ amount: 1n, endWeek: NOW_WEEK + 1 }, "decaying"],
  [{ amount: 1n, endWeek: NOW_WEEK }, "ended"],
  [{ amount: 1n, endWeek: PERMANENT }, "permanent"],
] as const)("%s stands as %s", (lock, standing) => {
  expect(locks.standingOf(lock, NOW_WEEK)).toBe(standing);
});
