import type { Address, TransactionSigner } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { sharing } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";

const KEY = "revenue";

/** The splitter, its terms, and its pools week by week. */
export function useIncome() {
  const { chain, deployment } = useTenure();
  return useQuery({
    queryKey: [KEY, "income", deployment.splitter],
    queryFn: () => sharing.readIncome(chain, deployment),
  });
}

/** What the signer's lock has earned, and in how many transactions all of it is claimed. */
export function useEarnings(signer: TransactionSigner | undefined) {
  const { chain, deployment } = useTenure();
  return useQuery({
    queryKey: [KEY, "earnings", deployment.splitter, signer?.address],
    queryFn: async () => {
      if (signer === undefined) throw new Error("No wallet is connected");
      const income = await sharing.readIncome(chain, deployment);
      const earnings = await sharing.readEarnings(chain, income, signer.address);
      const claims = await sharing.claimTransactions({ income, earnings, payer: signer });
      return { earnings, transactions: claims.length };
    },
    enabled: signer !== undefined,
  });
}

/** What was done with some accounts, newest first. What was read once is not asked for again. */
export function usePast(accounts: readonly Address[], most: number) {
  const { chain } = useTenure();
  const [journal] = useState<sharing.Journal>(() => new Map());
  return useQuery({
    queryKey: [KEY, "past", most, ...accounts],
    queryFn: () => sharing.readPast(chain, accounts, most, journal),
  });
}
