import type { TransactionSigner } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { shops } from "@tenure/sdk";
import { useNow } from "../../chain/clock";
import { useTenure } from "../../chain/tenure";
import type { Asking } from "../../ui/Asked";
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
  const shop = useQuery({
    queryKey: ["membership", "shop", deployment.store],
    queryFn: () => shops.readShop(chain, deployment),
  });
  const user = signer?.address;
  const member = useQuery({
    queryKey: ["membership", "member", deployment.store, user],
    queryFn: () =>
      shop.data !== undefined && user !== undefined
        ? shops.readMember(chain, shop.data, user)
        : null,
    enabled: shop.data !== undefined && user !== undefined,
  });
  const visit: Visit | undefined =
    shop.data && member.data && signer && second !== undefined
      ? { shop: shop.data, member: member.data, second, user: signer }
      : undefined;
  const { error, isFetching, refetch } = member;
  const reading: Asking<Visit> = { data: visit, error, isFetching, refetch };
  return { shop, visit: reading, connected: signer !== undefined };
}
