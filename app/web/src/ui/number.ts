import { amount } from "@tenure/sdk";

/**
 * The base units that a typed number means. Commas are taken only where they set thousands apart: "1,234.5" is one
 * thousand and some, and so is "1,234", as the page writes its own amounts; the review names the amount again.
 * Elsewhere a comma may be meant as a point, and is refused. Throws, in words.
 */
export function readUnits(text: string, decimals: number): bigint {
  const clean = text.trim();
  if (clean.includes(",") && !GROUPED.test(clean)) {
    throw new Error(`"${clean}" is no amount: use a point for decimals`);
  }
  return amount.parse(clean.replaceAll(",", ""), decimals);
}

const GROUPED = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
