import {
  fetchEncodedAccounts,
  getU32Decoder,
  getU32Encoder,
  type Address,
  type EncodedAccount,
  type MaybeEncodedAccount,
} from "@solana/kit";
import { accountOf } from "../account";
import { tokensFor, STABLE, type Price } from "../billing";
import type { Chain } from "../chain";
import type { Deployment, Token } from "../deployment";
import {
  decodeCollection,
  MEMBERSHIP_PROGRAM_ADDRESS,
  type Collection,
} from "../generated/membership";
import {
  decodePayToken,
  decodePlan,
  decodeStore,
  findPayTokenPda,
  findPlanPda,
  SUBSCRIPTIONS_ERROR__OVERFLOW,
  SUBSCRIPTIONS_PROGRAM_ADDRESS,
  type PayToken,
  type Plan,
  type Store,
} from "../generated/subscriptions";
import { priceAt, readPriceUpdate, type PriceUpdate } from "./oracle";
import { refused, type Answer } from "./refusal";
import { textOf } from "./text";

/** How often a plan is paid. */
export type Interval = "month" | "year";

/** What can be subscribed to. */
export type ShopPlan = {
  id: number;
  address: Address;
  name: string;
  /** Of the badges, from 1 on. */
  tier: number;
  interval: Interval;
  /** Of a period, in micro-USD. */
  price: bigint;
  /** Off for who pays in the store's own token. */
  discountBps: number;
  /** In a period. */
  calls: bigint;
  /** At a time. */
  sockets: number;
  /** Whether it takes new subscribers. */
  sold: boolean;
};

/** A token that the store takes, or took. */
export type ShopToken = {
  token: Token;
  address: Address;
  state: PayToken;
  /** Whether plans give their discount for it. */
  own: boolean;
  /** Whether it is taken now. */
  enabled: boolean;
  /** Where its price is read; of a stable token it is not. */
  priceAccount: Address;
  /** What stands there. */
  update: PriceUpdate | undefined;
};

/** A store with what it sells, as it was read. */
export type Shop = {
  address: Address;
  state: Store;
  collection: Collection & { address: Address; title: string };
  /** Names of the tiers, from tier 1 on: as many as there are. */
  tiers: readonly string[];
  /** By their numbers. */
  plans: readonly ShopPlan[];
  /** The store's own first. */
  tokens: readonly ShopToken[];
};

/** Reads a deployment's store. Of its pay tokens it knows those that the deployment names. */
export async function readShop({ rpc }: Chain, deployment: Deployment): Promise<Shop> {
  const { store, collection, tokens, priceFeeds } = deployment;
  const payTokens = await Promise.all(
    tokens.map(async ({ mint }) => (await findPayTokenPda({ store, mint }))[0]),
  );
  const feeds = priceFeeds.map(({ account }) => account);
  const asked = [store, collection, ...payTokens, ...feeds];
  const found = await fetchEncodedAccounts(rpc, asked, CONFIRMED);
  const state = existing(found[0], "store", SUBSCRIPTIONS_PROGRAM_ADDRESS, decodeStore);
  const badges = existing(found[1], "collection", MEMBERSHIP_PROGRAM_ADDRESS, decodeCollection);
  const updates = new Map(
    priceFeeds.map(({ mint }, index) => [mint, found[2 + tokens.length + index]]),
  );
  const taken = tokens.flatMap((token, index) => {
    const account = accountOf(SUBSCRIPTIONS_PROGRAM_ADDRESS, found[2 + index]);
    if (account === undefined) return [];
    const priceAccount = priceFeeds.find(({ mint }) => mint === token.mint)?.account;
    return [shopToken(token, account.address, decodePayToken(account).data, priceAccount, updates)];
  });
  return {
    address: store,
    state,
    collection: { ...badges, address: collection, title: textOf(badges.name) },
    tiers: badges.tiers.map(textOf).filter((name) => name !== ""),
    plans: await readPlans(rpc, store, state.nextPlan),
    tokens: taken.sort((one, other) => Number(other.own) - Number(one.own)),
  };
}

