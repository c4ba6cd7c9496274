import {
  createNoopSigner,
  fetchEncodedAccounts,
  type Address,
  type Instruction,
} from "@solana/kit";
import { accountOf } from "../account";
import type { Chain } from "../chain";
import type { Action, Known } from "../decode";
import { stakeTokenIn, type Deployment, type Token } from "../deployment";
import { decodeGovernor, GOVERNOR_PROGRAM_ADDRESS, type Governor } from "../generated/governor";
import {
  decodeLocker,
  getCrankInstruction,
  LOCKER_PROGRAM_ADDRESS,
  type Locker,
} from "../generated/locker";
import { decodeSplitter, REVENUE_PROGRAM_ADDRESS, type Splitter } from "../generated/revenue";
import { catchUp as catchUpLocker } from "../locker";

export const NOBODY = "11111111111111111111111111111111" as Address;

/** As many weeks as a crank takes. */
const ALL_WEEKS = 0xffff;

/** A governor as it was read, with what its proposals are about. */
export type Dao = {
  readonly address: Address;
  readonly governor: Governor;
  readonly lockerAddress: Address;
  readonly locker: Locker;
  readonly splitterAddress: Address;
  readonly splitter: Splitter;
  readonly storeAddress: Address;
  readonly treasury: Address;
  /** In lamports. */
  readonly treasurySol: bigint;
  /** The token that is locked among them. */
  readonly tokens: readonly Token[];
};

/** Reads a deployment's governor in one call. Throws, in words, if the deployment does not name the locked token. */
export async function readDao(chain: Chain, deployment: Deployment): Promise<Dao> {
  const { governor: address, locker, splitter, store, tokens } = deployment;
  const addresses = [address, locker, splitter];
  const found = await fetchEncodedAccounts(chain.rpc, addresses, { commitment: "confirmed" });
  const first = accountOf(GOVERNOR_PROGRAM_ADDRESS, found[0]);
  const second = accountOf(LOCKER_PROGRAM_ADDRESS, found[1]);
  const third = accountOf(REVENUE_PROGRAM_ADDRESS, found[2]);
  if (first === undefined) throw new Error(`there is no governor ${address} on this cluster`);
  if (second === undefined) throw new Error(`there is no locker ${locker} on this cluster`);
  if (third === undefined) throw new Error(`there is no splitter ${splitter} on this cluster`);
  const governor = decodeGovernor(first).data;
  const lockerState = decodeLocker(second).data;
  stakeTokenIn(deployment, lockerState);
  const { value } = await chain.rpc
    .getBalance(governor.treasury, { commitment: "confirmed" })
    .send();
  return {
    address,
    governor,
    lockerAddress: locker,
    locker: lockerState,
    splitterAddress: splitter,
    splitter: decodeSplitter(third).data,
    storeAddress: store,
    treasury: governor.treasury,
    treasurySol: value,
    tokens,
  };
}

/** Whether votes mark locks: without, nobody can vote. */
export function isNamed({ address, locker }: Dao): boolean {
  return locker.governor === address;
}

/** The token that is locked, in whose units power is counted. */
export function stakeTokenOf(dao: Dao): Token {
  return stakeTokenIn(dao, dao.locker);
}

/** The addresses that people know by what they are here. */
export function knownOf(dao: Dao): Known {
  const names = new Map<Address, string>([
    [dao.treasury, "the treasury"],
    [dao.address, "the governor"],
    [dao.lockerAddress, "the locker"],
    [dao.splitterAddress, "the splitter"],
    [dao.storeAddress, "the store"],
  ]);
  if (dao.governor.council !== NOBODY) names.set(dao.governor.council, "the council");
  const stake = stakeTokenOf(dao);
  return { names, tokens: [stake, ...dao.tokens.filter((token) => token !== stake)] };
}

/** Begins all weeks that have passed in the locker. */
export function crank({ lockerAddress }: Dao): Instruction {
  return getCrankInstruction({ locker: lockerAddress, maxWeeks: ALL_WEEKS });
}

/** A crank, where the locker is too far behind for any change. */
export function catchUp(dao: Dao, second: bigint): Instruction[] {
  return catchUpLocker({ ...dao.locker, address: dao.lockerAddress }, second);
}

/** The treasury, as the builders of its instructions take it: it signs within the program. */
export function treasurySigner({ treasury }: Dao) {
  return createNoopSigner(treasury);
}

/** An instruction as a proposal holds it. */
export function toAction({ programAddress, accounts = [], data }: Instruction): Action {
  return {
    programAddress,
    accounts: accounts.map(({ address, role }) => ({ address, role })),
    data: data ?? new Uint8Array(),
  };
}
