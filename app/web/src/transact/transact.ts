import type { Instruction } from "@solana/kit";
import { createContext } from "react";

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

/** There is one deed at a time, on the whole page. */
export type Acting = {
  /**
   * Puts a deed together and shows it for review: `true` once all of it is confirmed, `false` if the visitor turned
   * away, or while there is another deed. What fails before the review is told in words.
   */
  act: (compose: () => Promise<Deed>) => Promise<boolean>;
  /** Whether one is being put together: until it is, nothing else can be begun. */
  composing: boolean;
};

export const TransactContext = createContext<Acting | undefined>(undefined);
