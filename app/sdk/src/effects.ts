import { fetchEncodedAccounts, isWritableRole, type Address, type Instruction } from "@solana/kit";
import { getTokenDecoder } from "@solana-program/token";
import { tokenAccount, type Chain } from "./chain";
import type { Token } from "./deployment";
import { simulate, type Simulation } from "./transaction";

/** What a transaction would do to the wallet that signs it: less is negative. */
export type Effects = Simulation & {
  /** In lamports: the fee, and the rent of what is opened or closed. */
  sol: bigint;
  /** In base units, of each token whose amount would change. */
  tokens: { token: Token; change: bigint }[];
};

/** Simulates a transaction and compares what the wallet holds before and after. */
export async function effects(
  chain: Chain,
  payer: Address,
  instructions: readonly Instruction[],
  tokens: readonly Token[],
): Promise<Effects> {
  const written = new Set([payer, ...instructions.flatMap(writtenBy)]);
  const accounts = await Promise.all(tokens.map((token) => tokenAccount(payer, token)));
  const touched = tokens
    .map((token, index) => ({ token, account: accounts[index]! }))
    .filter(({ account }) => written.has(account));
  const watched = [payer, ...touched.map(({ account }) => account)];
  const before = await fetchEncodedAccounts(chain.rpc, watched, { commitment: "confirmed" });
  const simulation = await simulate(chain, payer, instructions, watched);
  if (simulation.refusal !== undefined) return { ...simulation, sol: 0n, tokens: [] };

  const lamports = before[0]?.exists ? before[0].lamports : 0n;
  const changes = touched.map(({ token, account }, index) => {
    const held = before[index + 1];
    const then = simulation.after.get(account);
    return { token, change: amountIn(then?.data) - amountIn(held?.exists ? held.data : undefined) };
  });
  return {
    ...simulation,
    sol: (simulation.after.get(payer)?.lamports ?? 0n) - lamports,
    tokens: changes.filter(({ change }) => change !== 0n),
  };
}

/** What an instruction does not write to stays as it is, and not every cluster tells of it. */
function writtenBy({ accounts = [] }: Instruction): Address[] {
  return accounts.filter(({ role }) => isWritableRole(role)).map(({ address }) => address);
}

function amountIn(data: { readonly length: number } | undefined): bigint {
  return data === undefined || data.length === 0 ? 0n : TOKEN.decode(data as Uint8Array).amount;
}

/** Token-2022 accounts begin with the same fields. */
const TOKEN = getTokenDecoder();
