import type { TransactionSigner } from "@solana/kit";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { placesToReturnTo, returnFocus, type Places } from "../ui/focus";
import { forget, tellFailure } from "../ui/notice";
import { useWallet } from "../wallet/wallet";
import { ReviewDialog } from "./ReviewDialog";
import { TransactContext, type Acting, type Deed } from "./transact";

/** How long a deed may take to be put together: one that never is must not keep all others from being begun. */
const PATIENCE_MS = 30_000;

type Review = {
  number: number;
  deed: Deed;
  signer: TransactionSigner;
  close: (done: boolean) => void;
};

/** Holds the one deed that is under way, from the wish to its end. */
export function TransactProvider({ children }: { children: ReactNode }) {
  const { signer } = useWallet();
  const [places, setPlaces] = useState<Places>();
  const [review, setReview] = useState<Review>();
  const isUnderWay = useRef(false);
  const reviewed = useRef(0);

  const act = useCallback<Acting["act"]>(
    async (compose) => {
      if (isUnderWay.current) return false;
      isUnderWay.current = true;
      forget("deed");
      setPlaces(placesToReturnTo());
      try {
        const deed = await patiently(compose());
        if (signer === undefined) throw new Error("Connect a wallet first");
        reviewed.current += 1;
        const number = reviewed.current;
        return await new Promise<boolean>((close) => setReview({ number, deed, signer, close }));
      } catch (error) {
        tellFailure("deed", "This could not be prepared", error);
        return false;
      } finally {
        isUnderWay.current = false;
        setReview(undefined);
        setPlaces(undefined);
      }
    },
    [signer],
  );

  useEffect(() => {
    if (places !== undefined) return () => returnFocus(places);
  }, [places]);

  const composing = places !== undefined && review === undefined;
  const acting = useMemo(() => ({ act, composing }), [act, composing]);
  return (
    <TransactContext value={acting}>
      {children}
      {review !== undefined && (
        <ReviewDialog
          key={review.number}
          deed={review.deed}
          signer={review.signer}
          onClose={review.close}
        />
      )}
    </TransactContext>
  );
}

function patiently<Value>(promise: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("The RPC endpoint does not answer")), PATIENCE_MS),
  );
  return Promise.race([promise, late]);
}
