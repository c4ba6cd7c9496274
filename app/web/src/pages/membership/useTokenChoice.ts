import { shops } from "@tenure/sdk";
import { useState } from "react";

/** The token that is chosen to pay with: at first one that covers it, the store's own if it does. */
export function useTokenChoice(
  shop: shops.Shop,
  member: shops.Member,
  quote: (token: shops.ShopToken) => shops.Answer<shops.Quote>,
) {
  const options = shop.tokens.filter(({ enabled }) => enabled);
  const covers = (option: shops.ShopToken) => {
    const units = quote(option).value?.units;
    return units !== undefined && units <= (member.purses.get(option.token.mint)?.amount ?? 0n);
  };
  const [mint, setMint] = useState(() => (options.find(covers) ?? options[0])?.token.mint);
  const token = options.find(({ token }) => token.mint === mint) ?? options[0];
  return { options, token, choose: (next: shops.ShopToken) => setMint(next.token.mint) };
}
