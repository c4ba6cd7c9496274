import { PERMANENT } from "../power";
import { hasEnded } from "./time";
import type { OpenLock } from "./read";

/**
 * Where a lock stands: there is none; it is empty, as after leaving; it decays; it is permanent; or its tokens
 * are free and wait to be withdrawn.
 */
export type Standing = "none" | "empty" | "decaying" | "permanent" | "ended";

/** Where a lock stands in a week. */
export function standingOf(
  lock: Pick<OpenLock, "amount" | "endWeek"> | undefined,
  week: number,
): Standing {
  if (lock === undefined) return "none";
  if (lock.amount === 0n) return "empty";
  if (lock.endWeek === PERMANENT) return "permanent";
  return hasEnded(lock, week) ? "ended" : "decaying";
}
