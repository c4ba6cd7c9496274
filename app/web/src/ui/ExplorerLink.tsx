import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useTenure } from "../chain/tenure";
import { explorerUrl } from "./explorer";
import { short } from "./text";

type Props = { kind: "address" | "tx"; id: string; children?: ReactNode };

/** A link to an account or a transaction in Solana's explorer, on the deployment's cluster. */
export function ExplorerLink({ kind, id, children }: Props) {
  const { deployment } = useTenure();
  return (
    <Anchor
      href={explorerUrl(deployment, kind, id)}
      target="_blank"
      rel="noreferrer"
      underline="always"
      size="sm"
    >
      {children ?? short(id)}
    </Anchor>
  );
}
