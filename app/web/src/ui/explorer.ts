import type { Deployment } from "@tenure/sdk";

/** Where Solana's explorer shows an account or a transaction of a deployment's cluster. */
export function explorerUrl(
  { cluster, rpc }: Pick<Deployment, "cluster" | "rpc">,
  kind: "address" | "tx",
  id: string,
): string {
  const url = `https://explorer.solana.com/${kind}/${id}`;
  switch (cluster) {
    case "mainnet-beta":
      return url;
    case "localnet":
      return `${url}?cluster=custom&customUrl=${encodeURIComponent(rpc)}`;
    default:
      return `${url}?cluster=${cluster}`;
  }
}
