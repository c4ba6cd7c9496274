import type { Instruction, TransactionSigner } from "@solana/kit";
import { getApproveCheckedInstruction, getRevokeInstruction } from "@solana-program/token";
import { tokenAccount } from "../../chain";
import {
  findMandatePda,
  getGrantMandateInstructionAsync,
  getRevokeMandateInstruction,
} from "../../generated/subscriptions";
import { subscriptionAddress } from "../addresses";
import type { MandateTerms } from "../mandate";
import type { Member } from "../member";
import { shopTokenOf, type Shop, type ShopToken } from "../shop";

type Granting = {
  shop: Shop;
  token: ShopToken;
  user: TransactionSigner;
  terms: MandateTerms;
  /** Of the subscription as it was seen; 0 for one that begins in the same transaction. */
  incarnation: bigint;
};

/**
 * Makes the mandate the delegate of the user's associated token account, in place of any other, and grants it:
 * both together, so that there is no delegate without its limits.
 */
export async function grantMandate({
  shop,
  token: { token, address, state },
  user,
  terms,
  incarnation,
}: Granting): Promise<Instruction[]> {
  const { mint } = token;
  const [mandate] = await findMandatePda({ store: shop.address, user: user.address, mint });
  const source = await tokenAccount(user.address, token);
  const { total } = terms;
  return [
    getApproveCheckedInstruction(
      { source, mint, delegate: mandate, owner: user, amount: total, decimals: state.decimals },
      { programAddress: token.program },
    ),
    await getGrantMandateInstructionAsync({
      payer: user,
      user,
      store: shop.address,
      subscription: await subscriptionAddress(shop, user.address),
      payToken: address,
      mint,
      source,
      ...terms,
      incarnation,
    }),
  ];
}

type Revoking = {
  shop: Shop;
  user: TransactionSigner;
  member: Pick<Member, "mandate" | "purses">;
};

/** Takes the mandate back that there is, and its delegation where that is still the mandate's. */
export async function revokeMandate({
  shop,
  user,
  member: { mandate, purses },
}: Revoking): Promise<Instruction[]> {
  const token = mandate && shopTokenOf(shop, mandate.mint)?.token;
  if (mandate === undefined || token === undefined) throw new Error("There is no mandate");
  const { mint, program } = token;
  const [address] = await findMandatePda({ store: shop.address, user: user.address, mint });
  const revoke = getRevokeMandateInstruction({
    user,
    mandate: address,
    subscription: await subscriptionAddress(shop, user.address),
    rentPayer: mandate.rentPayer,
  });
  if (purses.get(mint)?.delegate !== address) return [revoke];
  const source = { source: mandate.source, owner: user };
  return [revoke, getRevokeInstruction(source, { programAddress: program })];
}
