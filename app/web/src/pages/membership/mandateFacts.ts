import type { shops } from "@tenure/sdk";
import { dateAndTime, tokens } from "../../ui/text";

/** What a mandate allows, as every review says it before it is signed. */
export function mandateFacts(terms: shops.MandateTerms, { token }: shops.ShopToken) {
  return [
    { label: "Renewals may charge, in all", value: tokens(terms.total, token) },
    { label: "For each, at most", value: tokens(terms.perCharge, token) },
    { label: "Until", value: dateAndTime(terms.expiresAt) },
  ];
}
