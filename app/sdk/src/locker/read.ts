import {
  fetchEncodedAccounts,
  type Address,
  type EncodedAccount,
  type ReadonlyUint8Array,
} from "@solana/kit";
import { getSysvarClockDecoder, SYSVAR_CLOCK_ADDRESS } from "@solana/sysvars";
import { accountOf } from "../account";
import type { Chain } from "../chain";
import {
  findLockPda,
  getLockDecoder,
  getLockerDecoder,
  LOCK_DISCRIMINATOR,
  LOCKER_DISCRIMINATOR,
  LOCKER_PROGRAM_ADDRESS,
  type Lock,
  type Locker,
} from "../generated/locker";

export type OpenLocker = Locker & { readonly address: Address };
export type OpenLock = Lock & { readonly address: Address };

/** A locker, an owner's lock in it, and the chain's second: all of one moment. */
export type Position = {
  readonly locker: OpenLocker;
  /** `undefined` if the owner has none, or no owner was asked for. */
  readonly lock: OpenLock | undefined;
  readonly now: bigint;
};

/** The layout of either account that this client knows. */
const VERSION = 1;

/** Reads a locker and, if one is named, an owner's lock in it. Throws, in words, if there is no such locker. */
export async function readPosition(
  { rpc }: Chain,
  address: Address,
  owner?: Address,
): Promise<Position> {
  const lockAddress = owner && (await lockAddressOf(address, owner));
  const wanted = [
    address,
    SYSVAR_CLOCK_ADDRESS,
    ...(lockAddress === undefined ? [] : [lockAddress]),
  ];
  const [found, clock, foundLock] = await fetchEncodedAccounts(rpc, wanted, {
    commitment: "confirmed",
  });
  const locker = accountOf(LOCKER_PROGRAM_ADDRESS, found);
  const lock = accountOf(LOCKER_PROGRAM_ADDRESS, foundLock);
  if (locker === undefined) throw new Error(`There is no locker ${address}`);
  if (clock === undefined || !clock.exists) throw new Error("The cluster shows no clock");
  return {
    locker: typed(locker, "locker", LOCKER_DISCRIMINATOR, getLockerDecoder()),
    lock: lock && typed(lock, "lock", LOCK_DISCRIMINATOR, getLockDecoder()),
    now: getSysvarClockDecoder().decode(clock.data).unixTimestamp,
  };
}

/** Where an owner's lock in a locker is, whether there is one or not. */
export async function lockAddressOf(locker: Address, owner: Address): Promise<Address> {
  const [address] = await findLockPda({ locker, owner });
  return address;
}

type Decoder<T> = { readonly fixedSize: number; decode(bytes: ReadonlyUint8Array): T };

function typed<T extends { version: number }>(
  { address, data }: EncodedAccount,
  called: string,
  discriminator: ReadonlyUint8Array,
  decoder: Decoder<T>,
): T & { readonly address: Address } {
  const fits =
    data.length === decoder.fixedSize &&
    Array.from(discriminator).every((byte, index) => data[index] === byte);
  if (!fits) throw new Error(`${address} is not a ${called}`);
  const read = decoder.decode(data);
  if (read.version !== VERSION) {
    throw new Error(`The ${called} ${address} has layout ${read.version}, unknown to this client`);
  }
  return { ...read, address };
}
