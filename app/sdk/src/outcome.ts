import type { Base64EncodedWireTransaction, Signature } from "@solana/kit";
import type { Chain } from "./chain";
import { explainFailure, Refusal, type Explanation } from "./explain";
import { inWords } from "./trouble";

/** A transaction that was signed and given to the cluster, which can take it up to a height. */
export type Sent = {
  signature: Signature;
  wire: Base64EncodedWireTransaction;
  lastValidBlockHeight: bigint;
};

/** Nobody has answered for a while: whether the transaction has happened is not known. */
export class UnknownOutcome extends Error {
  override readonly name = "UnknownOutcome";
  constructor(
    readonly sent: Sent,
    cause: unknown,
  ) {
    super(`${inWords(cause)}: whether the transaction has happened is not known`);
  }
}

/** The most that one question may take. */
export const ANSWER_MS = 10_000;
/** After so long without any answer it is given up to find out. */
const SILENCE_MS = 30_000;
const INTERVAL_MS = 500;
/** A node has a transaction's logs a little later than its status. */
const ASKED_FOR_LOGS = 5;

/** Of a transaction that the cluster can no longer take. */
export const EXPIRED: Explanation = {
  name: "TransactionExpired",
  words:
    "The cluster has not taken the transaction in time: nothing has happened, and you can try again",
};

/**
 * Asks until it is certain what came of a transaction, and returns its signature once it is confirmed. Throws a
 * {@link Refusal} when nothing of it happened, nor can any more, and an {@link UnknownOutcome} when nobody answers.
 * It asks rather than listens: what a WebSocket has lost does not come again. `onMissing` is called whenever the
 * cluster answers that it knows nothing of the transaction, and could still take it.
 */
export async function outcomeOf(
  chain: Chain,
  sent: Sent,
  onMissing: () => void = () => undefined,
): Promise<Signature> {
  let heardAt = Date.now();
  for (;;) {
    const seen = await look(chain, sent).catch((error: unknown) => {
      if (Date.now() - heardAt < SILENCE_MS) return undefined;
      throw new UnknownOutcome(sent, error);
    });
    if (seen !== undefined) {
      heardAt = Date.now();
      const { status, isTooLate } = seen;
      if (status === null) {
        if (isTooLate) throw new Refusal(EXPIRED);
        onMissing();
      } else if (status.confirmationStatus !== "processed") {
        if (status.err === null) return sent.signature;
        throw new Refusal(explainFailure(status.err, await logsOf(chain, sent.signature)));
      }
    }
    await pause();
  }
}

/**
 * The height is asked for first: what is not there in a state that is as new as a height past the last valid one
 * never will be. Nodes forget what is that old, so it is looked for in their history.
 */
async function look({ rpc }: Chain, { signature, lastValidBlockHeight }: Sent) {
  const abortSignal = AbortSignal.timeout(ANSWER_MS);
  const { absoluteSlot, blockHeight } = await rpc
    .getEpochInfo({ commitment: "confirmed" })
    .send({ abortSignal });
  const isPast = blockHeight > lastValidBlockHeight;
  const { context, value } = await rpc
    .getSignatureStatuses([signature], { searchTransactionHistory: isPast })
    .send({ abortSignal });
  // Behind one address there may be several nodes, and the second to answer the slower one.
  return { status: value[0] ?? null, isTooLate: isPast && context.slot >= absoluteSlot };
}

/** Empty, if nobody has them. */
async function logsOf({ rpc }: Chain, signature: Signature): Promise<readonly string[]> {
  for (let asked = 0; asked < ASKED_FOR_LOGS; asked += 1) {
    const found = await rpc
      .getTransaction(signature, {
        commitment: "confirmed",
        encoding: "base64",
        maxSupportedTransactionVersion: 0,
      })
      .send({ abortSignal: AbortSignal.timeout(ANSWER_MS) })
      .catch(() => null);
    if (found?.meta) return found.meta.logMessages ?? [];
    await pause();
  }
  return [];
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
}
