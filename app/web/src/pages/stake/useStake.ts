import type { TransactionSigner } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { balance, locks, type Token } from "@tenure/sdk";
import { useNow } from "../../chain/clock";
import { useStakeToken, useTenure } from "../../chain/tenure";
import { useWallet } from "../../wallet/wallet";

/** What the page shows: the locker and the visitor's lock as they stand at the chain's second. */
export type Stake = {
  readonly position: locks.Position;
  readonly token: Token;
  /** Who signs; `undefined` without a wallet. */
  readonly signer: TransactionSigner | undefined;
  /** What the visitor's associated account of the token holds. */
  readonly held: bigint | undefined;
};

/** Reads all of it, and lets the second run on between two readings. */
export function useStake() {
  const { chain, deployment } = useTenure();
  const token = useStakeToken();
  const { signer } = useWallet();
  const now = useNow();
  const owner = signer?.address;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["stake", deployment.locker, owner],
    queryFn: async () => {
      const [position, held] = await Promise.all([
        locks.readPosition(chain, deployment.locker, owner),
        owner && balance(chain, owner, token),
      ]);
      return { position, held };
    },
  });
  const stake: Stake | undefined = data && {
    position: { ...data.position, now: now ?? data.position.now },
    token,
    signer,
    held: data.held,
  };
  return { stake, error, isFetching, refetch };
}
