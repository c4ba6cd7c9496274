import { explain, type Explanation } from "../explain";
import * as program from "../generated/locker";
import { PERMANENT } from "../power";
import { extensionWeeks } from "./bounds";
import { isHistoryFull, lastCountedWeek, oldestSnapshot, prunable } from "./history";
import type { OpenLock, OpenLocker, Position } from "./read";
import { standingOf, type Standing } from "./standing";
import { countingSecond, countingWeek } from "./time";

/** What can be done with a lock. */
export type Verb =
  | "lock"
  | "increase"
  | "extend"
  | "makePermanent"
  | "beginUnlock"
  | "withdraw"
  | "exitEarly"
  | "setDelegate"
  | "close";

export type Obstacles = Readonly<Record<Verb, Explanation | undefined>>;

/**
 * Why each thing cannot be done at `now`, whatever the amount or the term, as the program would word it;
 * `undefined` for what can. Of several reasons, the first that the program would find; of a lock that does not
 * exist, that it holds nothing.
 */
export function obstaclesOf({ locker, lock, now }: Position): Obstacles {
  const week = countingWeek(locker, now);
  const standing = standingOf(lock, week);
  const paused = locker.paused === 1 ? refusal(program.LOCKER_ERROR__PAUSED) : undefined;
  const idle = idleness(standing);
  const held = isHeldByVote(locker, lock, now) ? refusal(program.LOCKER_ERROR__VOTING) : undefined;
  const full = needsRoom(lock, week) ? refusal(program.LOCKER_ERROR__HISTORY_FULL) : undefined;
  const permanent = standing === "permanent" ? refusal(program.LOCKER_ERROR__PERMANENT) : undefined;
  return {
    lock: paused ?? occupied(standing) ?? full,
    increase: paused ?? idle ?? tooShort(locker, lock, week) ?? full,
    extend: paused ?? idle ?? permanent ?? atItsLongest({ locker, lock, now }) ?? full,
    makePermanent: paused ?? idle ?? permanent ?? full,
    beginUnlock: idle ?? notPermanent(standing) ?? held ?? full,
    withdraw: notWithdrawable(standing),
    exitEarly: idle ?? held ?? full,
    setDelegate: standing === "none" ? refusal(program.LOCKER_ERROR__NOTHING_LOCKED) : undefined,
    close: notClosable(lock, week, standing) ?? held,
  };
}

/** Whether a running vote counts the lock at a second, so that it cannot be reduced. */
export function isHeldByVote(
  locker: OpenLocker,
  lock: OpenLock | undefined,
  second: bigint,
): boolean {
  return lock !== undefined && lock.votingUntil > countingSecond(locker, second);
}

/** Whether a change needs room in the history that pruning makes only by giving something up. */
function needsRoom(lock: OpenLock | undefined, week: number): boolean {
  return (
    lock !== undefined && isHistoryFull(lock, week) && prunable(lock, oldestSnapshot(week)) === 0
  );
}

function idleness(standing: Standing): Explanation | undefined {
  if (standing === "none" || standing === "empty") {
    return refusal(program.LOCKER_ERROR__NOTHING_LOCKED);
  }
  return standing === "ended" ? refusal(program.LOCKER_ERROR__ENDED) : undefined;
}

function occupied(standing: Standing): Explanation | undefined {
  const free = standing === "none" || standing === "empty";
  return free ? undefined : refusal(program.LOCKER_ERROR__ALREADY_LOCKED);
}

function notPermanent(standing: Standing): Explanation | undefined {
  return standing === "permanent" ? undefined : refusal(program.LOCKER_ERROR__NOT_PERMANENT);
}

function notWithdrawable(standing: Standing): Explanation | undefined {
  if (standing === "ended") return undefined;
  const locked = standing === "decaying" || standing === "permanent";
  return refusal(locked ? program.LOCKER_ERROR__NOT_ENDED : program.LOCKER_ERROR__NOTHING_LOCKED);
}

/** New tokens commit for the shortest term at least, also in an old lock. */
function tooShort({ minWeeks }: OpenLocker, lock: OpenLock | undefined, week: number) {
  if (lock === undefined || lock.endWeek === PERMANENT) return undefined;
  return lock.endWeek - week < minWeeks ? refusal(program.LOCKER_ERROR__TOO_SHORT) : undefined;
}

function atItsLongest(position: Position): Explanation | undefined {
  return extensionWeeks(position) === undefined
    ? refusal(program.LOCKER_ERROR__TOO_LONG)
    : undefined;
}

/** A lock is closed once it is empty and no snapshot of the last 208 weeks counts it. */
function notClosable(lock: OpenLock | undefined, week: number, standing: Standing) {
  if (lock === undefined) return refusal(program.LOCKER_ERROR__NOTHING_LOCKED);
  if (standing !== "empty") return refusal(program.LOCKER_ERROR__STILL_LOCKED);
  const last = lastCountedWeek(lock, week);
  const needed = last !== undefined && last >= oldestSnapshot(week);
  return needed ? refusal(program.LOCKER_ERROR__HISTORY_NEEDED) : undefined;
}

function refusal(code: number): Explanation {
  return explain(program.LOCKER_PROGRAM_ADDRESS, code) ?? { name: "Custom", words: String(code) };
}
