import type { Instruction, TransactionSigner } from "@solana/kit";
import {
  getOpenSubscriptionInstructionAsync,
  getSubscribeInstruction,
  type Consent,
} from "../../generated/subscriptions";
import { issuedBadge, paymentAccounts, subscriptionAddress } from "../addresses";
import type { MandateTerms } from "../mandate";
import type { Member } from "../member";
import type { Shop, ShopPlan, ShopToken } from "../shop";
import { grantMandate } from "./mandate";

type Subscribing = {
  shop: Shop;
  member: Pick<Member, "opened">;
  plan: ShopPlan;
  token: ShopToken;
  user: TransactionSigner;
  consent: Consent;
  /** Allows renewals to be charged. */
  mandate?: MandateTerms | undefined;
};

/**
 * Pays the first period and issues the badge; opens the account before where it is missing, and allows renewals
 * after. All of it belongs in one transaction: the mandate is for the subscription that begins in the same second.
 */
export async function subscribe({
  shop,
  member,
  plan,
  token,
  user,
  consent,
  mandate,
}: Subscribing): Promise<Instruction[]> {
  const subscription = await subscriptionAddress(shop, user.address);
  const instructions: Instruction[] = [];
  if (!member.opened) {
    instructions.push(
      await getOpenSubscriptionInstructionAsync({
        payer: user,
        store: shop.address,
        user: user.address,
      }),
    );
  }
  instructions.push(
    getSubscribeInstruction({
      payer: user,
      user,
      store: shop.address,
      plan: plan.address,
      subscription,
      ...(await paymentAccounts(token, user.address)),
      ...(await issuedBadge(shop, user.address)),
      consent,
    }),
  );
  if (mandate !== undefined) {
    instructions.push(
      ...(await grantMandate({ shop, token, user, terms: mandate, incarnation: 0n })),
    );
  }
  return instructions;
}
