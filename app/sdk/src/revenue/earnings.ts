import { fetchEncodedAccount, getBase64Encoder, type Address } from "@solana/kit";
import { accountOf } from "../account";
import type { Chain } from "../chain";
import { Refusal } from "../explain";
import {
  decodeClaimRecord,
  findRecordPda,
  getClaimableDecoder,
  getClaimableInstruction,
  REVENUE_PROGRAM_ADDRESS,
  type ClaimRecord,
} from "../generated/revenue";
import { lockAddressOf, readPosition, type OpenLock } from "../locker";
import { pack, simulate } from "../transaction";
import type { Income, IncomePool } from "./income";

/** What an owner's lock has earned and not been paid. */
export type Earnings = {
  readonly owner: Address;
  readonly addresses: { readonly lock: Address; readonly record: Address };
  /** `undefined` if the owner never locked, or closed the lock. */
  readonly lock: OpenLock | undefined;
  /** How far each pool is claimed; `undefined` before the first claim. */
  readonly record: OpenRecord | undefined;
  /** One for each pool, in the pools' order; none without a lock. */
  readonly dues: readonly Due[];
};

/** How far a lock's earnings are claimed, pool by pool. */
export type OpenRecord = ClaimRecord & {
  readonly address: Address;
  /** Its rent, in lamports: it comes back once the lock is closed and the record too. */
  readonly rent: bigint;
};

/** What a pool owes a lock. */
export type Due = {
  readonly pool: IncomePool;
  /** In base units: what claims pay until nothing is left, however many that takes. */
  readonly amount: bigint;
  /** The closed weeks that are not claimed: from the first, up to but without the second. */
  readonly fromWeek: number;
  readonly toWeek: number;
};

/** The amounts are the program's own answer. The owner's wallet has to exist, as it is asked in its name. */
export async function readEarnings(
  chain: Chain,
  income: Income,
  owner: Address,
): Promise<Earnings> {
  const lockAddress = await lockAddressOf(income.locker.address, owner);
  const [recordAddress] = await findRecordPda({
    splitter: income.splitter.address,
    lock: lockAddress,
  });
  const addresses = { lock: lockAddress, record: recordAddress };
  const [{ lock }, found] = await Promise.all([
    readPosition(chain, income.locker.address, owner),
    fetchEncodedAccount(chain.rpc, recordAddress, { commitment: "confirmed" }),
  ]);
  const record = accountOf(REVENUE_PROGRAM_ADDRESS, found);
  return {
    owner,
    addresses,
    lock,
    record: record && {
      ...decodeClaimRecord(record).data,
      address: recordAddress,
      rent: record.lamports,
    },
    dues: lock === undefined ? [] : await readDues(chain, income, owner, addresses),
  };
}

/** Asks for as many pools at once as a transaction holds. */
async function readDues(
  chain: Chain,
  { splitter, locker, pools }: Income,
  owner: Address,
  { lock, record }: Earnings["addresses"],
): Promise<Due[]> {
  const views = pools.map(({ address: pool }) => [
    getClaimableInstruction({
      splitter: splitter.address,
      locker: locker.address,
      lock,
      record,
      pool,
    }),
  ]);
  const simulations = await Promise.all(
    pack(owner, views).map((questions) => simulate(chain, owner, questions)),
  );
  const answers = simulations.flatMap(({ refusal, logs }) => {
    if (refusal !== undefined) throw new Refusal(refusal);
    return answersIn(logs);
  });
  return pools.map((pool, index) => {
    const answer = answers[index];
    if (answer === undefined) throw new Error(`the cluster did not say what ${pool.address} owes`);
    return { pool, ...CLAIMABLE.decode(BASE64.encode(answer)) };
  });
}

/** What each view returned, in their order; a simulation's own return data is the last one's only. */
function answersIn(logs: readonly string[]): string[] {
  const prefix = `Program return: ${REVENUE_PROGRAM_ADDRESS} `;
  return logs.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
}

const CLAIMABLE = getClaimableDecoder();
const BASE64 = getBase64Encoder();
