import type { TransactionSigner } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { shops } from "@tenure/sdk";
import { useNow } from "../../chain/clock";
import { useTenure } from "../../chain/tenure";
import { useWallet } from "../../wallet/wallet";

/** What the visitor is, in the store as it stands at the chain's second. */
export type Visit = {
  readonly shop: shops.Shop;
  readonly second: bigint;
  readonly user: TransactionSigner;
  readonly member: shops.Member;
};

/** Reads the store, and what the connected wallet has of it; lets the second run on between two readings. */
export function useShop() {
  const { chain, deployment } = useTenure();
  const { signer } = useWallet();
  const second = useNow();
  const { data: shop, ...reading } = useQuery({
    queryKey: ["membership", "shop", deployment.store],
    queryFn: () => shops.readShop(chain, deployment),
  });
  const user = signer?.address;
  const { data: member, ...readingMember } = useQuery({
    queryKey: ["membership", "member", deployment.store, user],
    queryFn: () =>
      shop !== undefined && user !== undefined ? shops.readMember(chain, shop, user) : null,
    enabled: shop !== undefined && user !== undefined,
  });
  const visit: Visit | undefined =
    shop && member && signer && second !== undefined
      ? { shop, member, second, user: signer }
      : undefined;
  return {
    shop,
    second,
    visit,
    connected: signer !== undefined,
    error: reading.error ?? readingMember.error,
    refetch: () => void Promise.all([reading.refetch(), readingMember.refetch()]),
  };
}
