import {
  addDecoderSizePrefix,
  getAddressDecoder,
  getStructDecoder,
  getU16Decoder,
  getU32Decoder,
  getU64Decoder,
  getUtf8Decoder,
  type Address,
  type MaybeEncodedAccount,
} from "@solana/kit";
import { accountOf, tokenAccountOf } from "../account";
import { paidThrough } from "../entitlement";
import { TOKEN_2022_PROGRAM_ADDRESS } from "../explain";
import type { Badge } from "../generated/membership";
import type { Subscription } from "../generated/subscriptions";
import type { Shop } from "./shop";
import { tierName } from "./shop";
import { textOf } from "./text";

/** What a badge's token says of it to wallets. */
export type BadgeToken = {
  mint: Address;
  name: string;
  symbol: string;
  uri: string;
  /** The group that it is a member of, and the how manieth. */
  group: Address | undefined;
  number: bigint | undefined;
  /** Whether the holder's account has it: a holder may burn it, or close the account. */
  held: boolean;
};

/** Reads a badge's mint, and the holder's account of it; `undefined` if there is no such mint. */
export function readBadgeToken(
  foundMint: MaybeEncodedAccount | undefined,
  foundAccount: MaybeEncodedAccount | undefined,
  holder: Address,
): BadgeToken | undefined {
  const mint = accountOf(TOKEN_2022_PROGRAM_ADDRESS, foundMint);
  if (mint === undefined) return undefined;
  const extensions = extensionsOf(mint.data as Uint8Array);
  const said = extensions.get(TOKEN_METADATA);
  if (said === undefined) return undefined;
  const member = extensions.get(TOKEN_GROUP_MEMBER);
  const { group, number } = member === undefined ? {} : MEMBER.decode(member);
  const { name, symbol, uri } = METADATA.decode(said);
  const account = tokenAccountOf(TOKEN_2022_PROGRAM_ADDRESS, foundAccount);
  return {
    mint: mint.address,
    name,
    symbol,
    uri,
    group,
    number,
    held: account?.owner === holder && account.amount === 1n,
  };
}

/** What a badge's token has to say: its name for people, its link for machines. */
export function badgeLabel(
  { collection, tiers }: Shop,
  badge: Badge,
): { name: string; uri: string } {
  const uri = textOf(collection.uri);
  const fields = `tier=${badge.tier}&issued=${timestamp(badge.issuedAt)}&expires=${timestamp(badge.expiresAt)}`;
  return {
    name: `${collection.title} ${tierName({ tiers }, badge.tier)}`,
    uri: `${uri}${uri.includes("?") ? "&" : "?"}${fields}`,
  };
}

/** What keeps a badge and its token from showing what is paid, in words; nothing if they do. */
export function badgeFaults(
  shop: Shop,
  subscription: Subscription,
  badge: Badge | undefined,
  token: BadgeToken | undefined,
): string[] {
  if (badge === undefined || badge.status !== LIVE) return ["There is no live badge."];
  const faults: string[] = [];
  if (badge.tier !== subscription.tier) faults.push("The badge is of another tier.");
  if (badge.expiresAt !== paidThrough(subscription)) {
    faults.push("The badge has another expiry than the paid time.");
  }
  if (badge.granted !== subscription.granted) {
    faults.push("The badge does not tell how it was paid.");
  }
  if (token === undefined) return [...faults, "The badge's token is gone."];
  if (!token.held) faults.push("The badge's token was burned, or its account closed.");
  const { name, uri } = badgeLabel(shop, badge);
  if (token.name !== name) faults.push("The token's name is of another tier.");
  if (token.uri !== uri) faults.push("The token shows older dates.");
  return faults;
}

/** How a badge stands at a second. */
export function badgeStanding(badge: Badge, second: bigint): "live" | "expired" | "revoked" {
  if (badge.status !== LIVE) return "revoked";
  return second < badge.expiresAt ? "live" : "expired";
}

function timestamp(second: bigint): string {
  return new Date(Number(second) * 1_000).toISOString().replace(".000Z", "Z");
}

/** The extensions in the bytes of a mint, by their types: behind the length of a token account and one byte. */
function extensionsOf(data: Uint8Array): Map<number, Uint8Array> {
  const extensions = new Map<number, Uint8Array>();
  for (let at = 166; at + 4 <= data.length;) {
    const kind = U16.decode(data, at);
    const length = U16.decode(data, at + 2);
    if (kind === 0) break;
    extensions.set(kind, data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return extensions;
}

const LIVE = 1;
const TOKEN_METADATA = 19;
const TOKEN_GROUP_MEMBER = 23;
const U16 = getU16Decoder();
const TEXT = addDecoderSizePrefix(getUtf8Decoder(), getU32Decoder());
const METADATA = getStructDecoder([
  ["updateAuthority", getAddressDecoder()],
  ["mint", getAddressDecoder()],
  ["name", TEXT],
  ["symbol", TEXT],
  ["uri", TEXT],
]);
const MEMBER = getStructDecoder([
  ["mint", getAddressDecoder()],
  ["group", getAddressDecoder()],
  ["number", getU64Decoder()],
]);
