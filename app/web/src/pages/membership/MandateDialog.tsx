import { Radio, Stack } from "@mantine/core";
import { renewalPlan, shops, type subscriptions } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { Dialog } from "./Dialog";
import { mandateFacts } from "./mandateFacts";
import { Notice } from "./Notice";
import { defaultWish, mandateOf, RenewalFields } from "./RenewalFields";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

type Props = { visit: Visit; seen: subscriptions.Subscription; onClose: () => void };

/** Allows renewals to be charged, in place of what was allowed before. */
export function MandateDialog(props: Props) {
  return (
    <Dialog onClose={props.onClose} title="Renew automatically">
      <Form {...props} />
    </Dialog>
  );
}

function Form({ visit: { shop, member, second, user }, seen, onClose }: Props) {
  const plan = shops.planOf(shop, renewalPlan(seen));
  const options = shop.tokens.filter(({ enabled }) => enabled);
  const [mint, setMint] = useState<string>(
    () => member.mandate?.mint ?? options[0]?.token.mint ?? "",
  );
  const [wish, setWish] = useState(() => defaultWish(plan, true));
  const { act, composing } = useAct();
  const token = options.find((option) => option.token.mint === mint) ?? options[0];
  if (token === undefined) return <Notice>The store takes no token now.</Notice>;

  const next = shops.nextRenewal(shop, token, seen, second).value;
  const terms = mandateOf(wish, plan, token, seen, second, next);
  const purse = member.purses.get(token.token.mint);
  const grant = () =>
    act(async () => {
      if (terms === undefined) throw new Error("There is no price now");
      const { incarnation } = seen;
      const deed = await shops.grantMandate({ shop, token, user, terms, incarnation });
      onClose();
      return {
        title: "Allow renewals",
        facts: mandateFacts(terms, token),
        transactions: [deed],
      };
    });
  const noAccount = purse?.exists ? undefined : `You have no ${token.token.symbol} account yet.`;
  const noPrice = shops.priceIn(plan, token, second).refusal?.words;
  const off = wish.on ? undefined : "Turn automatic renewal on to allow it.";
  return (
    <Stack>
      <Radio.Group label="Charge in" value={token.token.mint} onChange={setMint}>
        <Stack gap="xs" mt={6}>
          {options.map(({ token }) => (
            <Radio key={token.mint} value={token.mint} label={token.symbol} />
          ))}
        </Stack>
      </Radio.Group>
      <RenewalFields
        wish={wish}
        onChange={setWish}
        plan={plan}
        token={token}
        terms={terms}
        displaces={purse?.delegate !== undefined && purse.delegate !== seen.mandate}
        changes={seen.changeScheduled === 1}
      />
      <ActionButton
        onClick={() => void grant()}
        loading={composing}
        obstacle={noAccount ?? noPrice ?? off}
      >
        Review
      </ActionButton>
    </Stack>
  );
}