/** The name of a tier, counted from 1. */
export function tierName({ tiers }: Pick<Shop, "tiers">, tier: number): string {
  return tiers[tier - 1] ?? `Tier ${tier}`;
}

/** A store's plan by its number; `undefined` for one that it did not have when it was read. */
export function findPlan({ plans }: Pick<Shop, "plans">, id: number): ShopPlan | undefined {
  return plans[id];
}

/** The same. Throws on one that it does not have. */
export function planOf(shop: Pick<Shop, "plans">, id: number): ShopPlan {
  const plan = findPlan(shop, id);
  if (plan === undefined) throw new Error(`the store has no plan ${id}`);
  return plan;
}

/** How a store takes the token of a mint; `undefined` if it does not. */
export function shopTokenOf(
  { tokens }: Pick<Shop, "tokens">,
  mint: Address,
): ShopToken | undefined {
  return tokens.find(({ token }) => token.mint === mint);
}

/** What a token is worth at a second, or why the program would take none for it. */
export function rateAt({ state, update }: ShopToken, second: bigint): Answer<Price> {
  return state.kind === ORACLE ? priceAt(state, update, second) : { value: STABLE };
}

/** The base units that an amount in micro-USD is at a second, rounded up; for nothing no price is asked. */
export function unitsAt(token: ShopToken, amount: bigint, second: bigint): Answer<bigint> {
  if (amount === 0n) return { value: 0n };
  const rate = rateAt(token, second);
  if (rate.refusal !== undefined) return rate;
  const units = tokensFor(amount, token.state.decimals, rate.value);
  return units === undefined ? refused(SUBSCRIPTIONS_ERROR__OVERFLOW) : { value: units };
}

/** Whether a token's price moves. */
export function isOraclePriced({ state }: ShopToken): boolean {
  return state.kind === ORACLE;
}

/** The most accounts that a cluster gives at once. */
const AT_ONCE = 100;
const CONFIRMED = { commitment: "confirmed" } as const;
const ORACLE = 1;

async function readPlans(rpc: Chain["rpc"], store: Address, count: number): Promise<ShopPlan[]> {
  const ids = Array.from({ length: count }, (_, id) => getU32Encoder().encode(id));
  const addresses = await Promise.all(ids.map(async (id) => (await findPlanPda({ store, id }))[0]));
  const plans: ShopPlan[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const some = await fetchEncodedAccounts(rpc, addresses.slice(at, at + AT_ONCE), CONFIRMED);
    plans.push(
      ...some.map((account) =>
        shopPlan(
          account.address,
          existing(account, "plan", SUBSCRIPTIONS_PROGRAM_ADDRESS, decodePlan),
        ),
      ),
    );
  }
  return plans;
}

function shopPlan(address: Address, plan: Plan): ShopPlan {
  const { tier, price, discountBps, calls, sockets } = plan;
  return {
    id: getU32Decoder().decode(plan.id),
    address,
    name: textOf(plan.name),
    tier,
    interval: plan.interval === 0 ? "month" : "year",
    price,
    discountBps,
    calls,
    sockets,
    sold: plan.sunset === 0,
  };
}

function shopToken(
  token: Token,
  address: Address,
  state: PayToken,
  priceAccount: Address | undefined,
  updates: ReadonlyMap<Address, MaybeEncodedAccount | undefined>,
): ShopToken {
  return {
    token,
    address,
    state,
    own: state.own === 1,
    enabled: state.enabled === 1,
    priceAccount: priceAccount ?? SUBSCRIPTIONS_PROGRAM_ADDRESS,
    update: readPriceUpdate(updates.get(token.mint)),
  };
}

function existing<T extends object>(
  found: MaybeEncodedAccount | undefined,
  what: string,
  program: Address,
  decode: (account: EncodedAccount) => { data: T },
): T {
  const account = accountOf(program, found);
  if (account === undefined) {
    throw new Error(`the ${what} is missing: ${found?.address ?? "unknown"}`);
  }
  return decode(account).data;
}
