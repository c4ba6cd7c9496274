import type { Signature } from "@solana/kit";
import { useQueryClient } from "@tanstack/react-query";
import { effects, inWords, send, type Effects } from "@tenure/sdk";
import { useCallback, useEffect, useState } from "react";
import { useTenure } from "../chain/tenure";
import { useWallet } from "../wallet/wallet";
import type { Deed } from "./transact";

/** Where a deed stands. */
export type Stage =
  | { kind: "simulating" }
  | { kind: "review"; effects: Effects }
  | { kind: "signing"; effects: Effects }
  | { kind: "pending"; signature: Signature }
  | { kind: "confirmed" }
  | { kind: "failed"; words: string; name: string };

/** Simulates a deed's transactions one after the other, and sends each once the visitor has agreed. */
export function useDeed(deed: Deed) {
  const { chain, deployment } = useTenure();
  const { signer } = useWallet();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: "simulating" });
  const [signatures, setSignatures] = useState<readonly Signature[]>([]);
  const [attempt, setAttempt] = useState(0);
  const current = signatures.length;
  const instructions = deed.transactions[current];

  useEffect(() => {
    let wanted = true;
    if (signer === undefined || instructions === undefined) return;
    effects(chain, signer.address, instructions, deployment.tokens).then(
      (found) => wanted && setStage(reviewOf(found)),
      (error: unknown) => wanted && setStage(failure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [chain, deployment, signer, instructions, attempt]);

  const retry = useCallback(() => {
    setStage({ kind: "simulating" });
    setAttempt((last) => last + 1);
  }, []);

  const sign = useCallback(async () => {
    if (stage.kind !== "review" || signer === undefined || instructions === undefined) return;
    setStage({ kind: "signing", effects: stage.effects });
    try {
      const sent = await send(chain, signer, instructions, stage.effects, (signature) =>
        setStage({ kind: "pending", signature }),
      );
      await queries.invalidateQueries();
      const last = current + 1 === deed.transactions.length;
      setStage({ kind: last ? "confirmed" : "simulating" });
      setSignatures((done) => [...done, sent]);
    } catch (error) {
      setStage(failure(error));
    }
  }, [stage, chain, signer, instructions, queries, current, deed]);

  return { stage, signatures, current, sign, retry };
}

function reviewOf(found: Effects): Stage {
  return found.refusal === undefined
    ? { kind: "review", effects: found }
    : { kind: "failed", ...found.refusal };
}

function failure(error: unknown): Stage {
  return {
    kind: "failed",
    words: inWords(error),
    name: error instanceof Error ? error.name : "Error",
  };
}
