import type { locks } from "@tenure/sdk";
import type { Stake } from "./useStake";

/** What the forms of a lock that exists work with. */
export type OwnProps = { readonly stake: Stake; readonly lock: locks.OpenLock };

/** Who changes which locker's lock. Throws without a wallet. */
export function ownOf({ position, signer }: Stake) {
  if (signer === undefined) throw new Error("Connect a wallet first");
  return { locker: position.locker.address, owner: signer };
}
