import type { Address, Instruction, TransactionSigner } from "@solana/kit";
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
} from "@solana-program/token";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import type { Chain } from "../chain";
import {
  getBeginUnlockInstructionAsync,
  getCloseLockInstructionAsync,
  getCrankInstruction,
  getExitEarlyInstructionAsync,
  getExtendInstructionAsync,
  getIncreaseInstructionAsync,
  getLockTokensInstructionAsync,
  getMakePermanentInstructionAsync,
  getPruneInstructionAsync,
  getSetDelegateInstructionAsync,
  getWithdrawInstructionAsync,
} from "../generated/locker";
import { isHistoryFull, oldestSnapshot, prunable } from "./history";
import { readPosition, type OpenLocker, type Position } from "./read";
import { countingWeek } from "./time";

/** Weeks that the program begins by itself before a change; a locker further behind is cranked. */
const AUTO_ROLL_WEEKS = 8;
/** The most weeks that one crank can be told to begin. */
const MOST_CRANKED = 0xffff;

/** Whose lock in which locker. The owner signs. */
export type Own = { locker: Address; owner: TransactionSigner };

/** Locks tokens of the owner's associated account, until the start of the week so many after the present one. */
export async function lock(
  chain: Chain,
  { locker, owner, amount, weeks }: Own & { amount: bigint; weeks: number },
): Promise<Instruction[]> {
  return change(chain, { locker, owner }, async (open) => {
    const source = await ownAccount(open, owner.address);
    const accounts = { ...vaultOf(open), payer: owner, owner, source };
    return [await getLockTokensInstructionAsync({ ...accounts, amount, weeks })];
  });
}

/** Adds tokens of the owner's associated account to the lock; its end stays. */
export async function increase(
  chain: Chain,
  { locker, owner, amount }: Own & { amount: bigint },
): Promise<Instruction[]> {
  return change(chain, { locker, owner }, async (open) => {
    const source = await ownAccount(open, owner.address);
    return [await getIncreaseInstructionAsync({ ...vaultOf(open), owner, source, amount })];
  });
}

/** Moves the lock's end to the start of the week so many after the present one. */
export async function extend(
  chain: Chain,
  { locker, owner, weeks }: Own & { weeks: number },
): Promise<Instruction[]> {
  return change(chain, { locker, owner }, async () => [
    await getExtendInstructionAsync({ owner, locker, weeks }),
  ]);
}

/** The lock's power stays at its whole amount until its owner begins to unlock. */
export async function makePermanent(chain: Chain, own: Own): Promise<Instruction[]> {
  return change(chain, own, async () => [await getMakePermanentInstructionAsync(own)]);
}

/** Lets a permanent lock end, in 208 weeks. Votes that run no longer count it. */
export async function beginUnlock(chain: Chain, own: Own): Promise<Instruction[]> {
  return change(chain, own, async () => [await getBeginUnlockInstructionAsync(own)]);
}

/** Takes an ended lock's tokens back, to the owner's associated account; it is made if it is missing. */
export async function withdraw(chain: Chain, { locker, owner }: Own): Promise<Instruction[]> {
  const { locker: open, now } = await readPosition(chain, locker);
  const { create, destination } = await receiving(open, owner);
  const pay = await getWithdrawInstructionAsync({ ...vaultOf(open), owner, destination });
  return [...catchUp(open, now), create, pay];
}

/**
 * Leaves the lock before its end for a penalty, refused if that is above `mostPenalty` base units: what it costs
 * now is enough, since time only lowers it. The rest goes to the owner's associated account.
 */
export async function exitEarly(
  chain: Chain,
  { locker, owner, mostPenalty }: Own & { mostPenalty: bigint },
): Promise<Instruction[]> {
  return change(chain, { locker, owner }, async (open) => {
    const { create, destination } = await receiving(open, owner);
    const accounts = { ...vaultOf(open), penaltyAccount: open.penaltyAccount };
    const exit = { ...accounts, owner, destination, mostPenalty };
    return [create, await getExitEarlyInstructionAsync(exit)];
  });
}

/** Names who may vote with the lock beside its owner; `undefined` for nobody. */
export async function setDelegate({
  locker,
  owner,
  delegate,
}: Own & { delegate: Address | undefined }): Promise<Instruction[]> {
  const named = delegate ?? NOBODY;
  return [await getSetDelegateInstructionAsync({ owner, locker, delegate: named })];
}

/**
 * Drops what of the lock's history only snapshots before `giveUpBefore` need, and with them what those could
 * still earn or vote. Without it, only what nothing can ask for any more.
 */
export async function prune({
  locker,
  owner,
  giveUpBefore = 0,
}: Own & { giveUpBefore?: number }): Promise<Instruction[]> {
  return [await getPruneInstructionAsync({ owner, locker, giveUpBefore })];
}

/**
 * Closes an empty lock: its rent goes back to who paid it, its history is gone. What snapshots before
 * `giveUpBefore` could still earn is given up.
 */
export async function close(
  chain: Chain,
  { locker, owner, giveUpBefore = 0 }: Own & { giveUpBefore?: number },
): Promise<Instruction[]> {
  const { lock } = await readPosition(chain, locker, owner.address);
  if (lock === undefined) throw new Error("There is no lock to close");
  const { rentPayer } = lock;
  return [await getCloseLockInstructionAsync({ owner, locker, rentPayer, giveUpBefore })];
}

/** What cranks a locker that is too far behind for any change. */
export function catchUp(locker: OpenLocker, second: bigint): Instruction[] {
  const behind = countingWeek(locker, second) - locker.week;
  if (behind <= AUTO_ROLL_WEEKS) return [];
  const maxWeeks = Math.min(behind, MOST_CRANKED);
  return [getCrankInstruction({ locker: locker.address, maxWeeks })];
}

/** The address that stands for nobody. */
const NOBODY = SYSTEM_PROGRAM_ADDRESS;

/** Who may vote with a lock beside its owner, if anyone. */
export function delegateOf({ delegate }: { delegate: Address }): Address | undefined {
  return delegate === NOBODY ? undefined : delegate;
}

/** A change of a lock: before it the crank and the pruning that it needs, if that gives nothing up. */
async function change(
  chain: Chain,
  { locker, owner }: Own,
  build: (locker: OpenLocker) => Promise<Instruction[]>,
): Promise<Instruction[]> {
  const position = await readPosition(chain, locker, owner.address);
  const room = await makeRoom(position, owner);
  return [...catchUp(position.locker, position.now), ...room, ...(await build(position.locker))];
}

async function makeRoom(
  { locker, lock, now }: Position,
  owner: TransactionSigner,
): Promise<Instruction[]> {
  const week = countingWeek(locker, now);
  if (lock === undefined || !isHistoryFull(lock, week)) return [];
  if (prunable(lock, oldestSnapshot(week)) === 0) return [];
  return prune({ locker: locker.address, owner });
}

function vaultOf({ address, vault, mint, tokenProgram }: OpenLocker) {
  return { locker: address, vault, mint, tokenProgram };
}

async function ownAccount({ mint, tokenProgram }: OpenLocker, owner: Address): Promise<Address> {
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram });
  return account;
}

/** The owner's associated account, and what makes it if it is missing. */
async function receiving(locker: OpenLocker, owner: TransactionSigner) {
  const { mint, tokenProgram } = locker;
  const destination = await ownAccount(locker, owner.address);
  const create = getCreateAssociatedTokenIdempotentInstruction({
    payer: owner,
    ata: destination,
    owner: owner.address,
    mint,
    tokenProgram,
  });
  return { create, destination };
}
