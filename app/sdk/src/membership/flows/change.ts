import type { Instruction, TransactionSigner } from "@solana/kit";
import {
  getScheduleChangeInstruction,
  getSwitchPlanInstruction,
  getSyncBadgeInstruction,
  getUnscheduleChangeInstruction,
  type Consent,
} from "../../generated/subscriptions";
import { issuedBadge, paymentAccounts, shownBadge, subscriptionAddress } from "../addresses";
import type { Shop, ShopPlan, ShopToken } from "../shop";

type Changing = { shop: Shop; plan: ShopPlan; user: TransactionSigner };

/** Switches to a plan now, and has the badge's token show it. */
export async function switchPlan({
  shop,
  plan,
  token,
  user,
  consent,
}: Changing & { token: ShopToken; consent: Consent }): Promise<Instruction[]> {
  const subscription = await subscriptionAddress(shop, user.address);
  const badge = await issuedBadge(shop, user.address);
  return [
    getSwitchPlanInstruction({
      user,
      store: shop.address,
      plan: plan.address,
      subscription,
      ...(await paymentAccounts(token, user.address)),
      ...(await shownBadge(shop, user.address)),
      consent,
    }),
    getSyncBadgeInstruction({ payer: user, store: shop.address, subscription, ...badge }),
  ];
}

/** Chooses the plan that follows with the next renewal. */
export async function schedulePlan({ shop, plan, user }: Changing): Promise<Instruction[]> {
  return [
    getScheduleChangeInstruction({
      user,
      store: shop.address,
      plan: plan.address,
      subscription: await subscriptionAddress(shop, user.address),
    }),
  ];
}

/** Stays with the plan that there is. */
export async function unschedulePlan({
  shop,
  user,
}: Pick<Changing, "shop" | "user">): Promise<Instruction[]> {
  const subscription = await subscriptionAddress(shop, user.address);
  return [getUnscheduleChangeInstruction({ user, subscription })];
}
