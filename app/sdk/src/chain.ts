import {
  createSolanaRpc,
  fetchEncodedAccount,
  getBase58Decoder,
  getBase64Encoder,
  type Address,
  type Base58EncodedBytes,
  type ReadonlyUint8Array,
  type Rpc,
  type SolanaRpcApi,
} from "@solana/kit";
import { fetchSysvarClock } from "@solana/sysvars";
import { findAssociatedTokenPda } from "@solana-program/token";
import { tokenAccountOf } from "./account";
import type { Token } from "./deployment";

/** A cluster, as one reads it and sends to it. */
export type Chain = {
  rpc: Rpc<SolanaRpcApi>;
};

export function connect({ rpc }: { rpc: string }): Chain {
  return { rpc: createSolanaRpc(rpc) };
}

/** The chain's clock, in seconds since the Unix epoch. Deadlines and power go by it, not by the local one. */
export async function now({ rpc }: Chain): Promise<bigint> {
  return (await fetchSysvarClock(rpc, { commitment: "confirmed" })).unixTimestamp;
}

/** An owner's associated account of a token. */
export async function tokenAccount(owner: Address, { mint, program }: Token): Promise<Address> {
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: program });
  return account;
}

/** What an owner's associated account holds, in base units: 0 if there is none. */
export async function balance({ rpc }: Chain, owner: Address, token: Token): Promise<bigint> {
  const found = await fetchEncodedAccount(rpc, await tokenAccount(owner, token), {
    commitment: "confirmed",
  });
  return tokenAccountOf(token.program, found)?.amount ?? 0n;
}

/** A program's accounts that hold these bytes, or this address, at these places. */
export async function programAccounts(
  { rpc }: Chain,
  program: Address,
  filters: readonly (readonly [bigint, ReadonlyUint8Array | Address])[],
): Promise<{ address: Address; data: ReadonlyUint8Array }[]> {
  const found = await rpc
    .getProgramAccounts(program, {
      commitment: "confirmed",
      encoding: "base64",
      filters: filters.map(([offset, held]) => ({
        memcmp: {
          offset,
          encoding: "base58" as const,
          bytes: (typeof held === "string"
            ? held
            : getBase58Decoder().decode(held)) as string as Base58EncodedBytes,
        },
      })),
    })
    .send();
  return found.map(({ pubkey, account }) => ({
    address: pubkey,
    data: getBase64Encoder().encode(account.data[0]),
  }));
}
