import { Divider, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { shops } from "@tenure/sdk";
import { tokenOf, useTenure } from "../../chain/tenure";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Section } from "../../ui/Section";
import { date, tokens } from "../../ui/text";
import type { Visit } from "./useShop";
import { cents, planWords } from "./words";

const KINDS = { subscribed: "Subscribed", renewed: "Renewed", switched: "Switched" } as const;

/** What was charged, as the chain's own record of it says. */
export function Payments({ visit: { shop, user } }: { visit: Visit }) {
  const { chain } = useTenure();
  const { data, error } = useQuery({
    queryKey: ["membership", "payments", shop.address, user.address],
    queryFn: () => shops.readPayments(chain, shop, user.address),
    refetchInterval: 60_000,
  });
  return (
    <Section title="Payments" testid="payments">
      {data !== undefined ? (
        <List shop={shop} payments={data} />
      ) : error === null ? (
        <Skeleton h={80} aria-label="Loading your payments" />
      ) : (
        <Text c="dimmed">This cluster does not tell: {error.message}</Text>
      )}
    </Section>
  );
}

function List({ shop, payments }: { shop: shops.Shop; payments: readonly shops.Payment[] }) {
  if (payments.length === 0) {
    return <Text c="dimmed">Nothing was charged in the newest transactions.</Text>;
  }
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
      {payments.map((payment, index) => (
        <li key={payment.signature}>
          {index > 0 && <Divider mb="sm" />}
          <Line shop={shop} payment={payment} />
        </li>
      ))}
    </Stack>
  );
}

function Line({ shop, payment }: { shop: shops.Shop; payment: shops.Payment }) {
  const { deployment } = useTenure();
  const { signature, kind, second, plan, mint, charge, units } = payment;
  const program = shops.shopTokenOf(shop, mint)?.token.program ?? mint;
  return (
    <Group
      justify="space-between"
      wrap="nowrap"
      align="start"
      data-testid="payment"
      data-value={units.toString()}
    >
      <div>
        <Text size="sm" fw={600}>
          {KINDS[kind]}: {planWords(shops.planOf(shop, plan))}
        </Text>
        <Text size="sm" c="dimmed">
          {second === undefined ? "at an unknown time" : date(second)},{" "}
          <ExplorerLink kind="tx" id={signature} />
        </Text>
      </div>
      <div>
        <Text size="sm" fw={600} ta="right">
          {tokens(units, tokenOf(deployment, mint, program))}
        </Text>
        <Text size="sm" c="dimmed" ta="right">
          {cents(charge)}
        </Text>
      </div>
    </Group>
  );
}
