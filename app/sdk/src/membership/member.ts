import { fetchEncodedAccounts, type Address, type MaybeEncodedAccount } from "@solana/kit";
import { AccountState } from "@solana-program/token";
import { accountOf, tokenAccountOf } from "../account";
import { tokenAccount, type Chain } from "../chain";
import { decodeBadge, MEMBERSHIP_PROGRAM_ADDRESS, type Badge } from "../generated/membership";
import {
  decodeCredit,
  decodeMandate,
  decodeSubscription,
  findCreditPda,
  findMandatePda,
  findSubscriptionPda,
  SUBSCRIPTIONS_PROGRAM_ADDRESS,
  type Credit,
  type Mandate,
  type Subscription,
} from "../generated/subscriptions";
import { badgeAddresses } from "./addresses";
import { readBadgeToken, type BadgeToken } from "./badge";
import type { Shop, ShopToken } from "./shop";

/** What a user's associated account of a token holds, and who may take from it. */
export type Purse = {
  address: Address;
  exists: boolean;
  /** In base units. */
  amount: bigint;
  frozen: boolean;
  delegate: Address | undefined;
  /** What the delegate may take, in base units. */
  delegated: bigint;
};

/** A deposit for calls. */
export type Prepayment = { token: ShopToken; address: Address; state: Credit };

/** What one user has of a store. */
export type Member = {
  user: Address;
  /** Whether there is an account for a subscription; what was only opened has subscribed to nothing. */
  opened: boolean;
  subscription: Subscription | undefined;
  /** The mandate that renewals are charged under. */
  mandate: Mandate | undefined;
  badge: Badge | undefined;
  badgeToken: BadgeToken | undefined;
  /** By the mint, for each token that the store takes. */
  purses: ReadonlyMap<Address, Purse>;
  prepayments: readonly Prepayment[];
};

/** Reads all of it at once. */
export async function readMember({ rpc }: Chain, shop: Shop, user: Address): Promise<Member> {
  const store = shop.address;
  const [subscriptionAt] = await findSubscriptionPda({ store, user });
  const badgeAt = await badgeAddresses(shop, user);
  const perToken = await Promise.all(
    shop.tokens.map(async ({ token }) => [
      await tokenAccount(user, token),
      (await findMandatePda({ store, user, mint: token.mint }))[0],
      (await findCreditPda({ store, user, mint: token.mint }))[0],
    ]),
  );
  const asked = [subscriptionAt, badgeAt.badge, badgeAt.mint, badgeAt.token, ...perToken.flat()];
  const found = await fetchEncodedAccounts(rpc, asked, { commitment: "confirmed" });
  const [foundSubscription, foundBadge, badgeMint, badgeHolding, ...rest] = found;

  const opened = accountOf(SUBSCRIPTIONS_PROGRAM_ADDRESS, foundSubscription);
  const badge = accountOf(MEMBERSHIP_PROGRAM_ADDRESS, foundBadge);
  const state = opened && decodeSubscription(opened).data;
  const purses = new Map<Address, Purse>();
  const prepayments: Prepayment[] = [];
  let mandate: Mandate | undefined;
  shop.tokens.forEach((token, index) => {
    const [purse, ...own] = rest.slice(3 * index, 3 * index + 3);
    const [granted, credit] = own.map((each) => accountOf(SUBSCRIPTIONS_PROGRAM_ADDRESS, each));
    if (purse !== undefined) purses.set(token.token.mint, readPurse(purse, token));
    if (granted !== undefined && granted.address === state?.mandate)
      mandate = decodeMandate(granted).data;
    if (credit !== undefined) {
      prepayments.push({ token, address: credit.address, state: decodeCredit(credit).data });
    }
  });
  return {
    user,
    opened: state !== undefined,
    subscription: state !== undefined && state.incarnation > 0n ? state : undefined,
    mandate,
    badge: badge && decodeBadge(badge).data,
    badgeToken: readBadgeToken(badgeMint, badgeHolding, user),
    purses,
    prepayments,
  };
}

/** What a deposit has left, in base units. */
export function leftOf({ deposited, settled }: Credit): bigint {
  return deposited - settled;
}

function readPurse(found: MaybeEncodedAccount, { token }: ShopToken): Purse {
  const { address } = found;
  const account = tokenAccountOf(token.program, found);
  if (account === undefined) {
    return {
      address,
      exists: false,
      amount: 0n,
      frozen: false,
      delegate: undefined,
      delegated: 0n,
    };
  }
  const { amount, state, delegate, delegatedAmount } = account;
  return {
    address,
    exists: true,
    amount,
    frozen: state === AccountState.Frozen,
    delegate: delegate.__option === "Some" ? delegate.value : undefined,
    delegated: delegatedAmount,
  };
}
