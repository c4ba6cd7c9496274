import type { Address, Instruction, TransactionSigner } from "@solana/kit";
import { getSyncBadgeInstruction } from "../../generated/subscriptions";
import { issuedBadge, subscriptionAddress } from "../addresses";
import type { Shop } from "../shop";

type Syncing = { shop: Shop; payer: TransactionSigner; holder: Address };

/** Brings a badge and its token in line with the paid time, or issues it anew. Anybody can send it. */
export async function syncBadge({ shop, payer, holder }: Syncing): Promise<Instruction[]> {
  return [
    getSyncBadgeInstruction({
      payer,
      store: shop.address,
      subscription: await subscriptionAddress(shop, holder),
      ...(await issuedBadge(shop, holder)),
    }),
  ];
}
