import {
  getAddressDecoder,
  getStructDecoder,
  getU32Decoder,
  getU64Decoder,
  type Address,
} from "@solana/kit";
import { emittedBy, readEvent } from "../events";
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
  return emittedBy(REVENUE_PROGRAM_ADDRESS, logs).flatMap((data): RevenueEvent[] => {
    const claimed = readEvent(CLAIMED, data);
    if (claimed !== undefined) return [{ kind: "claimed", ...claimed }];
    const distributed = readEvent(DISTRIBUTED, data);
    return distributed === undefined ? [] : [{ kind: "distributed", ...distributed }];
  });
}

const CLAIMED = {
  discriminator: new Uint8Array([217, 192, 123, 72, 108, 150, 248, 33]),
  fields: getStructDecoder([
    ["splitter", getAddressDecoder()],
    ["pool", getAddressDecoder()],
    ["mint", getAddressDecoder()],
    ["lock", getAddressDecoder()],
    ["owner", getAddressDecoder()],
    ["destination", getAddressDecoder()],
    ["amount", getU64Decoder()],
    ["fromWeek", getU32Decoder()],
    ["toWeek", getU32Decoder()],
  ]),
};

const DISTRIBUTED = {
  discriminator: new Uint8Array([10, 212, 24, 78, 35, 202, 182, 134]),
  fields: getStructDecoder([
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
  ]),
};
