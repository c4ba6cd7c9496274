import { Divider, Group, Stack, Text } from "@mantine/core";
import type { Signature } from "@solana/kit";
import { useInfiniteQuery } from "@tanstack/react-query";
import { shops } from "@tenure/sdk";
import { tokenOf, useTenure } from "../../chain/tenure";
import { Asked } from "../../ui/Asked";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Section } from "../../ui/Section";
import { ShowOlder } from "../../ui/ShowOlder";
import { date, tokens } from "../../ui/text";
import type { Visit } from "./useShop";
import { cents, planWords } from "./words";

const KINDS = { subscribed: "Subscribed", renewed: "Renewed", switched: "Switched" } as const;

/** What was charged, as the chain's own record of it says. */
export function Payments({ visit: { shop, user } }: { visit: Visit }) {
  const { chain } = useTenure();
  const query = useInfiniteQuery({
    queryKey: ["membership", "payments", shop.address, user.address],
    queryFn: ({ pageParam }) => shops.readPayments(chain, shop, user.address, pageParam),
    initialPageParam: undefined as Signature | undefined,
    getNextPageParam: ({ older }) => older,
    refetchInterval: 60_000,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <Section title="Payments" testid="payments">
      <Asked query={query} what="your payments">
        {({ pages }) => (
          <>
            <List shop={shop} payments={pages.flatMap(({ payments }) => payments)} />
            {hasNextPage && (
              <ShowOlder loading={isFetchingNextPage} onClick={() => void fetchNextPage()} />
            )}
          </>
        )}
      </Asked>
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
        <li key={`${payment.signature}/${index}`}>
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
  const paidFor = shops.findPlan(shop, plan);
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
          {KINDS[kind]}: {paidFor === undefined ? `plan ${plan}` : planWords(paidFor)}
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
