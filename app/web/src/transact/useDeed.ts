import type { Signature, TransactionSigner } from "@solana/kit";
import { useQueryClient } from "@tanstack/react-query";
import {
  effects,
  inWords,
  outcomeOf,
  send,
  UnknownOutcome,
  type Effects,
  type Sent,
} from "@tenure/sdk";
import { useEffect, useState } from "react";
import { useTenure } from "../chain/tenure";
import { useWallet } from "../wallet/wallet";
import type { Deed } from "./transact";

/** Where a deed stands. */
export type Stage =
  | { kind: "simulating" }
  | { kind: "review"; effects: Effects }
  | { kind: "signing" }
  | { kind: "pending"; signature: Signature }
  | { kind: "confirmed" }
  /** Nothing of the current transaction has happened. */
  | { kind: "failed"; words: string; name: string }
  /** It may have happened: it must not be repeated before that is known. */
  | { kind: "unknown"; words: string; sent: Sent };

/** How long the page may take to read anew what has changed, before it says that all is done. */
const READING_MS = 5_000;

/** What was put together for one wallet is not signed by another. */
export const WALLET_CHANGED: Stage = {
  kind: "failed",
  name: "WalletChanged",
  words: "The wallet has changed since this was prepared: close this and begin again",
};

/**
 * Simulates a deed's transactions one after the other, and sends each once the visitor has agreed. `signer` is whom it
 * was put together for.
 */
export function useDeed(deed: Deed, signer: TransactionSigner) {
  const { chain, deployment } = useTenure();
  const { signer: connected } = useWallet();
  const queries = useQueryClient();
  const [reached, setStage] = useState<Stage>({ kind: "simulating" });
  const [signatures, setSignatures] = useState<readonly Signature[]>([]);
  const [attempt, setAttempt] = useState(0);
  const current = signatures.length;
  const instructions = deed.transactions[current];
  const isUnsigned = reached.kind === "simulating" || reached.kind === "review";
  const stage = isUnsigned && connected !== signer ? WALLET_CHANGED : reached;

  useEffect(() => {
    let wanted = true;
    if (instructions === undefined) return;
    effects(chain, signer.address, instructions, deployment.tokens).then(
      (found) => wanted && setStage(reviewOf(found)),
      (error: unknown) => wanted && setStage(failure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [chain, deployment, signer, instructions, attempt]);

  const retry = () => {
    setStage({ kind: "simulating" });
    setAttempt((last) => last + 1);
  };

  const settle = async (outcome: Promise<Signature>) => {
    try {
      const signature = await outcome;
      await Promise.race([
        queries.invalidateQueries(),
        new Promise((resolve) => setTimeout(resolve, READING_MS)),
      ]);
      const isLast = current + 1 === deed.transactions.length;
      setStage({ kind: isLast ? "confirmed" : "simulating" });
      setSignatures((done) => [...done, signature]);
    } catch (error) {
      setStage(failure(error));
    }
  };

  const sign = async () => {
    if (stage.kind !== "review" || instructions === undefined) return;
    setStage({ kind: "signing" });
    const onSent = (signature: Signature) => setStage({ kind: "pending", signature });
    await settle(send(chain, signer, instructions, stage.effects, onSent));
  };

  /** Asks once more what came of what was sent. */
  const check = async () => {
    if (stage.kind !== "unknown") return;
    setStage({ kind: "pending", signature: stage.sent.signature });
    await settle(outcomeOf(chain, stage.sent));
  };

  return { stage, signatures, current, sign, retry, check };
}

function reviewOf(found: Effects): Stage {
  return found.refusal === undefined
    ? { kind: "review", effects: found }
    : { kind: "failed", ...found.refusal };
}

function failure(error: unknown): Stage {
  if (error instanceof UnknownOutcome) {
    return { kind: "unknown", words: error.message, sent: error.sent };
  }
  return {
    kind: "failed",
    words: inWords(error),
    name: error instanceof Error ? error.name : "Error",
  };
}
