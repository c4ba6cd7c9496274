import { Divider, Stack, Text } from "@mantine/core";
import { pack, shops, type subscriptions } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { dateAndTime, duration, tokens } from "../../ui/text";
import { chargeLines } from "./chargeLines";
import { Dialog } from "./Dialog";
import { Figures } from "./Figures";
import { mandateFacts } from "./mandateFacts";
import { Notice } from "./Notice";
import { defaultWish, mandateOf, RenewalFields } from "./RenewalFields";
import { SLIPPAGE_BPS } from "./slippage";
import { TokenChoice } from "./TokenChoice";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";
import { useTokenChoice } from "./useTokenChoice";
import { cents, planWords, shortage } from "./words";

type Props = {
  visit: Visit;
  seen: subscriptions.Subscription;
  plan: shops.ShopPlan;
  onClose: () => void;
};

/** What a switch costs now, and what of the old plan counts towards it, before anything is signed. */
export function SwitchDialog(props: Props) {
  return (
    <Dialog onClose={props.onClose} title={`Switch to ${planWords(props.plan)}`}>
      <Form {...props} />
    </Dialog>
  );
}

function Form({ visit: { shop, member, second, user }, seen, plan, onClose }: Props) {
  const quoteIn = (token: shops.ShopToken) => shops.quoteSwitch(shop, plan, token, seen, second);
  const { options, token, choose } = useTokenChoice(shop, member, quoteIn);
  const [wish, setWish] = useState(() => defaultWish(plan, member.mandate !== undefined));
  const { act, composing } = useAct();
  if (token === undefined) return <Notice>The store takes no token now.</Notice>;

  const answer = quoteIn(token);
  const quote = answer.value;
  const terms = quote && mandateOf(wish, plan, token, quote.after, second);
  const most = quote && shops.mostFor(token, quote.most, SLIPPAGE_BPS);
  const old = shops.planOf(shop, seen.plan);
  const { delegate } = member.purses.get(token.token.mint) ?? {};
  const stops = !wish.on && member.mandate !== undefined;
  const switchNow = () =>
    act(async () => {
      if (quote === undefined || most === undefined) throw new Error("There is no price now");
      const consent = shops.consentTo(seen, most, second);
      const steps = [await shops.switchPlan({ shop, plan, token, user, consent })];
      if (terms !== undefined) {
        const { incarnation } = seen;
        steps.push(await shops.grantMandate({ shop, token, user, terms, incarnation }));
      } else if (stops) {
        steps.push(await shops.revokeMandate({ shop, member, user }));
      }
      onClose();
      return {
        title: `Switch to ${planWords(plan)}`,
        facts: [
          { label: "You pay now, at most", value: tokens(most, token.token) },
          { label: "Paid through", value: dateAndTime(quote.paidThrough) },
          ...(terms === undefined ? [] : mandateFacts(terms, token)),
          ...(stops
            ? [{ label: "Automatic renewal", value: "Stops: nobody may charge this wallet" }]
            : []),
        ],
        transactions: pack(user.address, steps),
      };
    });

  return (
    <Stack>
      <TokenChoice
        member={member}
        options={options}
        chosen={token}
        onChoose={choose}
        quote={quoteIn}
      />
      {quote === undefined ? (
        <Notice color="red" title="It cannot be switched like this now">
          {answer.refusal?.words}
        </Notice>
      ) : (
        <>
          <Figures
            caption={`From ${old.name} to ${plan.name}, as of now`}
            lines={[
              {
                label:
                  old.interval === plan.interval
                    ? `${plan.name} for the ${duration(quote.paidThrough - second)} left`
                    : `${plan.name} for a whole ${plan.interval}`,
                children: cents(quote.cost),
                testid: "quote-cost",
                value: quote.cost,
              },
              ...chargeLines(quote),
            ]}
          />
          <Text size="sm" c="dimmed">
            It counts at once, and is paid through {dateAndTime(quote.paidThrough)}. Both amounts
            follow the second in which it is confirmed: you sign for at most{" "}
            {tokens(most ?? 0n, token.token)}.
          </Text>
        </>
      )}
      <Divider />
      <RenewalFields
        wish={wish}
        onChange={setWish}
        plan={plan}
        token={token}
        terms={terms}
        displaces={delegate !== undefined && delegate !== seen.mandate}
      />
      <ActionButton
        onClick={() => void switchNow()}
        loading={composing}
        obstacle={answer.refusal?.words ?? (quote && shortage(member, token, quote.units))}
      >
        Review
      </ActionButton>
    </Stack>
  );
}
