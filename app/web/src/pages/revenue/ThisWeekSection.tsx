import { Badge, Stack, Table, Text } from "@mantine/core";
import { locks, sharing, stakeTokenIn, startOf, type Token } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { duration, powerToken, rough, share, tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { useEarnings } from "./useIncome";
import { tokenOfPool } from "./words";

type Props = { income: sharing.Income };

/** What the running week has for lockers so far, and what one's own part of it would be. */
export function ThisWeekSection({ income }: Props) {
  const { deployment } = useTenure();
  const { signer } = useWallet();
  const { data } = useEarnings(signer);
  const earnings = data?.earnings;
  const week = locks.countingWeek(income.locker, income.now);
  const end = startOf(week + 1);
  const [total = 0n] = locks.totalPowers(income.locker, week, week);
  const own = earnings?.lock === undefined ? 0n : locks.powerInWeek(earnings.lock, week);
  const hasLock = earnings?.lock !== undefined;
  const stake = stakeTokenIn(deployment, income.locker);
  const paused = income.splitter.paused === 1;

  return (
    <Section
      title="This week so far"
      aside={<Badge variant="light">Ends in {duration(end - income.now)}</Badge>}
      testid="this-week"
    >
      <Table.ScrollContainer minWidth={0} type="native">
        <Table fz="sm" verticalSpacing="sm" captionSide="bottom">
          <Table.Caption ta="left">
            {hasLock
              ? "An estimate: until the week ends more may come in. Your part of it is fixed: it follows the power at the week's start."
              : "Until the week ends more may come in."}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">For lockers</Table.Th>
              {hasLock && (
                <Table.Th scope="col" ta="right">
                  Estimate of yours
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {income.pools.map((pool) => (
              <PoolRow
                key={pool.address}
                token={tokenOfPool(deployment, pool)}
                income={income}
                pool={pool}
                earnings={earnings}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Stack gap={4}>
        {hasLock && (
          <Fact
            label="Your part of all power this week"
            hint="Your lock's power at the week's start, of everybody's. What you lock now counts from next week on."
            testid="power-share"
            value={own}
          >
            {share(own, total)}
          </Fact>
        )}
        {hasLock && own === 0n && (
          <Text size="sm" data-testid="counts-later">
            Your lock had no power when this week began, and gets nothing of it.
          </Text>
        )}
        <Fact label="Everybody's power this week" testid="week-power" value={total}>
          {rough(total, powerToken(stake))}
        </Fact>
        {paused && (
          <Text size="sm">Distribution is paused: nothing more comes in until it is resumed.</Text>
        )}
      </Stack>
    </Section>
  );
}

type RowProps = {
  token: Token;
  income: sharing.Income;
  pool: sharing.IncomePool;
  earnings: sharing.Earnings | undefined;
};

function PoolRow({ token, income, pool, earnings }: RowProps) {
  const running = sharing.incomeWeeks(income, pool, earnings, 1).at(-1);
  const { lockers, recycled, powered } = sharing.distributionOf(income, pool);
  if (running === undefined) return null;
  const more = powered && pool.waiting > 0n ? lockers + recycled : 0n;
  const withMore = sharing.weeklyShare(running.revenue + more, running.power, running.total);
  const hasLock = earnings?.lock !== undefined;
  return (
    <Table.Tr>
      <Table.Td>
        <Text
          size="sm"
          fw={550}
          data-testid={`week-${token.symbol}`}
          data-value={running.revenue.toString()}
        >
          {tokens(running.revenue, token)}
        </Text>
        {more > 0n && (
          <Text size="xs" c="dimmed">
            and {tokens(more, token)} that wait to be distributed
          </Text>
        )}
      </Table.Td>
      {hasLock && (
        <Table.Td ta="right">
          <Text
            size="sm"
            fw={550}
            data-testid={`estimate-${token.symbol}`}
            data-value={running.share.toString()}
          >
            {running.share > 0n && "about "}
            {tokens(running.share, token)}
          </Text>
          {more > 0n && (
            <Text size="xs" c="dimmed">
              {tokens(withMore, token)} with what waits
            </Text>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
