import type { Instruction, TransactionSigner } from "@solana/kit";
import {
  getCancelInstruction,
  getCloseSubscriptionInstruction,
  getTakeBackCancellationInstruction,
  type Subscription,
} from "../../generated/subscriptions";
import { subscriptionAddress } from "../addresses";
import type { Shop } from "../shop";

type Leaving = { shop: Shop; user: TransactionSigner };

/** No further period is paid; the paid time stays. */
export async function cancelSubscription({ shop, user }: Leaving): Promise<Instruction[]> {
  return [
    getCancelInstruction({ user, subscription: await subscriptionAddress(shop, user.address) }),
  ];
}

/** Takes a cancellation back, while paid time is left. */
export async function takeBackCancellation({ shop, user }: Leaving): Promise<Instruction[]> {
  const subscription = await subscriptionAddress(shop, user.address);
  return [getTakeBackCancellationInstruction({ user, store: shop.address, subscription })];
}

/** Closes the account of an expired subscription as it was read, and gives up the credit that it has. */
export async function closeSubscription({
  shop,
  user,
  subscription: { rentPayer, credit },
}: Leaving & { subscription: Subscription }): Promise<Instruction[]> {
  const subscription = await subscriptionAddress(shop, user.address);
  return [getCloseSubscriptionInstruction({ user, subscription, rentPayer, credit })];
}
