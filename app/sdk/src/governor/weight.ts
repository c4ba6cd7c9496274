import type { Lock } from "../generated/locker";
import { powerAt, weekOf, type Stake } from "../power";
import type { Governor, Proposal } from "../generated/governor";

/** Whose voices count: what locks held before a week, with the power that has left at a second. */
export type Electorate = Pick<Proposal, "snapshotWeek" | "votingEndsAt">;

const NONE: Stake = { amount: 0n, endWeek: 0 };

/** What counts in the snapshot of a week: the newest checkpoint strictly before it. */
export function stakeBefore({ checkpoints, oldest, checkpointCount }: Lock, week: number): Stake {
  for (let age = checkpointCount - 1; age >= 0; age -= 1) {
    const checkpoint = checkpoints[(oldest + age) % checkpoints.length];
    if (checkpoint !== undefined && checkpoint.week < week) return checkpoint;
  }
  return NONE;
}

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
