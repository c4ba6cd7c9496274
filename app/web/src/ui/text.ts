import { amount, type Token } from "@tenure/sdk";

/** An address as people compare it: its ends. */
export function short(address: string): string {
  return `${address.slice(0, 4)}…${address.slice(-4)}`;
}

/** An amount of base units with its token's symbol: "1,234.5 TMAI". */
export function tokens(units: bigint, { decimals, symbol }: Pick<Token, "decimals" | "symbol">) {
  return `${grouped(amount.format(units, decimals))} ${symbol}`;
}

/** What a token's power is counted in: its base units, under its symbol with "ve" before it. */
export function powerToken({ decimals, symbol }: Pick<Token, "decimals" | "symbol">) {
  return { decimals, symbol: `ve${symbol}` };
}

/** An amount with two decimals at the most, rounded down; a smaller one than those show, in full. */
export function rough(units: bigint, token: Pick<Token, "decimals" | "symbol">): string {
  if (token.decimals <= 2) return tokens(units, token);
  const step = 10n ** BigInt(token.decimals - 2);
  return units > 0n && units < step ? tokens(units, token) : tokens(units - (units % step), token);
}

/** Micro-USD, as dollars: never fewer than two decimals. */
export function dollars(micro: bigint): string {
  const [whole, rest = ""] = amount.format(micro, 6).split(".");
  return `$${grouped(whole!)}.${rest.padEnd(2, "0")}`;
}

/** Basis points, as percent. */
export function percent(bps: number | bigint): string {
  return `${amount.format(BigInt(bps), 2)}%`;
}

/** A part of a whole as percent, rounded down to two decimals. */
export function share(part: bigint, whole: bigint): string {
  if (whole === 0n || part === 0n) return "0%";
  const bps = (part * 10_000n) / whole;
  return bps === 0n ? "below 0.01%" : percent(bps);
}

function grouped(number: string): string {
  const [whole, rest] = number.split(".");
  const groups = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/** A second of the chain's clock, in UTC. */
export function date(second: bigint): string {
  return bounded(second) ?? DATE.format(new Date(Number(second) * 1_000));
}

export function dateAndTime(second: bigint): string {
  return bounded(second) ?? `${DATE_AND_TIME.format(new Date(Number(second) * 1_000))} UTC`;
}

/** An account may hold any number where a second is meant: one that no calendar has is not shown as a day. */
function bounded(second: bigint): string | undefined {
  if (second < 0n) return "before 1970";
  return second > LAST_SECOND ? "after the year 9999" : undefined;
}

/** Of the year 9999. */
const LAST_SECOND = 253_402_300_799n;

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const DATE_AND_TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

/** A stretch of time in its two largest units: "3 weeks 2 days". */
export function duration(seconds: bigint): string {
  if (seconds <= 0n) return "no time";
  const parts: string[] = [];
  let left = seconds;
  for (const [unit, length] of UNITS) {
    const count = left / length;
    left %= length;
    if (count > 0n) parts.push(`${count} ${unit}${count === 1n ? "" : "s"}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

const UNITS: readonly (readonly [string, bigint])[] = [
  ["week", 604_800n],
  ["day", 86_400n],
  ["hour", 3_600n],
  ["minute", 60n],
  ["second", 1n],
];
