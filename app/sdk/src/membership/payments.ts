import {
  containsBytes,
  getAddressDecoder,
  getBase64Encoder,
  getStructDecoder,
  getU32Decoder,
  getU64Decoder,
  type Address,
  type ReadonlyUint8Array,
  type Signature,
} from "@solana/kit";
import type { Chain } from "../chain";
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

/** The newest transactions of a subscription that are looked at. */
const NEWEST = 20;

/** What was charged for a user's subscription, the newest first, of its newest transactions. */
export async function readPayments({ rpc }: Chain, shop: Shop, user: Address): Promise<Payment[]> {
  const subscription = await subscriptionAddress(shop, user);
  const signed = await rpc
    .getSignaturesForAddress(subscription, { commitment: "confirmed", limit: NEWEST })
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
      return (transaction?.meta?.logMessages ?? []).flatMap((line) => {
        const event = paymentIn(line, subscription);
        return event === undefined ? [] : [{ ...event, signature, second }];
      });
    }),
  );
  return found.flat();
}

function paymentIn(
  line: string,
  subscription: Address,
): Omit<Payment, "signature" | "second"> | undefined {
  if (!line.startsWith(EVENT)) return undefined;
  const data = BASE64.encode(line.slice(EVENT.length));
  for (const { kind, discriminator, read } of EVENTS) {
    if (!containsBytes(data, discriminator, 0)) continue;
    const event = read(data.slice(discriminator.length));
    if (event.subscription !== subscription) return undefined;
    const { plan, mint, charge, units } = event;
    return { kind, plan, mint, charge, units };
  }
  return undefined;
}

const EVENT = "Program data: ";
const BASE64 = getBase64Encoder();

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
    discriminator: new Uint8Array([135, 59, 105, 76, 190, 236, 138, 228]),
    read: (data: ReadonlyUint8Array) => SUBSCRIBED.decode(data),
  },
  {
    kind: "renewed",
    discriminator: new Uint8Array([139, 252, 217, 35, 73, 42, 7, 87]),
    read: (data: ReadonlyUint8Array) => RENEWED.decode(data),
  },
  {
    kind: "switched",
    discriminator: new Uint8Array([7, 223, 168, 139, 165, 147, 157, 170]),
    read: (data: ReadonlyUint8Array) => SWITCHED.decode(data),
  },
] as const;
