import { MAX_SECONDS, startOf, weekOf } from "../power";
import type { OpenLocker } from "./read";
import { countingSecond } from "./time";

/** The weeks that a locker's rings hold. */
const RING_WEEKS = 256;

/** What of a locker gives the power of all its locks. */
export type Ledger = Pick<
  OpenLocker,
  "week" | "decaying" | "decayingEnd" | "permanent" | "expiring" | "powerAt"
>;

/** Sums over the locks that have not ended. Nothing in them is ever divided, so that they never drift. */
type Sums = { decaying: bigint; decayingEnd: bigint };

/**
 * Power of all locks at a second, now or later, if nothing but time changes it; in base units, rounded down.
 * For a second before the locker's newest week, that of the week's start.
 */
export function totalPowerAt(locker: Ledger, second: bigint): bigint {
  const sums = sumsOf(locker);
  const week = weekOf(second);
  for (let passed = locker.week + 1; passed <= week; passed += 1) expire(sums, locker, passed);
  return powerOf(sums, locker, countingSecond(locker, second));
}

/**
 * Power of all locks at the start of each week from `first` to `last`, in order: as it was recorded for those
 * that have begun, as it will be if nothing but time changes it for those after. `undefined` for a week that the
 * locker no longer remembers.
 */
export function totalPowers(
  locker: Ledger,
  first: number,
  last: number,
): readonly (bigint | undefined)[] {
  const powers: (bigint | undefined)[] = [];
  for (let week = first; week <= Math.min(last, locker.week); week += 1) {
    const forgotten = locker.week - week >= RING_WEEKS;
    powers.push(forgotten ? undefined : locker.powerAt[slot(week)]);
  }
  const sums = sumsOf(locker);
  for (let week = locker.week + 1; week <= last; week += 1) {
    expire(sums, locker, week);
    if (week >= first) powers.push(powerOf(sums, locker, startOf(week)));
  }
  return powers;
}

function sumsOf({ decaying, decayingEnd }: Ledger): Sums {
  return { decaying, decayingEnd };
}

/** Takes the locks that end at a week's start out of the sums. After a whole ring of weeks all have ended. */
function expire(sums: Sums, { week, expiring }: Ledger, passed: number) {
  if (passed - week >= RING_WEEKS) return;
  const amount = expiring[slot(passed)] ?? 0n;
  sums.decaying -= amount;
  sums.decayingEnd -= amount * BigInt(passed);
}

function powerOf({ decaying, decayingEnd }: Sums, { permanent }: Ledger, second: bigint): bigint {
  const left = startOf(1) * decayingEnd - decaying * second;
  const most = decaying * MAX_SECONDS;
  const bounded = left < 0n ? 0n : left < most ? left : most;
  return bounded / MAX_SECONDS + permanent;
}

function slot(week: number): number {
  return week % RING_WEEKS;
}
