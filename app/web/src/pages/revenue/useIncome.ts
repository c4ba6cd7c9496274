import type { Address, TransactionSigner } from "@solana/kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { sharing, stakeTokenIn } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";

const KEY = "revenue";

/** The splitter, its terms, and its pools week by week. */
export function useIncome() {
  const { chain, deployment } = useTenure();
  return useQuery({
    queryKey: [KEY, "income", deployment.splitter],
    queryFn: async () => {
      const income = await sharing.readIncome(chain, deployment);
      // Refused here, where it is told in words, if the deployment does not name it.
      stakeTokenIn(deployment, income.locker);
      return income;
    },
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

/** As many as are shown at first, and then more of at a time. */
const STEP = 10;

/**
 * What was done with some accounts, newest first, and how to see more of it. What was read once is not asked for again.
 */
export function usePast<Event extends sharing.RevenueEvent>(
  accounts: readonly Address[],
  wanted: (event: sharing.RevenueEvent) => event is Event,
) {
  const { chain } = useTenure();
  const [journal] = useState<sharing.Journal>(() => new Map());
  const [most, setMost] = useState(STEP);
  const query = useQuery({
    queryKey: [KEY, "past", most, ...accounts],
    queryFn: () => sharing.readPast(chain, { accounts, wanted, most, journal }),
    placeholderData: keepPreviousData,
  });
  return { query, showOlder: () => setMost(most + STEP) };
}
