import type { Lock } from "../generated/locker";
import { stakeBefore } from "../locker";
import { powerAt, weekOf } from "../power";
import type { Governor, Proposal } from "../generated/governor";

/** Whose voices count: what locks held before a week, with the power that has left at a second. */
export type Electorate = Pick<Proposal, "snapshotWeek" | "votingEndsAt">;

/**
 * The power of a lock's voice, in base units, rounded down: what its stake of before the snapshot's week has
 * left when the vote ends. Nothing if the lock was reduced in that week or later.
 */
export function weightOf(lock: Lock, { snapshotWeek, votingEndsAt }: Electorate): bigint {
  if (lock.reducedWeek >= snapshotWeek) return 0n;
  return powerAt(stakeBefore(lock, snapshotWeek), votingEndsAt);
}

/** The voices of a proposal that is submitted at a second. */
export function electorateAt(governor: Governor, second: bigint): Electorate {
  return {
    snapshotWeek: weekOf(second),
    votingEndsAt: second + BigInt(governor.votingDelay) + BigInt(governor.votingPeriod),
  };
}
