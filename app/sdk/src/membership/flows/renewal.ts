import type { Address, Instruction, TransactionSigner } from "@solana/kit";
import { renewalPlan } from "../../entitlement";
import {
  findMandatePda,
  getPayNowInstruction,
  getRenewInstruction,
  SUBSCRIPTIONS_PROGRAM_ADDRESS,
  type Consent,
  type Subscription,
} from "../../generated/subscriptions";
import { paymentAccounts, shownBadge, subscriptionAddress } from "../addresses";
import { planOf, type Shop, type ShopToken } from "../shop";

type Renewing = { shop: Shop; token: ShopToken; subscription: Subscription };

/** Charges the next period under the user's mandate, for no fee. Anybody can send it. */
export async function renew({ shop, token, subscription }: Renewing): Promise<Instruction[]> {
  const { user } = subscription;
  const seeds = { store: shop.address, user, mint: token.token.mint };
  return [
    getRenewInstruction({
      ...(await renewing(shop, token, subscription, user)),
      mandate: (await findMandatePda(seeds))[0],
      keeper: SUBSCRIPTIONS_PROGRAM_ADDRESS,
    }),
  ];
}

/** The user pays the next period, in any token that the store takes. */
export async function payNow({
  shop,
  token,
  subscription,
  user,
  consent,
}: Renewing & { user: TransactionSigner; consent: Consent }): Promise<Instruction[]> {
  const accounts = await renewing(shop, token, subscription, user.address);
  return [getPayNowInstruction({ user, ...accounts, consent })];
}

async function renewing(shop: Shop, token: ShopToken, subscription: Subscription, user: Address) {
  return {
    store: shop.address,
    plan: planOf(shop, renewalPlan(subscription)).address,
    subscription: await subscriptionAddress(shop, user),
    ...(await paymentAccounts(token, user)),
    ...(await shownBadge(shop, user)),
  };
}
