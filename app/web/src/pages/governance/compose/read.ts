/** What an action's form says. Everything that is wrong with it is thrown, in words. */

import { AccountRole, isAddress, type AccountMeta, type Address } from "@solana/kit";
import { governance } from "@tenure/sdk";
import { readUnits } from "../../../ui/number";
import type { Form } from "./kinds";

/** Nothing is wrong with a form: something is not written yet. */
export class Unwritten extends Error {}

/** What the form describes. */
export function readTemplate({ kind, values }: Form, dao: governance.Dao): governance.Template {
  const stake = governance.stakeTokenOf(dao);
  switch (kind) {
    case "transferToken": {
      const token = dao.tokens.find(({ mint }) => mint === values.token) ?? missing("the token");
      const units = some(values.amount, token.decimals);
      return { kind, token, to: wallet(values.to), amount: units };
    }
    case "transferSol":
      return { kind, to: wallet(values.to), lamports: some(values.amount, 9) };
    case "announceTerms":
      return defined(kind, {
        stakerBps: bps(values.stakerBps),
        burnBps: bps(values.burnBps),
        minPower: units(values.minPower, stake.decimals),
      });
    case "updateLocker":
      return defined(kind, {
        minWeeks: whole(values.minWeeks),
        maxWeeks: whole(values.maxWeeks),
        penaltyBps: bps(values.penaltyBps),
      });
    case "updateGovernor":
      return defined(kind, {
        proposalThreshold: units(values.proposalThreshold, stake.decimals),
        quorumBps: bps(values.quorumBps),
        votingDelay: days(values.votingDelay),
        votingPeriod: days(values.votingPeriod),
        timelock: days(values.timelock),
        grace: days(values.grace),
      });
    case "setCouncil":
      return { kind, council: orNobody(values.council) };
    case "setOutflowLimit": {
      const mint = (values.token ?? missing("the token")) as Address;
      const decimals = dao.tokens.find((token) => token.mint === mint)?.decimals ?? 9;
      const limit = written(values.limit, "the limit");
      return { kind, mint, limit: limit === "none" ? undefined : units(limit, decimals) };
    }
    case "createPool":
    case "setPoolTreasury": {
      const token = dao.tokens.find(({ mint }) => mint === values.token) ?? missing("the token");
      return { kind, token, to: wallet(values.to) };
    }
    case "proposeAuthority":
      return { kind, of: ruled(values.of), proposed: wallet(values.proposed) };
    case "acceptAuthority":
    case "resume":
      return { kind, of: ruled(values.of) };
    case "setPauser":
      return { kind, of: ruled(values.of), pauser: orNobody(values.pauser) };
    case "raw":
      return {
        kind,
        program: addressOf(written(values.program, "the program")),
        accounts: (values.accounts ?? "")
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== "")
          .map(account),
        data: bytes(values.data ?? ""),
      };
  }
}

function ruled(value: string | undefined): governance.Ruled {
  return RULED.find((each) => each === value) ?? missing("of what");
}

const RULED: readonly governance.Ruled[] = ["locker", "revenue", "store"];

function orNobody(text: string | undefined): Address {
  const clean = written(text, "who");
  return clean === "nobody" ? governance.NOBODY : addressOf(clean);
}

function wallet(text: string | undefined): Address {
  return addressOf(written(text, "the address"));
}

function addressOf(text: string): Address {
  if (!isAddress(text)) throw new Error(`“${text}” is no address.`);
  return text;
}

/** An amount that is more than nothing. */
function some(text: string | undefined, decimals: number): bigint {
  const found = units(written(text, "the amount"), decimals);
  if (found === undefined || found === 0n) throw new Error("The amount is zero.");
  return found;
}

function units(text: string | undefined, decimals: number): bigint | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const found = readUnits(text, decimals);
  if (found >= 2n ** 64n) throw new Error(`“${text}” is more than an account can hold.`);
  return found;
}

/** Percent with two decimals at most, in basis points. */
function bps(text: string | undefined): number | undefined {
  const found = units(text, 2);
  if (found !== undefined && found > 10_000n) throw new Error(`“${text}” is more than 100 %.`);
  return found === undefined ? undefined : Number(found);
}

function whole(text: string | undefined): number | undefined {
  const found = units(text, 0);
  if (found !== undefined && found > 0xffffn) throw new Error(`“${text}” is too many.`);
  return found === undefined ? undefined : Number(found);
}

/** Days with four decimals at most, in seconds: rounded down. */
function days(text: string | undefined): number | undefined {
  const found = units(text, 4);
  if (found !== undefined && found > 10_000_000n) throw new Error(`“${text}” is too long.`);
  return found === undefined ? undefined : Number((found * 86_400n) / 10_000n);
}

function account(line: string): AccountMeta {
  const [address = "", ...rights] = line.split(/\s+/);
  const strange = rights.find((right) => right !== "signer" && right !== "writable");
  if (strange !== undefined) throw new Error(`“${strange}” is no right of an account.`);
  const [signs, writable] = [rights.includes("signer"), rights.includes("writable")];
  const role = signs
    ? writable
      ? AccountRole.WRITABLE_SIGNER
      : AccountRole.READONLY_SIGNER
    : writable
      ? AccountRole.WRITABLE
      : AccountRole.READONLY;
  return { address: addressOf(address), role };
}

function bytes(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new Error("The data is not hexadecimal.");
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Without what is not written; nothing at all is missing. */
function defined<const Name extends string, Fields extends object>(
  kind: Name,
  fields: Fields,
): { kind: Name } & { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const written = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (written.length === 0) return missing("what changes");
  return { kind, ...Object.fromEntries(written) } as { kind: Name } & {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}

function written(text: string | undefined, what: string): string {
  const clean = text?.trim() ?? "";
  return clean === "" ? missing(what) : clean;
}

function missing(what: string): never {
  throw new Unwritten(`Still to be written: ${what}.`);
}
