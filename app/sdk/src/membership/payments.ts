import {
  getAddressDecoder,
  getStructDecoder,
  getU32Decoder,
  getU64Decoder,
  type Address,
  type Signature,
} from "@solana/kit";
import type { Chain } from "../chain";
import { emittedBy, readEvent } from "../events";
import { SUBSCRIPTIONS_PROGRAM_ADDRESS } from "../generated/subscriptions";
import { subscriptionAddress } from "./addresses";
import type { Shop } from "./shop";

/** A charge that was made, as the program's event tells it. */
export type Payment = {
  signature: Signature;
  kind: "subscribed" | "renewed" | "switched";
  /** Of the chain's clock; `undefined` if the cluster does not know. */
  second: bigint | undefined;
  /** The plan that was paid for. */
  plan: number;
  mint: Address;
  /** In micro-USD, after the discount. */
  charge: bigint;
  /** The same in base units of the token. */
  units: bigint;
};

/** Some of a subscription's payments, the newest first. */
export type Payments = {
  payments: readonly Payment[];
  /** Where the next older ones begin; `undefined` if there is nothing older. */
  older: Signature | undefined;
};

/** The transactions of a subscription that are looked at at once. */
const AT_ONCE = 20;

/**
 * What was charged for a user's subscription in its newest transactions, or in those before one. Of each it may be
 * nothing: anybody can name a subscription in a transaction.
 */
export async function readPayments(
  { rpc }: Chain,
  shop: Shop,
  user: Address,
  before?: Signature,
): Promise<Payments> {
  const subscription = await subscriptionAddress(shop, user);
  const signed = await rpc
    .getSignaturesForAddress(subscription, {
      commitment: "confirmed",
      limit: AT_ONCE,
      ...(before === undefined ? {} : { before }),
    })
    .send();
  const fine = signed.filter(({ err }) => err === null);
  const found = await Promise.all(
    fine.map(async ({ signature }) => {
      const transaction = await rpc
        .getTransaction(signature, {
          commitment: "confirmed",
          encoding: "base64",
          maxSupportedTransactionVersion: 0,
        })
        .send();
      const second = transaction?.blockTime ?? undefined;
      const charges = chargesIn(transaction?.meta?.logMessages ?? [], subscription);
      return charges.map((charge) => ({ ...charge, signature, second }));
    }),
  );
  const older = signed.length < AT_ONCE ? undefined : signed.at(-1)?.signature;
  return { payments: found.flat(), older };
}

/** What the subscriptions program itself tells in a transaction's logs of charges for a subscription. */
export function chargesIn(
  logs: readonly string[],
  subscription: Address,
): Omit<Payment, "signature" | "second">[] {
  return emittedBy(SUBSCRIPTIONS_PROGRAM_ADDRESS, logs).flatMap((data) =>
    EVENTS.flatMap(({ kind, layout }) => {
      const event = readEvent<Charged>(layout, data);
      if (event?.subscription !== subscription) return [];
      const { plan, mint, charge, units } = event;
      return [{ kind, plan, mint, charge, units }];
    }),
  );
}

type Charged = Pick<Payment, "plan" | "mint" | "charge" | "units"> & { subscription: Address };

const WHOSE = [
  ["store", getAddressDecoder()],
  ["subscription", getAddressDecoder()],
  ["user", getAddressDecoder()],
] as const;
const CHARGED = [
  ["mint", getAddressDecoder()],
  ["charge", getU64Decoder()],
  ["units", getU64Decoder()],
] as const;
const FOUR_NUMBERS = [
  ["first", getU64Decoder()],
  ["second", getU64Decoder()],
  ["third", getU64Decoder()],
  ["fourth", getU64Decoder()],
] as const;

const SUBSCRIBED = getStructDecoder([
  ...WHOSE,
  ...CHARGED,
  ...FOUR_NUMBERS,
  ["plan", getU32Decoder()],
  ["tier", getU32Decoder()],
]);
const RENEWED = getStructDecoder([
  ...WHOSE,
  ["keeper", getAddressDecoder()],
  ...CHARGED,
  ["fee", getU64Decoder()],
  ...FOUR_NUMBERS,
  ["planBefore", getU32Decoder()],
  ["plan", getU32Decoder()],
]);
const SWITCHED = getStructDecoder([
  ...WHOSE,
  ...CHARGED,
  ...FOUR_NUMBERS,
  ["planBefore", getU32Decoder()],
  ["plan", getU32Decoder()],
]);

/** Of each event the first bytes of the SHA-256 of `event:` and its name. */
const EVENTS = [
  {
    kind: "subscribed",
    layout: {
      discriminator: new Uint8Array([135, 59, 105, 76, 190, 236, 138, 228]),
      fields: SUBSCRIBED,
    },
  },
  {
    kind: "renewed",
    layout: {
      discriminator: new Uint8Array([139, 252, 217, 35, 73, 42, 7, 87]),
      fields: RENEWED,
    },
  },
  {
    kind: "switched",
    layout: {
      discriminator: new Uint8Array([7, 223, 168, 139, 165, 147, 157, 170]),
      fields: SWITCHED,
    },
  },
] as const;
