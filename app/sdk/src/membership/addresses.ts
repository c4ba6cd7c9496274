import type { Address } from "@solana/kit";
import { tokenAccount } from "../chain";
import { TOKEN_2022_PROGRAM_ADDRESS } from "../explain";
import {
  findBadgePda,
  findGroupPda,
  findMintPda,
  findTokenPda,
  MEMBERSHIP_PROGRAM_ADDRESS,
} from "../generated/membership";
import { findSubscriptionPda } from "../generated/subscriptions";
import type { Shop, ShopToken } from "./shop";

/** The badge that somebody has of a store, or would have, its token's mint and the holder's account of it. */
export async function badgeAddresses(
  { collection }: Shop,
  holder: Address,
): Promise<{ badge: Address; mint: Address; token: Address }> {
  const [badge] = await findBadgePda({ collection: collection.address, holder });
  const [[mint], [token]] = await Promise.all([findMintPda({ badge }), findTokenPda({ badge })]);
  return { badge, mint, token };
}

export async function subscriptionAddress({ address }: Shop, user: Address): Promise<Address> {
  return (await findSubscriptionPda({ store: address, user }))[0];
}

/** The accounts of a charge of a user's associated token account. */
export async function paymentAccounts(
  { token, address, state, priceAccount }: ShopToken,
  user: Address,
) {
  return {
    payToken: address,
    source: await tokenAccount(user, token),
    payout: state.payout,
    mint: token.mint,
    tokenProgram: state.tokenProgram,
    price: priceAccount,
  };
}

/** The accounts by which a change is shown cheaply: in the badge itself. */
export async function shownBadge(shop: Shop, user: Address) {
  return {
    collection: shop.collection.address,
    badge: (await badgeAddresses(shop, user)).badge,
    badgeTokenProgram: TOKEN_2022_PROGRAM_ADDRESS,
    membershipProgram: MEMBERSHIP_PROGRAM_ADDRESS,
  };
}

/** The accounts by which a badge is issued, or changed along with its token. */
export async function issuedBadge(shop: Shop, user: Address) {
  const collection = shop.collection.address;
  const { badge, mint, token } = await badgeAddresses(shop, user);
  return {
    holder: user,
    collection,
    group: (await findGroupPda({ collection }))[0],
    badge,
    badgeMint: mint,
    badgeToken: token,
    badgeTokenProgram: TOKEN_2022_PROGRAM_ADDRESS,
    membershipProgram: MEMBERSHIP_PROGRAM_ADDRESS,
  };
}
