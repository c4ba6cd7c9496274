import type { shops } from "@tenure/sdk";
import { tokens } from "../../ui/text";
import type { Figure } from "./Figures";
import { cents } from "./words";

/** From what a step costs to what is charged for it; `owed` of it is for grace that was used and not paid. */
export function chargeLines(quote: shops.Quote, owed = 0n): Figure[] {
  const { unused, creditBefore, creditAfter, need, charge, units, token } = quote;
  const lines: Figure[] = [];
  if (owed > 0n) lines.push({ label: "Used in grace and not paid", children: cents(owed) });
  if (unused > 0n) {
    lines.push({
      label: "Paid before and not used",
      children: `−${cents(unused)}`,
      testid: "quote-unused",
      value: unused,
    });
  }
  if (creditBefore > 0n) lines.push({ label: "Your credit", children: `−${cents(creditBefore)}` });
  if (charge < need) {
    lines.push({
      label: `Discount for ${token.token.symbol}`,
      children: `−${cents(need - charge)}`,
      testid: "quote-discount",
      value: need - charge,
    });
  }
  lines.push(
    {
      label: "Due now, in dollars",
      children: cents(charge),
      testid: "quote-charge",
      value: charge,
      strong: true,
    },
    {
      label: `Due now, in ${token.token.symbol}`,
      children: tokens(units, token.token),
      testid: "quote-units",
      value: units,
      strong: true,
    },
  );
  if (creditAfter > 0n) {
    lines.push({
      label: "Left over, as credit for later periods",
      children: cents(creditAfter),
      testid: "quote-credit",
      value: creditAfter,
    });
  }
  return lines;
}
