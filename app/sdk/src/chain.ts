import {
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  fetchEncodedAccount,
  type Address,
  type Rpc,
  type RpcSubscriptions,
  type SolanaRpcApi,
  type SolanaRpcSubscriptionsApi,
} from "@solana/kit";
import { fetchSysvarClock } from "@solana/sysvars";
import { findAssociatedTokenPda, getTokenDecoder } from "@solana-program/token";
import type { Token } from "./deployment";

/** A cluster, as one reads it and sends to it. */
export type Chain = {
  rpc: Rpc<SolanaRpcApi>;
  subscriptions: RpcSubscriptions<SolanaRpcSubscriptionsApi>;
};

export function connect({ rpc, ws }: { rpc: string; ws: string }): Chain {
  return { rpc: createSolanaRpc(rpc), subscriptions: createSolanaRpcSubscriptions(ws) };
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
  const account = await fetchEncodedAccount(rpc, await tokenAccount(owner, token), {
    commitment: "confirmed",
  });
  return account.exists ? TOKEN.decode(account.data).amount : 0n;
}

/** Token-2022 accounts begin with the same fields. */
const TOKEN = getTokenDecoder();
