import { powerAt, startOf } from "../power";
import { powerInWeek } from "./history";
import type { Position } from "./read";
import { countingWeek } from "./time";
import { totalPowers } from "./total";

/** Power at the start of a week: in base units, rounded down. */
export type PowerPoint = {
  readonly week: number;
  readonly second: bigint;
  readonly lock: bigint;
  /** `undefined` once the locker has forgotten the week. */
  readonly total: bigint | undefined;
};

/**
 * Power at the start of each week from `first` to `last`: as it counted in those that have begun, and as it will
 * in those to come if nothing but time changes it.
 */
export function powerSeries(
  { locker, lock, now }: Position,
  first: number,
  last: number,
): readonly PowerPoint[] {
  const current = countingWeek(locker, now);
  const totals = totalPowers(locker, first, last);
  return totals.map((total, index) => {
    const week = first + index;
    const second = startOf(week);
    if (lock === undefined) return { week, second, lock: 0n, total };
    const own = week <= current ? powerInWeek(lock, week) : powerAt(lock, second);
    return { week, second, lock: own, total };
  });
}

/** The first week at whose start the locker remembers any power; the present one if none. */
export function firstPoweredWeek({ locker }: Pick<Position, "locker">): number {
  const oldest = Math.max(0, locker.week - locker.powerAt.length + 1);
  const powers = totalPowers(locker, oldest, locker.week);
  const index = powers.findIndex((power) => power !== undefined && power > 0n);
  return index < 0 ? locker.week : oldest + index;
}
