import {
  fetchEncodedAccount,
  type Address,
  type Instruction,
  type TransactionSigner,
} from "@solana/kit";
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
} from "@solana-program/token";
import { accountOf } from "../account";
import type { Chain } from "../chain";
import type { Deployment } from "../deployment";
import {
  decodeClaimRecord,
  findRecordPda,
  getClaimAndLockInstruction,
  getClaimInstruction,
  getCloseClaimRecordInstruction,
  getOpenClaimRecordInstruction,
  REVENUE_PROGRAM_ADDRESS,
} from "../generated/revenue";
import { catchUp, isHistoryFull, lockAddressOf, oldestSnapshot, prunable, prune } from "../locker";
import { fits } from "../transaction";
import { readEarnings, type Due, type Earnings } from "./earnings";
import { currentWeek, readIncome, type Income } from "./income";

type Place = Pick<Deployment, "splitter" | "locker">;

/** The most weeks that one claim takes. */
const MOST_WEEKS = 26;
/** Claims in one transaction: what more of them log would be cut off, and their history with it. */
const MOST_CALLS = 8;

/**
 * Claims what an owner's lock has earned, of every token that owes any or of those named, in as few transactions as
 * hold it. Anyone may: it is the owner who receives. Opens the claim record and the owner's token accounts where
 * they are missing, and catches the locker up; the payer pays for those. Nothing if nothing is owed.
 */
export async function claimAll(
  chain: Chain,
  request: {
    deployment: Place;
    payer: TransactionSigner;
    owner?: Address;
    mints?: readonly Address[] | undefined;
  },
): Promise<Instruction[][]> {
  const { deployment, payer, owner = payer.address, mints } = request;
  const income = await readIncome(chain, deployment);
  const earnings = await readEarnings(chain, income, owner);
  return claimTransactions({ income, earnings, payer, mints });
}

/** As {@link claimAll}, from what has been read. */
export async function claimTransactions(request: {
  income: Income;
  earnings: Earnings;
  payer: TransactionSigner;
  mints?: readonly Address[] | undefined;
}): Promise<Instruction[][]> {
  const { income, earnings, payer, mints } = request;
  const dues = earnings.dues.filter(
    ({ amount, pool }) => amount > 0n && (mints === undefined || mints.includes(pool.mint)),
  );
  return transactionsOf({ income, earnings, payer, dues }, (due, destination, maxWeeks) =>
    getClaimInstruction({ ...accountsOf(income, earnings, due), destination, maxWeeks }),
  );
}

/**
 * Claims what the payer's lock has earned of the locked token, and adds it to the lock, which must be running. It
 * earns with the rest from next week on, and is free when the rest is.
 */
export async function claimAndLock(
  chain: Chain,
  { deployment, owner }: { deployment: Place; owner: TransactionSigner },
): Promise<Instruction[][]> {
  const income = await readIncome(chain, deployment);
  const earnings = await readEarnings(chain, income, owner.address);
  const dues = earnings.dues.filter(
    ({ amount, pool }) => amount > 0n && pool.mint === income.splitter.stakeMint,
  );
  const room = await roomFor(income, earnings, owner);
  return transactionsOf(
    { income, earnings, payer: owner, dues, before: room },
    (due, destination, maxWeeks) =>
      getClaimAndLockInstruction({
        ...accountsOf(income, earnings, due),
        owner,
        destination,
        lockerVault: income.locker.vault,
        maxWeeks,
      }),
  );
}

/** Closes the claim record of a lock that is closed; its rent goes back to who paid it. Anyone may. */
export async function closeClaimRecord(
  { rpc }: Chain,
  { deployment, owner }: { deployment: Place; owner: Address },
): Promise<Instruction[]> {
  const { splitter, locker } = deployment;
  const lock = await lockAddressOf(locker, owner);
  const [address] = await findRecordPda({ splitter, lock });
  const found = await fetchEncodedAccount(rpc, address, { commitment: "confirmed" });
  const record = accountOf(REVENUE_PROGRAM_ADDRESS, found);
  if (record === undefined) return [];
  const { rentPayer } = decodeClaimRecord(record).data;
  return [getCloseClaimRecordInstruction({ record: address, lock, rentPayer })];
}

type Call = (due: Due, destination: Address, maxWeeks: number) => Instruction;

type Claims = {
  income: Income;
  earnings: Earnings;
  payer: TransactionSigner;
  dues: readonly Due[];
  /** What has to come before them. */
  before?: readonly Instruction[];
};

async function transactionsOf(
  { income, earnings, payer, dues, before = [] }: Claims,
  call: Call,
): Promise<Instruction[][]> {
  if (dues.length === 0) return [];
  const packing = new Packing(payer.address, [
    ...catchUp(income.locker, income.now),
    ...before,
    ...openRecord(income, earnings, payer),
  ]);
  for (const due of dues) {
    const { mint, tokenProgram } = due.pool;
    const { owner } = earnings;
    const [ata] = await findAssociatedTokenPda({ owner, mint, tokenProgram });
    const open = getCreateAssociatedTokenIdempotentInstruction({
      payer,
      ata,
      owner,
      mint,
      tokenProgram,
    });
    callsFor(due).forEach((weeks, index) => {
      packing.add([...(index === 0 ? [open] : []), call(due, ata, weeks)]);
    });
  }
  return packing.finish();
}

/** Prunes a lock whose history has no room for this week, if that gives nothing up. */
async function roomFor(
  income: Income,
  { lock }: Earnings,
  owner: TransactionSigner,
): Promise<Instruction[]> {
  const week = currentWeek(income);
  const isNeeded = lock !== undefined && isHistoryFull(lock, week);
  if (!isNeeded || prunable(lock, oldestSnapshot(week)) === 0) return [];
  return prune({ locker: income.locker.address, owner });
}

function openRecord(
  { splitter }: Income,
  { addresses, record }: Earnings,
  payer: TransactionSigner,
): Instruction[] {
  if (record !== undefined) return [];
  return [getOpenClaimRecordInstruction({ payer, splitter: splitter.address, ...addresses })];
}

function accountsOf({ splitter, locker }: Income, { addresses }: Earnings, { pool }: Due) {
  const { vault, mint, tokenProgram } = pool;
  return {
    splitter: splitter.address,
    locker: locker.address,
    ...addresses,
    pool: pool.address,
    vault,
    mint,
    tokenProgram,
  };
}

/**
 * The weeks that each call takes: no more than a call can, and together just those that are due, so that a week
 * that closes meanwhile changes nothing.
 */
function callsFor({ fromWeek, toWeek }: Due): number[] {
  const calls: number[] = [];
  for (let left = toWeek - fromWeek; left > 0; left -= MOST_WEEKS) {
    calls.push(Math.min(left, MOST_WEEKS));
  }
  return calls;
}

/** Fills one transaction after the other with calls and what each needs before it. */
class Packing {
  private readonly closed: Instruction[][] = [];
  private calls = 0;

  constructor(
    private readonly payer: Address,
    private open: Instruction[],
  ) {}

  add(call: readonly Instruction[]) {
    const together = [...this.open, ...call];
    if (this.calls < MOST_CALLS && fits(this.payer, together)) {
      this.open = together;
      this.calls += 1;
      return;
    }
    this.closed.push(this.open);
    this.open = [...call];
    this.calls = 1;
  }

  finish(): Instruction[][] {
    return [...this.closed, this.open].filter((instructions) => instructions.length > 0);
  }
}
