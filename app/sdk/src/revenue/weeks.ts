import { powerInWeek, totalPowers } from "../locker";
import { MAX_WEEKS } from "../power";
import type { Earnings } from "./earnings";
import { currentWeek, type Income, type IncomePool } from "./income";

/** What one week has for lockers of one token, and for one lock among them. Amounts and power in base units. */
export type IncomeWeek = {
  readonly week: number;
  /** For all locks together. */
  readonly revenue: bigint;
  /** Everybody's power at the week's start. */
  readonly total: bigint;
  /** The lock's. */
  readonly power: bigint;
  /** `floor(revenue * power / total)`: of a week that still runs, of what it has so far. */
  readonly share: bigint;
  /** A week closes at its end; only a closed one can be claimed. */
  readonly state: "running" | "claimable" | "claimed";
};

const RING_WEEKS = 256;

/** The newest weeks of a pool, oldest first, the running one included; none from before the pool was made. */
export function incomeWeeks(
  income: Income,
  pool: IncomePool,
  earnings: Pick<Earnings, "lock" | "record"> | undefined,
  most = Number(MAX_WEEKS) + 1,
): IncomeWeek[] {
  const current = currentWeek(income);
  const first = Math.max(pool.createdWeek, current - Math.min(most, Number(MAX_WEEKS) + 1) + 1);
  const claimedBefore = earnings?.record?.nextWeek[pool.index] ?? 0;
  const totals = totalPowers(income.locker, first, current);
  const weeks: IncomeWeek[] = [];
  for (let week = first; week <= current; week += 1) {
    const revenue = revenueOf(pool, week);
    const total = totals[week - first] ?? 0n;
    const power = earnings?.lock === undefined ? 0n : powerInWeek(earnings.lock, week);
    weeks.push({
      week,
      revenue,
      total,
      power,
      share: weeklyShare(revenue, power, total),
      state: week === current ? "running" : week < claimedBefore ? "claimed" : "claimable",
    });
  }
  return weeks;
}

/** What a week has to give; nothing for one that expired in the pool's book, or has not begun there. */
function revenueOf(pool: IncomePool, week: number): bigint {
  const isThere = week <= pool.week && week >= pool.week - Number(MAX_WEEKS);
  return isThere ? (pool.revenue[week % RING_WEEKS] ?? 0n) : 0n;
}

/** `floor(revenue * power / total)`; nothing where nobody has power. More than `total` counts as just that. */
export function weeklyShare(revenue: bigint, power: bigint, total: bigint): bigint {
  const counted = power < total ? power : total;
  return counted === 0n ? 0n : (revenue * counted) / total;
}
