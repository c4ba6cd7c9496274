import { amount, type governance, type Token } from "@tenure/sdk";
import { duration, powerToken, rough } from "../../ui/text";

/** How a state is shown: its name, what it means, and a colour that only repeats it. */
export const STATE: Readonly<
  Record<governance.ProposalState, { name: string; about: string; color: string }>
> = {
  draft: { name: "Draft", about: "Not submitted yet.", color: "gray" },
  pending: { name: "Pending", about: "Voting has not begun.", color: "blue" },
  active: { name: "Active", about: "Votes are being cast.", color: "indigo" },
  queued: { name: "Queued", about: "Passed. The timelock runs.", color: "violet" },
  succeeded: { name: "Ready to execute", about: "Passed. Anyone can run it.", color: "teal" },
  executed: { name: "Executed", about: "All of it has run.", color: "green" },
  defeated: { name: "Defeated", about: "The vote was lost.", color: "red" },
  expired: { name: "Expired", about: "Passed, and not run in time.", color: "orange" },
  cancelled: { name: "Cancelled", about: "Withdrawn before it was decided.", color: "gray" },
  vetoed: { name: "Vetoed", about: "Stopped by the council.", color: "red" },
};

/** What comes next and in how long: "Voting ends in 2 days 3 hours". */
export function comingIn(next: { what: string; at: bigint }, now: bigint): string {
  const what = next.what.slice(0, 1).toUpperCase() + next.what.slice(1);
  return `${what} in ${duration(next.at - now)}`;
}

/** Power: "31,204.12 veTMAI". */
export function power(units: bigint, token: Token): string {
  return rough(units, powerToken(token));
}

/** A part of a whole in percent, to the nearest tenth. */
export function share(part: bigint, whole: bigint): string {
  if (whole === 0n) return "0%";
  return `${amount.format((part * 2_000n + whole) / (whole * 2n), 1)}%`;
}

/** How much of what is needed is there, in percent, rounded down: 100 only when it is enough. */
export function progress(part: bigint, needed: bigint): string {
  if (needed === 0n) return "100%";
  return `${amount.format((part * 1_000n) / needed, 1)}%`;
}

/** What people call an instruction that a treasury often signs. */
const TITLES: Readonly<Record<string, string>> = {
  "revenue announce_terms": "Change how revenue is shared",
  "revenue create_pool": "Share another token's revenue",
  "revenue set_treasury": "Name who receives the treasury's share of a token",
  "revenue propose_authority": "Offer the revenue splitter to another",
  "locker propose_authority": "Offer the locker to another",
  "subscriptions propose_authority": "Offer the store to another",
  "revenue accept_authority": "Take over the revenue splitter",
  "locker update_params": "Change the locker's terms",
  "locker accept_authority": "Take over the locker",
  "subscriptions accept_authority": "Take over the store",
  "locker resume": "End the locker's pause",
  "revenue resume": "End the pause of revenue",
  "subscriptions resume": "End the store's pause",
  "locker set_pauser": "Name who may pause the locker",
  "revenue set_pauser": "Name who may pause revenue",
  "subscriptions set_pauser": "Name who may pause the store",
  "governor update_params": "Change how proposals are decided",
  "governor set_council": "Name the council, who may veto",
  "governor set_outflow_limit": "Limit what leaves the treasury in a week",
};

export function titleOf({ called, headline }: { called: string; headline: string }): string {
  return TITLES[called] ?? headline;
}

const LABELS: Readonly<Record<string, string>> = {
  staker_bps: "To lockers",
  burn_bps: "Burned, of the locked token",
  min_power: "Least power of a week that earns",
  min_weeks: "Shortest lock, in weeks",
  max_weeks: "Longest lock, in weeks",
  penalty_bps: "Penalty for leaving with the full term left",
  governor: "Governor",
  proposal_threshold: "Power to propose",
  voting_delay: "Voting begins after",
  voting_period: "Voting lasts",
  timelock: "Timelock",
  grace: "Time to execute",
  quorum_bps: "Quorum",
  council: "Council",
  proposed: "To",
  mint: "Token",
  limit: "At most, a week",
};

/** A value's name as people read it. */
export function labelOf(name: string): string {
  const own = name.slice(name.lastIndexOf(".") + 1);
  const words = own.replaceAll("_", " ");
  return LABELS[own] ?? words.slice(0, 1).toUpperCase() + words.slice(1);
}
