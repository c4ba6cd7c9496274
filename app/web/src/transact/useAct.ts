import { use } from "react";
import { TransactContext, type Acting } from "./transact";

/** How a visitor's wish becomes a transaction. */
export function useAct(): Acting {
  const acting = use(TransactContext);
  if (acting === undefined) throw new Error("useAct outside of the TransactProvider");
  return acting;
}
