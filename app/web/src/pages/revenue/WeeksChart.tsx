import { BarChart } from "@mantine/charts";
import { amount, startOf, type sharing, type Token } from "@tenure/sdk";
import { date } from "../../ui/text";

type Props = { weeks: readonly sharing.IncomeWeek[]; token: Token; hasLock: boolean };

/** Bars, a week each, the running one last. The same figures, exact, are in the table. */
export function WeeksChart({ weeks, token, hasLock }: Props) {
  const data = weeks.map(({ week, revenue, share }) => ({
    week: dayOf(week),
    yours: inUnits(share, token),
    others: inUnits(revenue - share, token),
  }));
  const others = {
    name: "others",
    label: hasLock ? "Everybody else" : "All lockers",
    color: "indigo.4",
  };
  const yours = { name: "yours", label: "Your lock", color: "teal.8" };
  return (
    <div
      role="img"
      aria-label={`Bars of what each of ${weeks.length} weeks had for lockers, in ${token.symbol}. The table shows the same.`}
    >
      <BarChart
        h={280}
        data={data}
        dataKey="week"
        type="stacked"
        series={hasLock ? [yours, others] : [others]}
        withLegend={hasLock}
        legendProps={{ verticalAlign: "bottom" }}
        maxBarWidth={48}
        valueFormatter={(value) => `${value.toLocaleString("en")} ${token.symbol}`}
        yAxisProps={{ width: 64, tickFormatter: (value: number) => value.toLocaleString("en") }}
        xAxisProps={{ minTickGap: 8 }}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
      />
    </div>
  );
}

/** To draw it: more digits than a pixel shows. */
function inUnits(units: bigint, { decimals }: Token): number {
  return Number(amount.format(units, decimals));
}

function dayOf(week: number): string {
  return date(startOf(week)).replace(/ \d{4}$/, "");
}
