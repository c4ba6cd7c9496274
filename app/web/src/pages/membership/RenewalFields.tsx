import { NumberInput, Stack, Switch, Text } from "@mantine/core";
import { shops } from "@tenure/sdk";
import { dateAndTime, tokens } from "../../ui/text";
import { Notice } from "./Notice";
import { counted, every } from "./words";

/** What a visitor wants of automatic renewal. */
export type RenewalWish = { on: boolean; count: number };

/** Room for a price that moves, in basis points: a quarter. */
const HEADROOM_BPS = 2_500;
const MOST_RENEWALS = 60;

export function defaultWish(plan: shops.ShopPlan, on: boolean): RenewalWish {
  return { on, count: plan.interval === "month" ? 12 : 3 };
}

/**
 * The mandate for a wish, from the end of what is paid on: each renewal at most the plan's price in the token now, the
 * first also what `next` of it can come to, with a quarter more where the price moves. `undefined` where none is
 * wanted, or there is no price.
 */
export function mandateOf(
  wish: RenewalWish,
  plan: shops.ShopPlan,
  token: shops.ShopToken,
  paid: shops.Prepaid,
  second: bigint,
  next?: shops.Quote,
): shops.MandateTerms | undefined {
  const price = shops.priceIn(plan, token, second).value;
  if (!wish.on || price === undefined) return undefined;
  const each = shops.mostFor(token, price.units, HEADROOM_BPS);
  const first = next && shops.mostFor(token, next.most, HEADROOM_BPS);
  return shops.mandateFor(each, wish.count, plan.interval, paid, first);
}

type Props = {
  wish: RenewalWish;
  onChange: (wish: RenewalWish) => void;
  plan: shops.ShopPlan;
  token: shops.ShopToken;
  terms: shops.MandateTerms | undefined;
  /** Somebody else who may take from the token account now, and will not any more. */
  displaces: boolean;
  /** Whether the first renewal is from another plan. */
  changes?: boolean;
};

/** Whether renewals are charged by themselves, and how much that allows: in all, at once, and until when. */
export function RenewalFields({
  wish,
  onChange,
  plan,
  token,
  terms,
  displaces,
  changes = false,
}: Props) {
  const { interval } = plan;
  return (
    <Stack gap="xs">
      <Switch
        label="Renew automatically"
        description="Anyone may charge the next period when it is due, within the limits below, and never more than one a period. You can take this back at any time."
        checked={wish.on}
        onChange={(event) => onChange({ ...wish, on: event.currentTarget.checked })}
      />
      {wish.on && (
        <NumberInput
          label="For how many renewals"
          description={`One ${every(interval)}.`}
          min={1}
          max={MOST_RENEWALS}
          clampBehavior="strict"
          allowDecimal={false}
          value={wish.count}
          onChange={(count) => typeof count === "number" && onChange({ ...wish, count })}
        />
      )}
      {terms !== undefined && (
        <Notice color="gray" title="What you allow">
          <Stack gap={4} data-testid="mandate-terms" data-value={terms.total.toString()}>
            <Text size="sm">
              {tokens(terms.total, token.token)} in all, for {counted(wish.count, "renewal")}.
            </Text>
            <Text size="sm">
              At most {tokens(terms.perCharge, token.token)} for each
              {shops.isOraclePriced(token)
                ? `: today's price and a quarter more, as the price of ${token.token.symbol} moves.`
                : ": its price today."}
              {changes &&
                " For the first, that includes what your plan now is dearer by, if it is paid late."}
            </Text>
            <Text size="sm">Until {dateAndTime(terms.expiresAt)}; nothing is charged after.</Text>
            <Text size="sm">The tokens stay in your wallet until then.</Text>
          </Stack>
        </Notice>
      )}
      {terms !== undefined && displaces && (
        <Notice color="yellow">
          Another program may spend {token.token.symbol} of your account now. A token account has
          one such permission only: this one takes its place.
        </Notice>
      )}
      {!wish.on && (
        <Text size="sm" c="dimmed">
          Without it you pay each period yourself, from some days before the last one ends until its
          grace is over.
        </Text>
      )}
    </Stack>
  );
}
