import type { Splitter, Terms } from "../generated/revenue";

/** How income is split: basis points of it to lockers and to be burned, and the power that a week needs to earn. */
export type SplitTerms = Terms;

export type AnnouncedTerms = {
  readonly terms: SplitTerms;
  /** They count from the start of this week. */
  readonly fromWeek: number;
};

/** The three parts of an amount, in base units. They sum to it exactly. */
export type Shares = {
  readonly lockers: bigint;
  readonly burned: bigint;
  readonly treasury: bigint;
};

const BPS = 10_000n;

/** The terms in force in a week, which is not before that of the last announcement. */
export function termsIn(splitter: Splitter, week: number): SplitTerms {
  return week < splitter.nextFromWeek
    ? { stakerBps: splitter.stakerBps, burnBps: splitter.burnBps, minPower: splitter.minPower }
    : {
        stakerBps: splitter.nextStakerBps,
        burnBps: splitter.nextBurnBps,
        minPower: splitter.nextMinPower,
      };
}

/** The terms that are announced and not in force yet in a week. */
export function announcedTerms(splitter: Splitter, week: number): AnnouncedTerms | undefined {
  const fromWeek = splitter.nextFromWeek;
  return week < fromWeek ? { terms: termsIn(splitter, fromWeek), fromWeek } : undefined;
}

/**
 * Shares an amount out by some terms. Lockers' part and what is burned are rounded down, and the rest is the
 * treasury's; only of the token that is locked is anything burned.
 */
export function sharesFor(terms: SplitTerms, amount: bigint, isLocked: boolean): Shares {
  const lockers = (amount * BigInt(terms.stakerBps)) / BPS;
  const burned = isLocked ? (amount * BigInt(terms.burnBps)) / BPS : 0n;
  return { lockers, burned, treasury: amount - lockers - burned };
}

/** Whether a week that began with that much power of all locks together earns. */
export function isPowered({ minPower }: SplitTerms, total: bigint): boolean {
  return total >= (minPower > 1n ? minPower : 1n);
}
