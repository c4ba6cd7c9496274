import {
  address,
  containsBytes,
  fixDecoderSize,
  getBytesDecoder,
  getI32Decoder,
  getI64Decoder,
  getStructDecoder,
  getU64Decoder,
  getU8Decoder,
  type MaybeEncodedAccount,
  type ReadonlyUint8Array,
} from "@solana/kit";
import { accountOf } from "../account";
import type { Price } from "../billing";
import {
  SUBSCRIPTIONS_ERROR__DECIMALS_OUT_OF_RANGE,
  SUBSCRIPTIONS_ERROR__EXPONENT_OUT_OF_RANGE,
  SUBSCRIPTIONS_ERROR__PRICE_NOT_POSITIVE,
  SUBSCRIPTIONS_ERROR__PRICE_NOT_VERIFIED,
  SUBSCRIPTIONS_ERROR__PRICE_OFF_AVERAGE,
  SUBSCRIPTIONS_ERROR__STALE_PRICE,
  SUBSCRIPTIONS_ERROR__WIDE_CONFIDENCE,
  SUBSCRIPTIONS_ERROR__WRONG_FEED,
  SUBSCRIPTIONS_ERROR__WRONG_ORACLE,
  type PayToken,
} from "../generated/subscriptions";
import { refused, type Answer } from "./refusal";

/** Pyth's program that writes the accounts in which prices are. */
export const PYTH_RECEIVER = address("rec5EKMGg6MxZYaMdyBfgwp4d5rB9T1VQH5pJv5LtFJ");

/** What a price account says, good or bad. */
export type PriceUpdate = {
  /** 1 if all guardians' signatures were checked. If not, nothing else here means anything. */
  level: number;
  /** Pyth's id of the feed. */
  feed: ReadonlyUint8Array;
  price: bigint;
  confidence: bigint;
  exponent: number;
  /** In seconds since the Unix epoch. */
  published: bigint;
  previouslyPublished: bigint;
  /** The moving average, with the price's exponent. */
  average: bigint;
};

/** Reads a `PriceUpdateV2`; `undefined` for an account that is none. */
export function readPriceUpdate(found: MaybeEncodedAccount | undefined): PriceUpdate | undefined {
  const account = accountOf(PYTH_RECEIVER, found);
  if (account === undefined) return undefined;
  if (account.data.length < LEN || !containsBytes(account.data, DISCRIMINATOR, 0)) return undefined;
  return UPDATE.decode(account.data, LEVEL_AT);
}

/** The price of an oracle-priced token at a second, or why the program takes none: its checks, in its order. */
export function priceAt(
  token: PayToken,
  update: PriceUpdate | undefined,
  second: bigint,
): Answer<Price> {
  if (update === undefined) return refused(SUBSCRIPTIONS_ERROR__WRONG_ORACLE);
  const { price, confidence, exponent, published, average } = update;
  if (update.level !== FULLY_VERIFIED) return refused(SUBSCRIPTIONS_ERROR__PRICE_NOT_VERIFIED);
  if (!containsBytes(update.feed, token.feed, 0)) return refused(SUBSCRIPTIONS_ERROR__WRONG_FEED);
  // One from the future is as far from now as one of the past may be: clocks differ.
  if (published < 0n || distance(second, published) > BigInt(token.maxAge)) {
    return refused(SUBSCRIPTIONS_ERROR__STALE_PRICE);
  }
  if (price <= 0n) return refused(SUBSCRIPTIONS_ERROR__PRICE_NOT_POSITIVE);
  if (average <= 0n || distance(price, average) * BPS > average * BigInt(token.maxDeviationBps)) {
    return refused(SUBSCRIPTIONS_ERROR__PRICE_OFF_AVERAGE);
  }
  if (token.decimals > MAX_DECIMALS) return refused(SUBSCRIPTIONS_ERROR__DECIMALS_OUT_OF_RANGE);
  if (exponent < LEAST_EXPONENT || exponent > 0) {
    return refused(SUBSCRIPTIONS_ERROR__EXPONENT_OUT_OF_RANGE);
  }
  if (confidence * BPS > price * BigInt(token.maxConfidenceBps)) {
    return refused(SUBSCRIPTIONS_ERROR__WIDE_CONFIDENCE);
  }
  return { value: { price, confidence, exponent } };
}

function distance(one: bigint, other: bigint): bigint {
  return one > other ? one - other : other - one;
}

const BPS = 10_000n;
const FULLY_VERIFIED = 1;
const MAX_DECIMALS = 12;
const LEAST_EXPONENT = -12;

/** Of `PriceUpdateV2`: the first bytes of the SHA-256 of `account:PriceUpdateV2`. */
const DISCRIMINATOR = new Uint8Array([34, 241, 35, 99, 157, 126, 244, 205]);
/** With the average's confidence and the slot, which nothing here asks for. */
const LEN = 133;

/** Behind the discriminator and the write authority. */
const LEVEL_AT = 40;
const UPDATE = getStructDecoder([
  ["level", getU8Decoder()],
  ["feed", fixDecoderSize(getBytesDecoder(), 32)],
  ["price", getI64Decoder()],
  ["confidence", getU64Decoder()],
  ["exponent", getI32Decoder()],
  ["published", getI64Decoder()],
  ["previouslyPublished", getI64Decoder()],
  ["average", getI64Decoder()],
]);
