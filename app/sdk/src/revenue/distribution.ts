import type { Address, Instruction } from "@solana/kit";
import type { Chain } from "../chain";
import type { Deployment } from "../deployment";
import { getDistributeInstruction } from "../generated/revenue";
import { catchUp, totalPowers } from "../locker";
import { MAX_WEEKS } from "../power";
import { pack } from "../transaction";
import { currentWeek, readIncome, waitsAtIntake, type Income, type IncomePool } from "./income";
import { isPowered, sharesFor, termsIn, type Shares } from "./terms";

/** What a distribution of a pool would do now, in base units. */
export type Distribution = Shares & {
  /** What the running week gets of what waited for weeks to come: only when it begins. */
  readonly recycled: bigint;
  /** Whether the running week earns. If not, the lockers' part waits for weeks to come. */
  readonly powered: boolean;
};

const RECYCLE_WEEKS = 8n;
const RING_WEEKS = 256;

export function distributionOf(income: Income, pool: IncomePool): Distribution {
  const week = currentWeek(income);
  const [total] = totalPowers(income.locker, week, week);
  const terms = termsIn(income.splitter, week);
  const powered = isPowered(terms, total ?? 0n);
  const isLocked = pool.mint === income.splitter.stakeMint;
  return {
    ...sharesFor(terms, pool.waiting, isLocked),
    recycled: powered && week > pool.week ? recycledInto(pool, week) : 0n,
    powered,
  };
}

/**
 * Divides what has come in between lockers, the treasury and the fire: of each token of which anything waits, or of
 * those named. Anyone may.
 */
export async function distribute(
  chain: Chain,
  {
    deployment,
    payer,
    mints,
  }: {
    deployment: Pick<Deployment, "splitter" | "locker">;
    payer: Address;
    mints?: readonly Address[];
  },
): Promise<Instruction[][]> {
  const income = await readIncome(chain, deployment);
  const pools = income.pools.filter((pool) =>
    mints === undefined ? waitsAtIntake(pool) : mints.includes(pool.mint),
  );
  if (pools.length === 0) return [];
  return pack(payer, [
    catchUp(income.locker, income.now),
    ...pools.map((pool) => [distributeOne(income, pool)]),
  ]);
}

function distributeOne({ splitter, locker }: Income, pool: IncomePool) {
  const { mint, intake, vault, treasury, tokenProgram } = pool;
  return getDistributeInstruction({
    splitter: splitter.address,
    locker: locker.address,
    pool: pool.address,
    mint,
    intake,
    vault,
    treasury,
    tokenProgram,
  });
}

/** An eighth, rounded up, of what waits once expired weeks have given back what they have left. */
function recycledInto(pool: IncomePool, week: number): bigint {
  let waiting = pool.recycling;
  const oldest = Math.max(0, week - Number(MAX_WEEKS));
  for (let old = Math.max(0, pool.week - Number(MAX_WEEKS)); old < oldest; old += 1) {
    if (old <= pool.week) waiting += pool.unpaid[old % RING_WEEKS] ?? 0n;
  }
  return (waiting + RECYCLE_WEEKS - 1n) / RECYCLE_WEEKS;
}
