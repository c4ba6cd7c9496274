import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { shops } from "@tenure/sdk";
import { useState } from "react";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { dateAndTime, duration, tokens } from "../../ui/text";
import { DepositDialog } from "./DepositDialog";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

/** Deposits from which calls are paid one by one. */
export function Credits({ visit }: { visit: Visit }) {
  const { shop, member } = visit;
  const [depositing, deposit] = useState<shops.ShopToken>();
  const fresh = shop.tokens.filter(
    ({ enabled, token }) =>
      enabled && !member.prepayments.some(({ state }) => state.mint === token.mint),
  );
  return (
    <Section title="Prepaid calls" testid="credits">
      <Text size="sm">
        A deposit pays for API calls one by one. Each call is charged by a voucher that your session
        key signs, never above the deposit. What is left comes back after a notice of{" "}
        {duration(BigInt(shop.state.notice))}.
      </Text>
      {member.prepayments.map((prepayment) => (
        <Deposit
          key={prepayment.address}
          visit={visit}
          prepayment={prepayment}
          onMore={() => deposit(prepayment.token)}
        />
      ))}
      <Group>
        {fresh.map((token) => (
          <Button key={token.address} variant="light" onClick={() => deposit(token)}>
            Deposit {token.token.symbol}
          </Button>
        ))}
      </Group>
      {depositing !== undefined && (
        <DepositDialog visit={visit} token={depositing} onClose={() => deposit(undefined)} />
      )}
    </Section>
  );
}

type Props = { visit: Visit; prepayment: shops.Prepayment; onMore: () => void };

function Deposit({ visit: { second, user }, prepayment, onMore }: Props) {
  const { act, composing } = useAct();
  const { state, token } = prepayment;
  const { token: shown } = token;
  const left = shops.leftOf(state);
  const closing = state.closesAt > 0n;
  const over = closing && second >= state.closesAt;

  const giveNotice = () =>
    act(async () => ({
      title: `Close the deposit of ${shown.symbol}`,
      facts: [
        { label: "You can withdraw from", value: dateAndTime(second + BigInt(state.notice)) },
        { label: "Left now", value: tokens(left, shown) },
      ],
      warning: "Calls that were made until then can still be settled. It cannot be taken back.",
      transactions: [await shops.requestCloseCredit(prepayment, user)],
    }));
  const withdraw = () =>
    act(async () => ({
      title: `Withdraw what is left of ${shown.symbol}`,
      facts: [{ label: "It goes to", value: "Your wallet" }],
      transactions: [await shops.withdrawCredit(prepayment, user)],
    }));

  return (
    <Stack gap="xs" data-testid={`credit-${shown.symbol}`}>
      <Group gap="xs">
        <Title order={3} size="h5">
          In {shown.symbol}
        </Title>
        {closing && (
          <Badge variant="dot" color="orange">
            {over ? "To be withdrawn" : "Closing"}
          </Badge>
        )}
      </Group>
      <Fact label="Left" testid={`credit-left-${shown.symbol}`} value={left}>
        {tokens(left, shown)}
      </Fact>
      <Fact label="Used so far" testid={`credit-used-${shown.symbol}`} value={state.settled}>
        {tokens(state.settled, shown)}
      </Fact>
      <Fact label="Session key" hint="It signs vouchers for this deposit, and can do nothing else.">
        <ExplorerLink kind="address" id={state.sessionKey} />
      </Fact>
      {closing && (
        <Fact label="Can be withdrawn from" testid="credit-closes" value={state.closesAt}>
          {dateAndTime(state.closesAt)}
        </Fact>
      )}
      <Group gap="xs">
        {!closing && token.enabled && (
          <Button variant="default" onClick={onMore}>
            Deposit more
          </Button>
        )}
        {!closing && (
          <Button variant="default" loading={composing} onClick={() => void giveNotice()}>
            Close it
          </Button>
        )}
        {over && (
          <Button loading={composing} onClick={() => void withdraw()}>
            Withdraw
          </Button>
        )}
      </Group>
    </Stack>
  );
}
