import type { Instruction } from "@solana/kit";
import { createContext, use } from "react";

/** What a visitor is asked to sign. */
export type Deed = {
  /** In the imperative: "Lock 100 TMAI until 5 May 2027". */
  title: string;
  /** What the visitor should know before signing. */
  facts?: readonly { label: string; value: string }[];
  /** Something that is easily overlooked and costs something. */
  warning?: string;
  /** One after the other; what comes of one is there when the next is simulated. */
  transactions: readonly (readonly Instruction[])[];
};

/** Shows a deed for review; `true` once all of it is confirmed, `false` if the visitor turned away. */
export type Transact = (deed: Deed) => Promise<boolean>;

export const TransactContext = createContext<Transact | undefined>(undefined);

export function useTransact(): Transact {
  const transact = use(TransactContext);
  if (transact === undefined) throw new Error("useTransact outside of the TransactProvider");
  return transact;
}
