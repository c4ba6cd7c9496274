import { Divider, Stack, Text } from "@mantine/core";
import { shops } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { dateAndTime, dollars, tokens } from "../../ui/text";
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
import { every, planWords, shortage } from "./words";

type Props = { visit: Visit; plan: shops.ShopPlan; onClose: () => void };

/** Everything to decide and to know before the first period is paid. */
export function SubscribeDialog({ visit, plan, onClose }: Props) {
  return (
    <Dialog onClose={onClose} title={`Subscribe to ${planWords(plan)}`}>
      <Form visit={visit} plan={plan} onClose={onClose} />
    </Dialog>
  );
}

function Form({ visit: { shop, member, second, user }, plan, onClose }: Props) {
  const quoteIn = (token: shops.ShopToken) =>
    shops.quoteSubscription(shop, plan, token, member.subscription, second);
  const { options, token, choose } = useTokenChoice(shop, member, quoteIn);
  const [wish, setWish] = useState(() => defaultWish(plan, true));
  const { act, composing } = useAct();
  if (token === undefined) return <Notice>The store takes no token now.</Notice>;

  const answer = quoteIn(token);
  const quote = answer.value;
  const terms = quote && mandateOf(wish, plan, token, quote.after, second);
  const purse = member.purses.get(token.token.mint);
  const most = quote && shops.mostFor(token, quote.most, SLIPPAGE_BPS);
  const subscribe = () =>
    act(async () => {
      if (quote === undefined || most === undefined) throw new Error("There is no price now");
      const consent = shops.consentTo(member.subscription, most, second);
      const deed = await shops.subscribe({
        shop,
        member,
        plan,
        token,
        user,
        consent,
        mandate: terms,
      });
      onClose();
      return {
        title: `Subscribe to ${planWords(plan)}`,
        facts: [
          { label: "You pay now, at most", value: tokens(most, token.token) },
          { label: "Paid through", value: dateAndTime(quote.paidThrough) },
          ...(terms === undefined
            ? [{ label: "Automatic renewal", value: "No" }]
            : mandateFacts(terms, token)),
        ],
        transactions: [deed],
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
      <Divider />
      <RenewalFields
        wish={wish}
        onChange={setWish}
        plan={plan}
        token={token}
        terms={terms}
        displaces={purse?.delegate !== undefined}
      />
      <Divider />
      {quote === undefined ? (
        <Notice color="red" title="It cannot be paid like this now">
          {answer.refusal?.words}
        </Notice>
      ) : (
        <>
          <Figures
            caption="What you pay now"
            lines={[
              { label: `${plan.name}, ${every(plan.interval)}`, children: dollars(plan.price) },
              ...chargeLines(quote, quote.cost - plan.price),
            ]}
          />
          <Text size="sm" c="dimmed">
            Paid through {dateAndTime(quote.paidThrough)}. Your badge comes with it.
            {shops.isOraclePriced(token) &&
              ` The price of ${token.token.symbol} moves: you sign for at most ${tokens(most ?? 0n, token.token)}, a hundredth more than it is now.`}
          </Text>
        </>
      )}
      <ActionButton
        onClick={() => void subscribe()}
        loading={composing}
        obstacle={answer.refusal?.words ?? (quote && shortage(member, token, quote.units))}
      >
        Review
      </ActionButton>
    </Stack>
  );
}
