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

/** The newest of what is wanted, and whether there may be more. */
export type PastRead<Event extends RevenueEvent> = {
  readonly past: readonly Past<Event>[];
  readonly mayHaveOlder: boolean;
};

/** For each event that is wanted, so many transactions are looked at: anybody can name an account in more of them. */
const LOOKED_AT_EACH = 10;
/** Transactions asked for at a time. */
const AT_ONCE = 20;

/**
 * The newest of what the transactions that name any of some accounts did with revenue, newest first. Of a claim record:
 * its lock's claims; of a pool's treasury account: the token's distributions, which the intake would show too, but
 * among all that is paid in. A cluster may have forgotten old ones.
 */
export async function readPast<Event extends RevenueEvent>(
  chain: Chain,
  {
    accounts,
    wanted,
    most,
    journal = new Map(),
  }: {
    accounts: readonly Address[];
    /** Which events; transactions that name an account may do other things too. */
    wanted: (event: RevenueEvent) => event is Event;
    most: number;
    journal?: Journal;
  },
): Promise<PastRead<Event>> {
  const each = await Promise.all(
    accounts.map((account) => newestOf(chain, account, wanted, most, journal)),
  );
  // One transaction may name several of the accounts.
  const all = each.flatMap(({ found }) => found);
  const once = [...new Map(all.map((deed) => [deed.signature, deed])).values()];
  once.sort((one, other) => Number(other.slot - one.slot));
  const past = once.flatMap(({ signature, at, events }) =>
    events.map((event) => ({ signature, at, event })),
  );
  return {
    past: past.slice(0, most),
    mayHaveOlder: past.length > most || each.some(({ isWhole }) => !isWhole),
  };
}

/** A transaction with what is wanted of it. */
type Deed<Event extends RevenueEvent> = Pick<Past, "signature" | "at"> & {
  readonly slot: bigint;
  readonly events: readonly Event[];
};

/** Goes back in an account's past until enough is found, or too much has been looked at. */
async function newestOf<Event extends RevenueEvent>(
  chain: Chain,
  account: Address,
  wanted: (event: RevenueEvent) => event is Event,
  most: number,
  journal: Journal,
): Promise<{ found: Deed<Event>[]; isWhole: boolean }> {
  const found: Deed<Event>[] = [];
  let before: Signature | undefined;
  for (let looked = 0; looked < most * LOOKED_AT_EACH; looked += AT_ONCE) {
    const page = await chain.rpc
      .getSignaturesForAddress(account, {
        commitment: "confirmed",
        limit: AT_ONCE,
        ...(before !== undefined && { before }),
      })
      .send();
    const done = page.filter(({ err }) => err === null);
    const events = await Promise.all(done.map(({ signature }) => read(chain, signature, journal)));
    done.forEach(({ signature, slot, blockTime }, index) =>
      found.push({
        signature,
        slot,
        at: blockTime ?? undefined,
        events: (events[index] ?? []).filter(wanted),
      }),
    );
    if (page.length < AT_ONCE) return { found, isWhole: true };
    if (found.reduce((sum, deed) => sum + deed.events.length, 0) >= most) break;
    before = page.at(-1)?.signature;
  }
  return { found, isWhole: false };
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
