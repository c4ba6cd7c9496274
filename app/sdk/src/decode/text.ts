import { format } from "../amount";

/** Bytes as two digits each. */
export function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How many bytes there are, and which. */
export function bytesInWords(bytes: ArrayLike<number> & Iterable<number>): string {
  if (bytes.length === 0) return "none";
  return `${bytes.length} byte${bytes.length === 1 ? "" : "s"}: ${hex(bytes)}`;
}

/**
 * A stranger's text without what a reader would obey instead of see: control characters, and those that turn
 * the direction of writing or have no width, as their escapes.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
}

const STEERING =
  /[\p{Cc}\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

/** An amount of base units with thousands set apart. */
export function grouped(units: bigint, decimals: number): string {
  const [whole = "", rest] = format(units, decimals).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/** A span of seconds, to the second: "1 day 2 hours". */
export function span(seconds: bigint): string {
  let left = seconds;
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = left / length;
    left %= length;
    if (count > 0n) parts.push(`${count} ${unit}${count === 1n ? "" : "s"}`);
  }
  return parts.length === 0 ? "at once" : parts.join(" ");
}

const UNITS = [
  ["day", 86_400n],
  ["hour", 3_600n],
  ["minute", 60n],
  ["second", 1n],
] as const;
