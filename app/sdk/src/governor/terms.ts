/** What proposals change most often, as it is, and the bounds that are compiled into the programs. */

import type { Governor, GovernorParamsArgs } from "../generated/governor";
import type { Locker, LockerParamsArgs } from "../generated/locker";
import type { Splitter, TermsArgs } from "../generated/revenue";

export type GovernorTerms = GovernorParamsArgs & { proposalThreshold: bigint };
export type LockerTerms = LockerParamsArgs;
export type RevenueTerms = TermsArgs & { minPower: bigint };

const DAY = 86_400;
const MAX_BPS = 10_000;
const MAX_STAKER_BPS = 5_000;
const MAX_PENALTY_BPS = 5_000;
const LONGEST_WEEKS = 208;

export function governorParams(governor: Governor): GovernorTerms {
  const { proposalThreshold, votingDelay, votingPeriod, timelock, grace, quorumBps } = governor;
  return { proposalThreshold, votingDelay, votingPeriod, timelock, grace, quorumBps };
}

export function lockerParams({ minWeeks, maxWeeks, penaltyBps, governor }: Locker): LockerTerms {
  return { minWeeks, maxWeeks, penaltyBps, governor };
}

/** As they were last announced. */
export function revenueTerms(splitter: Splitter): RevenueTerms {
  const { nextStakerBps, nextBurnBps, nextMinPower } = splitter;
  return { stakerBps: nextStakerBps, burnBps: nextBurnBps, minPower: nextMinPower };
}

export function requireGovernorBounds(terms: GovernorTerms) {
  require(terms.proposalThreshold > 0n, "The power to propose is more than nothing.");
  require(within(terms.quorumBps, 100, 5_000), "The quorum is 1 to 50 %.");
  require(within(terms.votingDelay, 0, 14 * DAY), "Voting begins after at most 14 days.");
  require(within(terms.votingPeriod, DAY, 28 * DAY), "Voting lasts 1 to 28 days.");
  require(within(terms.timelock, DAY, 28 * DAY), "The timelock is 1 to 28 days.");
  require(within(terms.grace, DAY, 28 * DAY), "The time to execute is 1 to 28 days.");
}

export function requireLockerBounds({ minWeeks, maxWeeks, penaltyBps }: LockerTerms) {
  require(minWeeks >= 1, "The shortest lock is one week at least.");
  require(minWeeks <= maxWeeks, "The shortest lock is no longer than the longest.");
  require(maxWeeks <= LONGEST_WEEKS, `The longest lock is ${LONGEST_WEEKS} weeks at most.`);
  require(penaltyBps <= MAX_PENALTY_BPS, "The penalty is at most 50 %.");
}

export function requireTermsBounds({ stakerBps, burnBps }: RevenueTerms) {
  require(stakerBps <= MAX_STAKER_BPS, "The lockers' share is at most 50 %.");
  require(stakerBps + burnBps <= MAX_BPS, "Shares and burn together are at most 100 %.");
}

function require(holds: boolean, words: string) {
  if (!holds) throw new Error(words);
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
