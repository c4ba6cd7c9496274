import { type Address, type Instruction, type TransactionSigner } from "@solana/kit";
import type { Chain } from "../chain";
import type { Action } from "../decode";
import {
  findProposalPda,
  getDraftInstruction,
  getSubmitInstruction,
  getWriteInstruction,
} from "../generated/governor";
import { fits } from "../transaction";
import { encodeActions } from "./actions";
import { executeAction } from "./course";
import { crank, type Dao } from "./dao";
import { findProposal, type ReadProposal } from "./proposal";

export const MAX_ACTIONS = 16;
/** Bytes in UTF-8. */
export const MAX_TITLE = 96;
export const MAX_LINK = 200;
/** Of title, link and actions together. */
export const MAX_TEXT = 8_192;

/** Bytes of actions that fit in one transaction with the rest of a piece's instruction. */
const PIECE = 900;

/** What is to be proposed. */
export type Draft = {
  readonly title: string;
  readonly link: string;
  readonly actions: readonly Action[];
};

/** What the program would refuse of a draft, or could never be executed of it: in words, each. */
export function draftObstacles(dao: Dao, { title, link, actions }: Draft): string[] {
  const obstacles: string[] = [];
  const lengths = [byteLength(title), byteLength(link)] as const;
  if (lengths[0] === 0) obstacles.push("The title is empty.");
  if (lengths[0] > MAX_TITLE) obstacles.push(`The title has more than ${MAX_TITLE} bytes.`);
  if (lengths[1] > MAX_LINK) obstacles.push(`The link has more than ${MAX_LINK} bytes.`);
  if (actions.length === 0) obstacles.push("There is no action yet.");
  if (actions.length > MAX_ACTIONS) obstacles.push(`There are more than ${MAX_ACTIONS} actions.`);
  if (lengths[0] + lengths[1] + encodeActions(actions).length > MAX_TEXT)
    obstacles.push(`Title, link and actions together have more than ${MAX_TEXT} bytes.`);
  actions.forEach((action, index) => {
    const obstacle = actionObstacle(dao, action);
    if (obstacle !== undefined) obstacles.push(`Action ${index + 1}: ${obstacle}`);
  });
  return obstacles;
}

function actionObstacle(dao: Dao, action: Action): string | undefined {
  const foreign = action.accounts.find(
    ({ address, role }) => role >= FIRST_SIGNER_ROLE && address !== dao.treasury,
  );
  if (foreign !== undefined)
    return `${foreign.address} cannot sign: only the treasury signs actions.`;
  if (action.accounts.length === 0 && action.data.length === 0)
    return "it has neither accounts nor data.";
  // Whoever executes it, and whatever the proposal's address will be, they take as many bytes.
  return fits(dao.lockerAddress, [executeAction(dao, dao.splitterAddress, 0, action)])
    ? undefined
    : "it has too many accounts to be executed in one transaction.";
}

/** Kit's roles that sign come behind those that do not. */
const FIRST_SIGNER_ROLE = 2;

/** A proposal on its way: where it will be, and what it takes. */
export type Proposing = {
  readonly proposal: Address;
  /** Each has to stay whole: for `pack`. */
  readonly steps: Instruction[][];
};

/**
 * All it takes to propose, in order: the draft, its actions in pieces, a crank, as the locker must not be
 * behind, and the submission. The same content has the same place, so that what was cut is taken up again.
 */
export async function propose(input: {
  chain: Chain;
  dao: Dao;
  proposer: TransactionSigner;
  /** By whose power: the proposer's own, or one that names it the delegate. */
  lock: Address;
  draft: Draft;
  nonce?: Uint8Array;
}): Promise<Proposing> {
  const { chain, dao, proposer, lock, draft } = input;
  const actions = encodeActions(draft.actions);
  const nonce = input.nonce ?? (await nonceOf(draft, actions));
  const governor = dao.address;
  const [proposal] = await findProposalPda({ governor, proposer: proposer.address, nonce });
  const found = await findProposal(chain, proposal);
  const steps: Instruction[][] = [];
  if (found === undefined) {
    const { title, link } = draft;
    const actionsLen = actions.length;
    const fields = { payer: proposer, proposer, governor, lock, proposal };
    steps.push([getDraftInstruction({ ...fields, nonce, title, link, actionsLen })]);
  } else {
    requireSame(found, draft, actions, lock);
  }
  for (let offset = 0; offset < actions.length; offset += PIECE) {
    const piece = actions.slice(offset, offset + PIECE);
    const there = found?.actionBytes.slice(offset, offset + PIECE);
    if (piece.every((byte, place) => byte === (there?.[place] ?? 0))) continue;
    steps.push([getWriteInstruction({ proposer, proposal, offset, piece: Array.from(piece) })]);
  }
  const submit = { proposer, governor, locker: dao.lockerAddress, lock, proposal };
  steps.push([crank(dao), getSubmitInstruction(submit)]);
  return { proposal, steps };
}

function requireSame(found: ReadProposal, draft: Draft, actions: Uint8Array, lock: Address) {
  if (found.number !== 0n)
    throw new Error(`This is proposed already, as number ${found.number}: change its title.`);
  const same =
    found.title === draft.title &&
    found.link === draft.link &&
    found.lock === lock &&
    found.actionBytes.length === actions.length;
  if (!same)
    throw new Error(`There is a draft of something else at ${found.address}: close it first.`);
}

/** From the content: title, link and actions. */
async function nonceOf({ title, link }: Draft, actions: Uint8Array): Promise<Uint8Array> {
  const text = new TextEncoder().encode(`${title}\0${link}\0`);
  const content = new Uint8Array([...text, ...actions]);
  const hash = await crypto.subtle.digest("SHA-256", content);
  return new Uint8Array(hash, 0, 8);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
