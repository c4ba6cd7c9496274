import { MAX_SECONDS, PERMANENT, startOf, weekOf, type Stake } from "../power";
import type { OpenLocker } from "./read";

/** What of a locker says which week it is in. */
export type LockerWeek = Pick<OpenLocker, "week">;

/** The second that counts for a locker at the chain's: never before its newest week. */
export function countingSecond({ week }: LockerWeek, second: bigint): bigint {
  const start = startOf(week);
  return second > start ? second : start;
}

/** The week that counts for a locker at the chain's second: never before its newest. */
export function countingWeek({ week }: LockerWeek, second: bigint): number {
  return Math.max(weekOf(second), week);
}

/** Whether a stake is free at the start of a week. A permanent one never is. */
export function hasEnded({ endWeek }: Pick<Stake, "endWeek">, week: number): boolean {
  return endWeek !== PERMANENT && endWeek <= week;
}

/** Seconds to a stake's end: 0 once past, at most those of 208 weeks, and always so many if it is permanent. */
export function secondsLeft({ endWeek }: Pick<Stake, "endWeek">, second: bigint): bigint {
  if (endWeek === PERMANENT) return MAX_SECONDS;
  const left = startOf(endWeek) - second;
  if (left <= 0n) return 0n;
  return left < MAX_SECONDS ? left : MAX_SECONDS;
}
