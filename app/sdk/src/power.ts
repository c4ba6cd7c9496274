/** Weeks are counted from the Unix epoch; a lock ends at the start of one. */
export const WEEK = 604_800n;

/** The longest lock, in weeks. */
export const MAX_WEEKS = 208n;

/** The `endWeek` of a permanent lock. */
export const PERMANENT = 0xffff_ffff;

/** The longest lock, in seconds. */
export const MAX_SECONDS = WEEK * MAX_WEEKS;

export type Stake = {
  /** In base units of the token. */
  amount: bigint;
  /** The week at whose start it is free again, or {@link PERMANENT}. */
  endWeek: number;
};

/** The week that a second, since the Unix epoch, lies in. */
export function weekOf(second: bigint): number {
  return Number(second / WEEK);
}

/** The first second of a week. */
export function startOf(week: number): bigint {
  return BigInt(week) * WEEK;
}

/**
 * `floor(amount * seconds left / 208 weeks)`, as the locker program works it out: all of the amount while it
 * is permanent, nothing once it has ended.
 */
export function powerAt(stake: Stake, second: bigint): bigint {
  if (stake.endWeek === PERMANENT) return stake.amount;
  const left = clamp(startOf(stake.endWeek) - second, 0n, MAX_SECONDS);
  return (stake.amount * left) / MAX_SECONDS;
}

function clamp(value: bigint, least: bigint, most: bigint): bigint {
  return value < least ? least : value > most ? most : value;
}
