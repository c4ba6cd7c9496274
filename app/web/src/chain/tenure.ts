import type { Chain, Deployment, Token } from "@tenure/sdk";
import type { Address } from "@solana/kit";
import { createContext, use } from "react";

/** The deployment that the page shows, and the cluster it is on. */
export type Tenure = { deployment: Deployment; chain: Chain };

export const TenureContext = createContext<Tenure | undefined>(undefined);

export function useTenure(): Tenure {
  const tenure = use(TenureContext);
  if (tenure === undefined) throw new Error("useTenure outside of the DeploymentGate");
  return tenure;
}

/** The token of a mint; one that the deployment does not name is shown by its address and in base units. */
export function tokenOf({ tokens }: Deployment, mint: Address, program: Address): Token {
  return (
    tokens.find((token) => token.mint === mint) ?? {
      mint,
      symbol: `${mint.slice(0, 4)}…`,
      name: mint,
      decimals: 0,
      program,
    }
  );
}
