import { PERMANENT } from "../power";
import { countingWeek } from "./time";
import type { OpenLocker, Position } from "./read";

/** Numbers of weeks from the present one, both ends included. */
export type Weeks = { readonly least: number; readonly most: number };

/** For how many weeks one can lock. The first of them is the rest of the present week. */
export function lockWeeks({
  minWeeks,
  maxWeeks,
}: Pick<OpenLocker, "minWeeks" | "maxWeeks">): Weeks {
  return { least: minWeeks, most: maxWeeks };
}

/** To how many weeks from the present one a lock can be extended; `undefined` if to none. */
export function extensionWeeks({ locker, lock, now }: Position): Weeks | undefined {
  if (lock === undefined || lock.endWeek === PERMANENT) return undefined;
  const { least, most } = lockWeeks(locker);
  const later = Math.max(least, lock.endWeek - countingWeek(locker, now) + 1);
  return later > most ? undefined : { least: later, most };
}
