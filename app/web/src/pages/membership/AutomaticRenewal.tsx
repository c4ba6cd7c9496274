import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { shops, type Status, type subscriptions } from "@tenure/sdk";
import { useState } from "react";
import { tokenOf, useTenure } from "../../chain/tenure";
import { Fact } from "../../ui/Fact";
import { dateAndTime, tokens } from "../../ui/text";
import { MandateDialog } from "./MandateDialog";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

type Props = { visit: Visit; seen: subscriptions.Subscription; status: Status };

/** What may be charged without the visitor: how much is left of it, and until when. */
export function AutomaticRenewal({ visit, seen, status }: Props) {
  const { deployment } = useTenure();
  const { shop, member, user } = visit;
  const { mandate } = member;
  const [granting, grant] = useState(false);
  const { act, composing } = useAct();
  const renewable = status !== "expired" && seen.revoked === 0;
  const shopToken = mandate && shops.shopTokenOf(shop, mandate.mint);
  const token = shopToken && tokenOf(deployment, shopToken.token.mint, shopToken.token.program);

  const revoke = () =>
    act(async () => ({
      title: "Stop automatic renewal",
      facts: [{ label: "From then on", value: "Nobody may charge this wallet" }],
      warning: "Your paid time stays. You pay further periods yourself.",
      transactions: [await shops.revokeMandate({ shop, member, user })],
    }));

  return (
    <Stack gap="xs" data-testid="renewal" data-value={mandate === undefined ? "off" : "on"}>
      <Title order={3} size="h5">
        Automatic renewal
      </Title>
      {mandate === undefined || token === undefined ? (
        <Text size="sm">
          Off: nobody but you can pay the next period.
          {renewable && " Allow it, and it is charged when it is due, within limits that you set."}
        </Text>
      ) : (
        <>
          <Fact label="Left of what you allowed" testid="mandate-left" value={mandate.totalLeft}>
            {tokens(mandate.totalLeft, token)}
          </Fact>
          <Fact label="For each, at most" testid="mandate-each" value={mandate.perCharge}>
            {tokens(mandate.perCharge, token)}
          </Fact>
          <Fact label="Ends" testid="mandate-ends" value={mandate.expiresAt}>
            {dateAndTime(mandate.expiresAt)}
          </Fact>
        </>
      )}
      <Group gap="xs">
        {renewable && (
          <Button variant="default" onClick={() => grant(true)}>
            {mandate === undefined ? "Renew automatically" : "Change"}
          </Button>
        )}
        {mandate !== undefined && (
          <Button variant="default" loading={composing} onClick={() => void revoke()}>
            Stop
          </Button>
        )}
      </Group>
      {granting && <MandateDialog visit={visit} seen={seen} onClose={() => grant(false)} />}
    </Stack>
  );
}
