import type { Checkpoint } from "../generated/locker";
import { MAX_WEEKS, PERMANENT, powerAt, startOf, type Stake } from "../power";
import type { OpenLock } from "./read";

/** The most that a lock remembers: one checkpoint for each week in which it changed. */
export const CHECKPOINTS = 64;

/** What of a lock is its history. */
export type History = Pick<OpenLock, "checkpoints" | "oldest" | "checkpointCount">;

/** What a lock held when each of the weeks ended in which it changed, in their order. */
export function checkpointsOf({ checkpoints, oldest, checkpointCount }: History): Checkpoint[] {
  const ages = Array.from({ length: checkpointCount }, (_, age) => age);
  return ages.flatMap((age) => checkpoints[(oldest + age) % CHECKPOINTS] ?? []);
}

/** What counts in the snapshot of a week: what the lock held before it, so nothing done within the week. */
export function stakeBefore(lock: History, week: number): Stake {
  const before = checkpointsOf(lock).filter((checkpoint) => checkpoint.week < week);
  return before.at(-1) ?? { amount: 0n, endWeek: 0 };
}

/** A lock's power in the snapshot of a week, taken at its start; in base units, rounded down. */
export function powerInWeek(lock: History, week: number): bigint {
  return powerAt(stakeBefore(lock, week), startOf(week));
}

/** Whether a change in a week needs room that the history does not have. */
export function isHistoryFull(lock: History, week: number): boolean {
  return lock.checkpointCount === CHECKPOINTS && checkpointsOf(lock).at(-1)?.week !== week;
}

/** The oldest week whose snapshot anything may still ask for: revenue is claimed for 208 weeks. */
export function oldestSnapshot(week: number): number {
  return Math.max(0, week - Number(MAX_WEEKS));
}

/** How many checkpoints pruning drops if only the snapshots of `keepFrom` and after it are kept. */
export function prunable(lock: History, keepFrom: number): number {
  // A checkpoint serves the snapshots after its own week up to its successor's week; the newest one stays.
  return checkpointsOf(lock)
    .slice(1)
    .filter(({ week }) => week < keepFrom).length;
}

/**
 * The first week whose snapshot is kept if pruning is to drop `count` checkpoints; what the snapshots before it
 * could still earn or vote is given up. `undefined` if the history has no so many to drop.
 */
export function keptAfterPruning(lock: History, count: number): number | undefined {
  const successor = checkpointsOf(lock)[count];
  return successor && successor.week + 1;
}

/** The newest week, up to `current`, in whose snapshot the history shows tokens that had not ended. */
export function lastCountedWeek(lock: History, current: number): number | undefined {
  let servedTo = current;
  for (const { amount, endWeek, week } of checkpointsOf(lock).reverse()) {
    const last = endWeek === PERMANENT ? servedTo : Math.min(servedTo, endWeek - 1);
    if (amount > 0n && last > week) return last;
    servedTo = week;
  }
  return undefined;
}
