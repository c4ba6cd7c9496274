import { Progress, Stack, Table, Text, Title } from "@mantine/core";
import type { Address } from "@solana/kit";
import { governance, startOf, weekOf, type Token } from "@tenure/sdk";
import { tokenOf, useTenure } from "../../chain/tenure";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Section } from "../../ui/Section";
import { date, tokens } from "../../ui/text";
import { Asked } from "../../ui/Asked";
import { useHoldings } from "./data";

export const SOL = { symbol: "SOL", decimals: 9 };

type Props = { dao: governance.Dao; now: bigint };

/** What the DAO holds, and how much of it may leave this week. */
export function TreasurySection({ dao, now }: Props) {
  const { deployment } = useTenure();
  const holdings = useHoldings(dao);
  const limits = governance.limitsIn(dao.governor, weekOf(now));
  const unitOf = (mint: Address): Pick<Token, "symbol" | "decimals"> =>
    mint === governance.NOBODY ? SOL : tokenOf(deployment, mint, governance.NOBODY);

  return (
    <Section
      title="Treasury"
      testid="treasury"
      aside={<ExplorerLink kind="address" id={dao.treasury} />}
    >
      <Asked query={holdings} what="what the treasury holds">
        {(held) => (
          <Table horizontalSpacing={0} aria-label="What the treasury holds">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Token</Table.Th>
                <Table.Th scope="col" ta="right">
                  Amount
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <Row name="SOL" units={dao.treasurySol} unit={SOL} />
              {held.map(({ account, mint, program, amount }) => {
                const token = tokenOf(deployment, mint, program);
                return <Row key={account} name={token.name} units={amount} unit={token} />;
              })}
            </Table.Tbody>
          </Table>
        )}
      </Asked>
      <Stack gap="xs">
        <Title order={3} size="h6">
          Limits a week
        </Title>
        {limits.length === 0 && (
          <Text size="sm" c="dimmed">
            None: what passes a vote may pay out all that is there.
          </Text>
        )}
        {limits.map((limit) => (
          <LimitRow key={limit.mint} limit={limit} unit={unitOf(limit.mint)} />
        ))}
      </Stack>
    </Section>
  );
}

function Row({
  name,
  units,
  unit,
}: {
  name: string;
  units: bigint;
  unit: Pick<Token, "symbol" | "decimals">;
}) {
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td
        ta="right"
        fw={550}
        data-testid={`treasury-${unit.symbol}`}
        data-value={units.toString()}
      >
        {tokens(units, unit)}
      </Table.Td>
    </Table.Tr>
  );
}

function LimitRow({
  limit: { limit, left, spent, next },
  unit,
}: {
  limit: governance.Limit;
  unit: Pick<Token, "symbol" | "decimals">;
}) {
  const spentPart = limit === undefined || limit === 0n ? 0 : Number((spent * 100n) / limit);
  const amountOf = (units: bigint | undefined) =>
    units === undefined ? "no limit" : tokens(units, unit);
  return (
    <Stack gap={4}>
      <Text size="sm" data-testid={`limit-${unit.symbol}`} data-value={left?.toString() ?? "none"}>
        {limit === undefined
          ? `${unit.symbol}: no limit this week`
          : `${amountOf(left)} left of ${amountOf(limit)} this week`}
      </Text>
      {limit !== undefined && (
        <Progress
          value={spentPart}
          aria-label={`Paid out of ${unit.symbol} this week, in percent`}
        />
      )}
      {next !== undefined && (
        <Text size="sm" c="dimmed">
          From {date(startOf(next.fromWeek))}: {amountOf(next.limit)}
        </Text>
      )}
    </Stack>
  );
}
