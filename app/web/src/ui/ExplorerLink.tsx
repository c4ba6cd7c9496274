import { Anchor } from "@mantine/core";
import type { Deployment } from "@tenure/sdk";
import type { ReactNode } from "react";
import { useTenure } from "../chain/tenure";
import { short } from "./text";

type Props = { kind: "address" | "tx"; id: string; children?: ReactNode };

/** A link to an account or a transaction in Solana's explorer, on the deployment's cluster. */
export function ExplorerLink({ kind, id, children }: Props) {
  const { deployment } = useTenure();
  return (
    <Anchor
      href={`https://explorer.solana.com/${kind}/${id}${query(deployment)}`}
      target="_blank"
      rel="noreferrer"
      underline="always"
      size="sm"
    >
      {children ?? short(id)}
    </Anchor>
  );
}

function query({ cluster, rpc }: Deployment): string {
  switch (cluster) {
    case "mainnet-beta":
      return "";
    case "localnet":
      return `?cluster=custom&customUrl=${encodeURIComponent(rpc)}`;
    default:
      return `?cluster=${cluster}`;
  }
}
