import {
  fixDecoderSize,
  getAddressDecoder,
  getBase64Encoder,
  getBytesDecoder,
  getStructDecoder,
  getU32Decoder,
  getU64Decoder,
  type Address,
} from "@solana/kit";
import { REVENUE_PROGRAM_ADDRESS } from "../generated/revenue";

/** A lock's owner was paid. */
export type Claimed = {
  readonly kind: "claimed";
  readonly pool: Address;
  readonly mint: Address;
  readonly lock: Address;
  readonly owner: Address;
  /** In base units. */
  readonly amount: bigint;
  /** The weeks claimed: from the first, up to but without the second. */
  readonly fromWeek: number;
  readonly toWeek: number;
};

/** What had come in of a token was divided, in base units. */
export type Distributed = {
  readonly kind: "distributed";
  readonly pool: Address;
  readonly mint: Address;
  /** What had come in, and its three parts. */
  readonly amount: bigint;
  readonly stakers: bigint;
  readonly burned: bigint;
  readonly treasury: bigint;
  readonly week: number;
};

export type RevenueEvent = Claimed | Distributed;

/** What the revenue program emitted in a transaction, in order. What others emit under its name is left out. */
export function eventsIn(logs: readonly string[]): RevenueEvent[] {
  return dataOf(REVENUE_PROGRAM_ADDRESS, logs).flatMap((data): RevenueEvent[] => {
    if (isOf(CLAIMED, data)) return [{ kind: "claimed", ...CLAIMED_DECODER.decode(data) }];
    if (isOf(DISTRIBUTED, data)) {
      return [{ kind: "distributed", ...DISTRIBUTED_DECODER.decode(data) }];
    }
    return [];
  });
}

/** Follows which program runs: only what a program logs while it runs itself is its own. */
function dataOf(program: Address, logs: readonly string[]): Uint8Array[] {
  const running: string[] = [];
  const found: Uint8Array[] = [];
  for (const line of logs) {
    const data = /^Program data: (\S+)$/.exec(line)?.[1];
    if (data !== undefined) {
      if (running.at(-1) === program) found.push(new Uint8Array(BASE64.encode(data)));
      continue;
    }
    const [, callee, step] = /^Program (\w+) (invoke|success|failed)/.exec(line) ?? [];
    if (callee === undefined) continue;
    if (step === "invoke") running.push(callee);
    else running.pop();
  }
  return found;
}

type Layout = { readonly discriminator: readonly number[]; readonly size: number };

function isOf({ discriminator, size }: Layout, data: Uint8Array): boolean {
  return data.length === size && discriminator.every((byte, index) => data[index] === byte);
}

/** As `idl/revenue.json` has them: the generated code knows no events. */
const CLAIMED: Layout = { discriminator: [217, 192, 123, 72, 108, 150, 248, 33], size: 216 };
const DISTRIBUTED: Layout = { discriminator: [10, 212, 24, 78, 35, 202, 182, 134], size: 176 };

const CLAIMED_DECODER = getStructDecoder([
  ["discriminator", fixDecoderSize(getBytesDecoder(), 8)],
  ["splitter", getAddressDecoder()],
  ["pool", getAddressDecoder()],
  ["mint", getAddressDecoder()],
  ["lock", getAddressDecoder()],
  ["owner", getAddressDecoder()],
  ["destination", getAddressDecoder()],
  ["amount", getU64Decoder()],
  ["fromWeek", getU32Decoder()],
  ["toWeek", getU32Decoder()],
]);

const DISTRIBUTED_DECODER = getStructDecoder([
  ["discriminator", fixDecoderSize(getBytesDecoder(), 8)],
  ["splitter", getAddressDecoder()],
  ["pool", getAddressDecoder()],
  ["mint", getAddressDecoder()],
  ["amount", getU64Decoder()],
  ["stakers", getU64Decoder()],
  ["burned", getU64Decoder()],
  ["treasury", getU64Decoder()],
  ["treasuryPaid", getU64Decoder()],
  ["treasuryDue", getU64Decoder()],
  ["recycled", getU64Decoder()],
  ["recycling", getU64Decoder()],
  ["week", getU32Decoder()],
  ["powered", getU32Decoder()],
]);

const BASE64 = getBase64Encoder();
