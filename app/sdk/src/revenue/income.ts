import { fetchEncodedAccounts, type Address } from "@solana/kit";
import { tokenAccountOf } from "../account";
import { programAccounts, type Chain } from "../chain";
import type { Deployment } from "../deployment";
import {
  fetchSplitter,
  getPoolDecoder,
  POOL_DISCRIMINATOR,
  REVENUE_PROGRAM_ADDRESS,
  type Pool,
  type Splitter,
} from "../generated/revenue";
import { countingWeek, readPosition, type OpenLocker } from "../locker";

/** What comes in for those who locked, as it was read at one moment. */
export type Income = {
  /** The chain's second at which it was read. */
  readonly now: bigint;
  readonly splitter: OpenSplitter;
  /** Its power decides who gets how much. */
  readonly locker: OpenLocker;
  /** One for each token that is shared, in the order in which they were made. */
  readonly pools: readonly IncomePool[];
};

export type OpenSplitter = Splitter & { readonly address: Address };

export type IncomePool = Pool & {
  readonly address: Address;
  /** In base units: paid in, and not distributed yet. */
  readonly waiting: bigint;
};

export async function readIncome(
  chain: Chain,
  { splitter, locker }: Pick<Deployment, "splitter" | "locker">,
): Promise<Income> {
  const config = { commitment: "confirmed" } as const;
  const [position, { data }, pools] = await Promise.all([
    readPosition(chain, locker),
    fetchSplitter(chain.rpc, splitter, config),
    readPools(chain, splitter),
  ]);
  const intakes = pools.map(({ intake }) => intake);
  const accounts = await fetchEncodedAccounts(chain.rpc, intakes, config);
  return {
    now: position.now,
    splitter: { ...data, address: splitter },
    locker: position.locker,
    pools: pools.map((pool, index) => {
      const intake = tokenAccountOf(pool.tokenProgram, accounts[index]);
      return { ...pool, waiting: intake?.amount ?? 0n };
    }),
  };
}

/** The week that counts now: the clock's, but never before the newest that has begun in the locker. */
export function currentWeek({ now, locker }: Pick<Income, "now" | "locker">): number {
  return countingWeek(locker, now);
}

/** Whether anything has come in that is not distributed. */
export function waitsAtIntake({ waiting }: IncomePool): boolean {
  return waiting > 0n;
}

/** A splitter does not know its pools, but each pool knows its splitter. */
async function readPools(chain: Chain, splitter: Address): Promise<Omit<IncomePool, "waiting">[]> {
  const accounts = await programAccounts(chain, REVENUE_PROGRAM_ADDRESS, [
    [0n, POOL_DISCRIMINATOR],
    [SPLITTER_OFFSET, splitter],
  ]);
  const pools = accounts.map(({ address, data }) => ({ ...POOL.decode(data), address }));
  return pools.sort((one, other) => one.index - other.index);
}

/** Where a pool's account names its splitter: after the discriminator, twelve bytes of marks, and six numbers. */
const SPLITTER_OFFSET = 72n;

const POOL = getPoolDecoder();
