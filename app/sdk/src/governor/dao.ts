import {
  createNoopSigner,
  fetchEncodedAccounts,
  type Address,
  type Instruction,
} from "@solana/kit";
import type { Chain } from "../chain";
import type { Action, Known } from "../decode";
import type { Deployment, Token } from "../deployment";
import { decodeGovernor, type Governor } from "../generated/governor";
import { decodeLocker, getCrankInstruction, type Locker } from "../generated/locker";
import { decodeSplitter, type Splitter } from "../generated/revenue";
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
  /** The token that is locked comes first. */
  readonly tokens: readonly Token[];
};

/** Reads a deployment's governor in one call. */
export async function readDao(chain: Chain, deployment: Deployment): Promise<Dao> {
  const { governor: address, locker, splitter, store, tokens } = deployment;
  const addresses = [address, locker, splitter];
  const [first, second, third] = await fetchEncodedAccounts(chain.rpc, addresses, {
    commitment: "confirmed",
  });
  if (!first?.exists) throw new Error(`there is no governor ${address} on this cluster`);
  if (!second?.exists) throw new Error(`there is no locker ${locker} on this cluster`);
  if (!third?.exists) throw new Error(`there is no splitter ${splitter} on this cluster`);
  const governor = decodeGovernor(first).data;
  const { value } = await chain.rpc
    .getBalance(governor.treasury, { commitment: "confirmed" })
    .send();
  return {
    address,
    governor,
    lockerAddress: locker,
    locker: decodeLocker(second).data,
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
export function stakeTokenOf({ tokens, locker }: Dao): Token {
  const [stake] = tokens;
  if (stake?.mint !== locker.mint) throw new Error("the deployment does not name the locked token");
  return stake;
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
  return { names, tokens: dao.tokens };
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
