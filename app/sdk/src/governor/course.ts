/** Votes on a proposal, and its course until its rent is given back. */

import {
  fetchEncodedAccounts,
  type Address,
  type Instruction,
  type TransactionSigner,
} from "@solana/kit";
import { AccountRole } from "@solana/kit";
import { getCreateAssociatedTokenIdempotentInstruction } from "@solana-program/token";
import { accountOf } from "../account";
import { now, type Chain } from "../chain";
import { associatedAccounts, type Action } from "../decode";
import {
  findVotePda,
  getCancelInstruction,
  getCastVoteInstruction,
  getCloseProposalInstruction,
  getCloseVoteInstruction,
  getExecuteInstruction,
  getVetoInstruction,
} from "../generated/governor";
import { catchUp, type Dao } from "./dao";
import type { ReadProposal } from "./proposal";
import { weightOf } from "./weight";
import { CHOICES, type Choice, type ReadVote, type Voice } from "./voice";

/** Votes with a lock, or changes its vote. The voter is the lock's owner or its delegate. */
export async function castVote(input: {
  chain: Chain;
  dao: Dao;
  voter: TransactionSigner;
  lock: Address;
  proposal: Address;
  choice: Choice;
}): Promise<Instruction[]> {
  const { chain, dao, voter, lock, proposal, choice } = input;
  const [vote] = await findVotePda({ proposal, lock });
  return [
    ...catchUp(dao, await now(chain)),
    getCastVoteInstruction({
      payer: voter,
      voter,
      governor: dao.address,
      locker: dao.lockerAddress,
      lock,
      proposal,
      vote,
      choice: CHOICES.indexOf(choice),
    }),
  ];
}

/** Withdraws a proposal that is not decided: its proposer; or anyone, once {@link mayCancel} says so. */
export function cancel(input: {
  dao: Dao;
  signer: TransactionSigner;
  proposal: ReadProposal;
}): Instruction[] {
  const { dao, signer, proposal } = input;
  const { address, lock } = proposal;
  return [getCancelInstruction({ signer, governor: dao.address, proposal: address, lock })];
}

/** Whether a wallet may cancel an undecided proposal, whose lock is as given, or gone. */
export function mayCancel(proposal: ReadProposal, lock: Voice | null, wallet: Address) {
  return (
    wallet === proposal.proposer || lock === null || weightOf(lock, proposal) < proposal.threshold
  );
}

/** Stops a proposal. The council. */
export function veto(input: {
  dao: Dao;
  council: TransactionSigner;
  proposal: Address;
}): Instruction[] {
  const { dao, council, proposal } = input;
  return [getVetoInstruction({ council, governor: dao.address, proposal })];
}

/**
 * Runs the next action, after what it needs: the token accounts that it misses are paid for by who
 * executes.
 */
export async function executeNext(input: {
  chain: Chain;
  dao: Dao;
  payer: TransactionSigner;
  proposal: ReadProposal;
}): Promise<Instruction[][]> {
  return run(input, input.proposal.actionsRun);
}

/** Runs all that is left, one action after the other. */
export async function executeRest(input: {
  chain: Chain;
  dao: Dao;
  payer: TransactionSigner;
  proposal: ReadProposal;
}): Promise<Instruction[][]> {
  const { actions, actionsRun } = input.proposal;
  const places = Array.from({ length: actions - actionsRun }, (_, place) => actionsRun + place);
  const steps = await Promise.all(places.map((index) => run(input, index)));
  return steps.flat();
}

async function run(
  input: { chain: Chain; dao: Dao; payer: TransactionSigner; proposal: ReadProposal },
  index: number,
): Promise<Instruction[][]> {
  const { chain, dao, payer, proposal } = input;
  const action = proposal.steps?.[index];
  if (action === undefined) throw new Error(`the proposal has no action ${index + 1} to run`);
  const steps = [
    catchUp(dao, await now(chain)),
    await missingAccounts(chain, payer, action),
    [executeAction(dao, proposal.address, index, action)],
  ];
  return steps.filter((step) => step.length > 0);
}

/** Runs an action: behind the program's own accounts come the action's program and its accounts. */
export function executeAction(
  dao: Dao,
  proposal: Address,
  index: number,
  action: Action,
): Instruction {
  const { address: governor, treasury } = dao;
  const execute = getExecuteInstruction({ governor, proposal, treasury, index });
  // The treasury signs within the program.
  const unsigned = action.accounts.map(({ address, role }) => ({
    address,
    role:
      role === AccountRole.WRITABLE_SIGNER || role === AccountRole.WRITABLE
        ? AccountRole.WRITABLE
        : AccountRole.READONLY,
  }));
  return {
    ...execute,
    accounts: [
      ...execute.accounts,
      { address: action.programAddress, role: AccountRole.READONLY },
      ...unsigned,
    ],
  };
}

/** What makes the token accounts that an action needs and that are not there. */
async function missingAccounts(
  chain: Chain,
  payer: TransactionSigner,
  action: Action,
): Promise<Instruction[]> {
  const needed = await associatedAccounts(action);
  if (needed.length === 0) return [];
  const addresses = needed.map(({ address }) => address);
  const found = await fetchEncodedAccounts(chain.rpc, addresses, { commitment: "confirmed" });
  const missing = needed.filter(
    ({ tokenProgram }, place) => accountOf(tokenProgram, found[place]) === undefined,
  );
  return missing.map(({ address: ata, ...seeds }) =>
    getCreateAssociatedTokenIdempotentInstruction({ payer, ata, ...seeds }),
  );
}

/** Closes a vote that is over; its rent goes back to who paid it. Anyone. */
export function closeVote({ address, proposal, rentPayer }: ReadVote): Instruction {
  return getCloseVoteInstruction({ vote: address, proposal, rentPayer });
}

/** Closes a draft, as its proposer; or a proposal that is over and past its grace, as anyone. */
export function closeProposal(input: {
  signer: TransactionSigner;
  proposal: ReadProposal;
}): Instruction {
  const { signer, proposal } = input;
  const { address, rentPayer } = proposal;
  return getCloseProposalInstruction({ signer, proposal: address, rentPayer });
}
