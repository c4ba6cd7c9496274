import type { TransactionSigner } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { balance, locks, stakeTokenIn, type Token } from "@tenure/sdk";
import { useNow } from "../../chain/clock";
import { useTenure } from "../../chain/tenure";
import type { Asking } from "../../ui/Asked";
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
export function useStake(): Asking<Stake> {
  const { chain, deployment } = useTenure();
  const { signer } = useWallet();
  const now = useNow();
  const owner = signer?.address;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["stake", deployment.locker, owner],
    queryFn: async () => {
      const position = await locks.readPosition(chain, deployment.locker, owner);
      const token = stakeTokenIn(deployment, position.locker);
      return { position, token, held: owner && (await balance(chain, owner, token)) };
    },
  });
  const stake: Stake | undefined = data && {
    ...data,
    position: { ...data.position, now: now ?? data.position.now },
    signer,
  };
  return { data: stake, error, isFetching, refetch };
}
