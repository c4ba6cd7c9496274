import { Stack, Text } from "@mantine/core";
import { shops, type subscriptions } from "@tenure/sdk";
import { ActionButton } from "../../ui/ActionButton";
import { dateAndTime, dollars, tokens } from "../../ui/text";
import { chargeLines } from "./chargeLines";
import { Dialog } from "./Dialog";
import { Figures } from "./Figures";
import { Notice } from "./Notice";
import { SLIPPAGE_BPS } from "./slippage";
import { TokenChoice } from "./TokenChoice";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";
import { useTokenChoice } from "./useTokenChoice";
import { every, shortage } from "./words";

type Props = { visit: Visit; seen: subscriptions.Subscription; onClose: () => void };

/** The visitor pays the next period, in any token that the store takes. */
export function PayDialog(props: Props) {
  return (
    <Dialog onClose={props.onClose} title="Pay the next period">
      <Form {...props} />
    </Dialog>
  );
}

function Form({ visit: { shop, member, second, user }, seen, onClose }: Props) {
  const quoteIn = (token: shops.ShopToken) => shops.quoteRenewal(shop, token, seen, second);
  const { options, token, choose } = useTokenChoice(shop, member, quoteIn);
  const { act, composing } = useAct();
  if (token === undefined) return <Notice>The store takes no token now.</Notice>;

  const answer = quoteIn(token);
  const quote = answer.value;
  const pay = () =>
    act(async () => {
      if (quote === undefined) throw new Error("There is no price now");
      const most = shops.mostFor(token, quote.most, SLIPPAGE_BPS);
      const consent = shops.consentTo(seen, most, second);
      const deed = await shops.payNow({ shop, token, subscription: seen, user, consent });
      onClose();
      return {
        title: `Pay the next ${quote.plan.interval} of ${quote.plan.name}`,
        facts: [
          { label: "You pay now, at most", value: tokens(most, token.token) },
          { label: "Paid through", value: dateAndTime(quote.paidThrough) },
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
      {quote === undefined ? (
        <Notice color="red" title="It cannot be paid like this now">
          {answer.refusal?.words}
        </Notice>
      ) : (
        <>
          <Figures
            caption="What you pay now"
            lines={[
              {
                label: `${quote.plan.name}, ${every(quote.plan.interval)}`,
                children: dollars(quote.plan.price),
              },
              ...chargeLines(quote, quote.cost - quote.plan.price),
            ]}
          />
          <Text size="sm" c="dimmed">
            Paid through {dateAndTime(quote.paidThrough)}: the period begins where the paid time
            ended, whenever you pay.
          </Text>
        </>
      )}
      <ActionButton
        onClick={() => void pay()}
        loading={composing}
        obstacle={answer.refusal?.words ?? (quote && shortage(member, token, quote.units))}
      >
        Review
      </ActionButton>
    </Stack>
  );
}
