/**
 * Actions as a proposal holds them, one behind another. Each is: the program, 32 bytes; the number of
 * accounts, one byte; for each account its address, 32 bytes, and one byte of flags; the number of bytes of
 * data, two, little-endian; the data.
 */

import {
  AccountRole,
  getAddressDecoder,
  getAddressEncoder,
  isSignerRole,
  isWritableRole,
  type AccountMeta,
  type ReadonlyUint8Array,
} from "@solana/kit";
import type { Action } from "../decode";

/** The account signs: only the treasury can. */
const SIGNER = 1;
const WRITABLE = 2;

const ADDRESS = 32;
const ROLES = [
  AccountRole.READONLY,
  AccountRole.READONLY_SIGNER,
  AccountRole.WRITABLE,
  AccountRole.WRITABLE_SIGNER,
] as const;

/** The bytes that a proposal holds. Throws on more than 255 accounts or 65,535 bytes of data. */
export function encodeActions(actions: readonly Action[]): Uint8Array {
  const bytes: number[] = [];
  for (const { programAddress, accounts, data } of actions) {
    if (accounts.length > 0xff) throw new Error("an action has at most 255 accounts");
    if (data.length > 0xffff) throw new Error("an action has at most 65,535 bytes of data");
    bytes.push(...ENCODER.encode(programAddress), accounts.length);
    for (const { address, role } of accounts) {
      const flags = (isSignerRole(role) ? SIGNER : 0) + (isWritableRole(role) ? WRITABLE : 0);
      bytes.push(...ENCODER.encode(address), flags);
    }
    bytes.push(data.length & 0xff, data.length >> 8, ...data);
  }
  return new Uint8Array(bytes);
}

/** The actions of those bytes. `undefined` if they are cut or malformed, as a draft's may be. */
export function decodeActions(bytes: ReadonlyUint8Array): Action[] | undefined {
  const actions: Action[] = [];
  let at = 0;
  const take = (length: number) => {
    const taken = bytes.slice(at, at + length);
    at += length;
    return taken.length === length ? taken : undefined;
  };
  while (at < bytes.length) {
    const program = take(ADDRESS);
    const count = take(1)?.[0];
    if (program === undefined || count === undefined) return undefined;
    const accounts: AccountMeta[] = [];
    for (let place = 0; place < count; place += 1) {
      const account = take(ADDRESS + 1);
      const role = account && ROLES[account[ADDRESS] ?? ROLES.length];
      if (account === undefined || role === undefined) return undefined;
      accounts.push({ address: DECODER.decode(account), role });
    }
    const [low, high] = take(2) ?? [];
    if (low === undefined || high === undefined) return undefined;
    const data = take(low + high * 256);
    if (data === undefined) return undefined;
    actions.push({ programAddress: DECODER.decode(program), accounts, data });
  }
  return actions;
}

const ENCODER = getAddressEncoder();
const DECODER = getAddressDecoder();
