import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { sharing, startOf } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { Section } from "../../ui/Section";
import { date, tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { useEarnings } from "./useIncome";
import { WeeksChart } from "./WeeksChart";
import { WeeksTable } from "./WeeksTable";
import { tokenOfPool } from "./words";

/** As many bars as can be told apart. */
const MOST_WEEKS = 26;

/** What each week had for lockers, token by token, and one's own part of it. */
export function WeeksSection({ income }: { income: sharing.Income }) {
  const { deployment } = useTenure();
  const { signer } = useWallet();
  const { data } = useEarnings(signer);
  const [chosen, choose] = useState("0");
  const [view, setView] = useState("chart");
  const pool = income.pools[Number(chosen)];
  if (pool === undefined) {
    return (
      <Section title="Income week by week">
        <Text>No token is shared yet.</Text>
      </Section>
    );
  }
  const token = tokenOfPool(deployment, pool);
  const weeks = sharing.incomeWeeks(income, pool, data?.earnings, MOST_WEEKS);
  const hasLock = data?.earnings.lock !== undefined;
  return (
    <Section
      title="Income week by week"
      testid="weeks"
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="sm"
            aria-label="Token"
            value={chosen}
            onChange={choose}
            data={income.pools.map((each, index) => ({
              value: String(index),
              label: tokenOfPool(deployment, each).symbol,
            }))}
          />
          <SegmentedControl
            size="sm"
            aria-label="Show as"
            value={view}
            onChange={setView}
            data={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
          />
        </Group>
      }
    >
      <Stack>
        <Text size="sm" c="dimmed" data-testid="weeks-summary">
          {summary(weeks, token)}
        </Text>
        {view === "chart" ? (
          <WeeksChart weeks={weeks} token={token} hasLock={hasLock} />
        ) : (
          <WeeksTable weeks={weeks} token={token} hasLock={hasLock} />
        )}
      </Stack>
    </Section>
  );
}

function summary(weeks: readonly sharing.IncomeWeek[], token: ReturnType<typeof tokenOfPool>) {
  const [first] = weeks;
  const all = weeks.reduce((sum, { revenue }) => sum + revenue, 0n);
  const own = weeks.reduce((sum, { share }) => sum + share, 0n);
  const since = first === undefined ? "" : ` since ${date(startOf(first.week))}`;
  const yours = own === 0n ? "" : `, ${tokens(own, token)} of it for your lock`;
  return `${tokens(all, token)} for lockers${since}${yours}.`;
}
