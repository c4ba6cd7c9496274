import type { Proposal } from "../generated/governor";

/** Where a proposal stands. Nobody has to call for time to move it on. */
export type ProposalState =
  /** Not submitted yet. */
  | "draft"
  /** Submitted; votes do not count yet. */
  | "pending"
  /** Votes count. */
  | "active"
  /** The vote is over, and lost. */
  | "defeated"
  /** The vote is won, and the timelock runs. */
  | "queued"
  /** The vote is won and the timelock over: what has not run of the actions can be. */
  | "succeeded"
  /** All actions have run. */
  | "executed"
  /** The grace is over, and not all actions have run: the rest never will. */
  | "expired"
  /** Withdrawn before it was decided. */
  | "cancelled"
  /** Stopped by the council, whatever had run by then. */
  | "vetoed";

/** In the order of a proposal's course. */
export const STATES: readonly ProposalState[] = [
  "draft",
  "pending",
  "active",
  "queued",
  "succeeded",
  "executed",
  "defeated",
  "expired",
  "cancelled",
  "vetoed",
];

/** What a proposal's state depends on, besides the second. */
export type ProposalFacts = Pick<
  Proposal,
  | "stage"
  | "actions"
  | "actionsRun"
  | "votingStartsAt"
  | "votingEndsAt"
  | "executableAt"
  | "expiresAt"
  | "quorum"
  | "votesFor"
  | "votesAgainst"
  | "votesAbstain"
>;

const DRAFT = 0;
const CANCELLED = 2;
const VETOED = 3;

/** The state at a second, as the program has it. */
export function stateAt(proposal: ProposalFacts, second: bigint): ProposalState {
  if (proposal.stage === DRAFT) return "draft";
  if (proposal.stage === CANCELLED) return "cancelled";
  if (proposal.stage === VETOED) return "vetoed";
  // What has run has run, even for a clock that ran back.
  if (proposal.actions > 0 && proposal.actionsRun >= proposal.actions) return "executed";
  if (second < proposal.votingStartsAt) return "pending";
  if (second < proposal.votingEndsAt) return "active";
  if (!wins(proposal)) return "defeated";
  if (second < proposal.executableAt) return "queued";
  if (proposal.actions === 0) return "executed";
  return second < proposal.expiresAt ? "succeeded" : "expired";
}

/** What comes next by time alone, and at which second: `undefined` if nothing does. */
export function nextChange(
  proposal: ProposalFacts,
  second: bigint,
): { what: string; at: bigint } | undefined {
  switch (stateAt(proposal, second)) {
    case "pending":
      return { what: "voting begins", at: proposal.votingStartsAt };
    case "active":
      return { what: "voting ends", at: proposal.votingEndsAt };
    case "queued":
      return { what: "can be executed", at: proposal.executableAt };
    case "succeeded":
      return { what: "expires", at: proposal.expiresAt };
    default:
      return undefined;
  }
}

/**
 * Whether it would pass with the votes as they are: more power for than against, and a quorum of power for or
 * abstaining. A tie loses.
 */
export function wins(proposal: ProposalFacts): boolean {
  return proposal.votesFor > proposal.votesAgainst && hasQuorum(proposal);
}

/** Whether enough power is for it or abstains. Power against does not count towards the quorum. */
export function hasQuorum(proposal: ProposalFacts): boolean {
  return proposal.votesFor + proposal.votesAbstain >= proposal.quorum;
}

/** Whether the vote is still to be decided: so long a proposal can be cancelled. */
export function isUndecided(state: ProposalState): boolean {
  return state === "pending" || state === "active";
}

/** Whether nothing can come of it any more: until then it can be vetoed. A draft is not final either. */
export function isFinal(state: ProposalState): boolean {
  return ["defeated", "executed", "expired", "cancelled", "vetoed"].includes(state);
}
