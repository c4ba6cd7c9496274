import { Badge, Card, Group, List, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCheck, IconCircleCheck } from "@tabler/icons-react";
import { shops } from "@tenure/sdk";
import { ActionButton } from "../../ui/ActionButton";
import { dollars, percent } from "../../ui/text";
import type { PlanAction } from "./planAction";
import { tierColours } from "./tiers";
import { about, cents, counted, every, YOURS } from "./words";

type Props = {
  shop: shops.Shop;
  plan: shops.ShopPlan;
  second: bigint;
  /** "Your plan", or what it is to the visitor else. */
  mark: string | undefined;
  /** The same by the month, of a plan by the year. */
  monthly: shops.ShopPlan | undefined;
  action: PlanAction;
  onAct: () => void;
  busy: boolean;
};

/** What a plan costs and includes. */
export function PlanCard({ shop, plan, second, mark, monthly, action, onAct, busy }: Props) {
  const colours = tierColours(plan.tier);
  const saved = monthly === undefined ? 0n : monthly.price * 12n - plan.price;
  return (
    <Card
      component="article"
      aria-label={`${plan.name}, ${dollars(plan.price)} ${every(plan.interval)}`}
      data-testid={`plan-${plan.name}`}
      data-current={mark === YOURS}
      h="100%"
      style={{
        borderTop: `4px solid var(--mantine-color-${colours.theme}-6)`,
        ...(mark === undefined
          ? {}
          : { boxShadow: "0 0 0 2px var(--mantine-primary-color-filled)" }),
      }}
    >
      <Stack h="100%" justify="space-between">
        <Stack gap="md">
          <Group justify="space-between" mih={26}>
            <Title order={3} size="h4">
              {plan.name}
            </Title>
            {mark !== undefined && (
              <Badge color="indigo" variant="filled">
                {mark}
              </Badge>
            )}
          </Group>
          <div>
            <Group gap={6} align="baseline">
              <Text
                fz={32}
                fw={700}
                lh={1.1}
                data-testid="price"
                data-value={plan.price.toString()}
              >
                {dollars(plan.price)}
              </Text>
              <Text c="dimmed">{every(plan.interval)}</Text>
            </Group>
            {plan.interval === "year" && (
              <Text size="sm" c="dimmed">
                {cents(plan.price / 12n)} a month
                {saved > 0n && `, ${cents(saved)} less a year`}
              </Text>
            )}
          </div>
          <Paper bg="var(--mantine-color-default-hover)" p="xs" radius="md">
            <Stack gap={6}>
              {shop.tokens
                .filter(({ enabled }) => enabled)
                .map((token) => (
                  <TokenPrice key={token.address} plan={plan} token={token} second={second} />
                ))}
            </Stack>
          </Paper>
          <Includes shop={shop} plan={plan} />
        </Stack>
        {action.label === YOURS ? (
          <Group gap={6} justify="center" mih={42}>
            <IconCircleCheck size={18} aria-hidden />
            <Text size="sm" fw={600}>
              {action.obstacle}
            </Text>
          </Group>
        ) : (
          <ActionButton
            onClick={onAct}
            loading={busy}
            obstacle={action.obstacle}
            variant={
              action.kind === "schedule" || action.kind === "unschedule" ? "light" : "filled"
            }
          >
            {action.label}
          </ActionButton>
        )}
      </Stack>
    </Card>
  );
}

function TokenPrice({
  plan,
  token,
  second,
}: {
  plan: shops.ShopPlan;
  token: shops.ShopToken;
  second: bigint;
}) {
  const { value, refusal } = shops.priceIn(plan, token, second);
  if (value === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {token.token.symbol}: no price now. {refusal.words}.
      </Text>
    );
  }
  const saved = plan.price - value.charge;
  return (
    <div>
      <Group justify="space-between" gap={4} wrap="nowrap">
        <Text size="sm" c="dimmed">
          In {token.token.symbol}
        </Text>
        <Text
          size="sm"
          fw={650}
          ta="right"
          data-testid={`price-${token.token.symbol}`}
          data-value={value.units.toString()}
        >
          {shops.isOraclePriced(token) && "about "}
          {about(value.units, token.token)}
        </Text>
      </Group>
      {saved > 0n && (
        <Text size="xs" ta="right" fw={550}>
          {percent(plan.discountBps)} off: you save {cents(saved)}
        </Text>
      )}
    </div>
  );
}

function Includes({ shop, plan }: { shop: shops.Shop; plan: shops.ShopPlan }) {
  const { theme } = tierColours(plan.tier);
  return (
    <List
      spacing={6}
      size="sm"
      center
      aria-label="What it includes"
      icon={
        <ThemeIcon size={20} radius="xl" variant="light" color={theme} aria-hidden>
          <IconCheck size={13} />
        </ThemeIcon>
      }
    >
      <List.Item>
        {counted(plan.calls, "API call")} {every(plan.interval)}
      </List.Item>
      <List.Item>{counted(plan.sockets, "socket")} at a time</List.Item>
      <List.Item>The {shops.tierName(shop, plan.tier)} badge</List.Item>
    </List>
  );
}
