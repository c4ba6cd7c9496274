import type { Address, Signature } from "@solana/kit";
import type { Chain } from "../chain";
import { eventsIn, type RevenueEvent } from "./events";

/** Something that happened, and where it can be looked up. */
export type Past<Event extends RevenueEvent = RevenueEvent> = {
  readonly signature: Signature;
  /** The second of its block; `undefined` where the cluster no longer knows. */
  readonly at: bigint | undefined;
  readonly event: Event;
};

/** What was read of past transactions: they never change, so each is asked for once. */
export type Journal = Map<Signature, readonly RevenueEvent[]>;

/**
 * What the newest transactions that name any of some accounts did with revenue, newest first. Of a claim record: its
 * lock's claims; of a pool's intake: the token's distributions. A cluster may have forgotten old ones.
 */
export async function readPast(
  chain: Chain,
  accounts: readonly Address[],
  /** Transactions of each account. */
  most: number,
  journal: Journal = new Map(),
): Promise<Past[]> {
  const found = await Promise.all(
    accounts.map((account) =>
      chain.rpc.getSignaturesForAddress(account, { commitment: "confirmed", limit: most }).send(),
    ),
  );
  const done = found.flat().filter(({ err }) => err === null);
  const once = [...new Map(done.map((each) => [each.signature, each])).values()];
  once.sort((one, other) => Number(other.slot - one.slot));
  const events = await Promise.all(once.map(({ signature }) => read(chain, signature, journal)));
  return once.flatMap(({ signature, blockTime }, index) =>
    (events[index] ?? []).map((event) => ({ signature, at: blockTime ?? undefined, event })),
  );
}

async function read(
  { rpc }: Chain,
  signature: Signature,
  journal: Journal,
): Promise<readonly RevenueEvent[]> {
  const known = journal.get(signature);
  if (known !== undefined) return known;
  const transaction = await rpc
    .getTransaction(signature, {
      commitment: "confirmed",
      encoding: "json",
      maxSupportedTransactionVersion: 0,
    })
    .send();
  if (transaction === null) return [];
  const events = eventsIn(transaction.meta?.logMessages ?? []);
  journal.set(signature, events);
  return events;
}
