import { useCallback, useRef, useState, type ReactNode } from "react";
import { ReviewDialog } from "./ReviewDialog";
import { TransactContext, type Deed } from "./transact";

export function TransactProvider({ children }: { children: ReactNode }) {
  const [deed, setDeed] = useState<Deed>();
  const answer = useRef<(done: boolean) => void>(undefined);

  const transact = useCallback((next: Deed) => {
    answer.current?.(false);
    setDeed(next);
    return new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
  }, []);

  const close = useCallback((done: boolean) => {
    setDeed(undefined);
    answer.current?.(done);
    answer.current = undefined;
  }, []);

  return (
    <TransactContext value={transact}>
      {children}
      {deed !== undefined && <ReviewDialog deed={deed} onClose={close} />}
    </TransactContext>
  );
}
