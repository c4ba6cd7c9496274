import { MAX_SECONDS, type Stake } from "../power";
import { countingSecond, secondsLeft } from "./time";
import type { OpenLocker } from "./read";

const BPS = 10_000n;

/**
 * What leaving at a second costs, in base units: `penaltyBps` of the amount with 208 weeks left, in a straight
 * line down to nothing at the end. Rounded up. It only ever falls, except for a permanent stake's, which stays.
 */
export function penaltyAt(
  locker: Pick<OpenLocker, "week" | "penaltyBps">,
  stake: Stake,
  second: bigint,
): bigint {
  const left = secondsLeft(stake, countingSecond(locker, second));
  const whole = MAX_SECONDS * BPS;
  return (stake.amount * BigInt(locker.penaltyBps) * left + whole - 1n) / whole;
}
