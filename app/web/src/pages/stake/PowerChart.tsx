import { AreaChart } from "@mantine/charts";
import { Box, Table, Text } from "@mantine/core";
import { amount, type Token } from "@tenure/sdk";
import { memo } from "react";
import { date, rough } from "../../ui/text";

export type ChartPoint = {
  readonly second: bigint;
  /** One for each of the lines; `undefined` where it has no value. */
  readonly values: readonly (bigint | undefined)[];
};

type Line = { readonly label: string; readonly color: string; readonly dashed?: boolean };

type Props = {
  lines: readonly Line[];
  points: readonly ChartPoint[];
  token: Pick<Token, "decimals" | "symbol">;
  /** What the chart shows, for who does not see it. */
  summary: string;
  /** Where the present is drawn. */
  today?: bigint;
  height?: number;
};

/** Rows of the table that says the same. */
const ROWS = 12;

/** Power over time, drawn, and as a table. It is drawn anew only if something in it has changed. */
export const PowerChart = memo(Chart, isSame);

function Chart({ lines, points, token, summary, today, height = 220 }: Props) {
  const data = points.map(({ second, values }) => ({
    date: date(second),
    ...Object.fromEntries(lines.map(({ label }, index) => [label, drawn(values[index], token)])),
  }));
  return (
    <div>
      <Box role="img" aria-label={summary}>
        <AreaChart
          h={height}
          data={data}
          dataKey="date"
          series={lines.map(({ label, color, dashed }) => ({
            name: label,
            color,
            strokeDasharray: dashed ? "6 4" : undefined,
          }))}
          type="default"
          curveType="linear"
          fillOpacity={0.18}
          withDots={false}
          withLegend={lines.length > 1}
          legendProps={{ verticalAlign: "top", height: 32 }}
          connectNulls={false}
          tickLine="none"
          gridAxis="x"
          valueFormatter={(value) => SHORT.format(value)}
          xAxisProps={{ minTickGap: 40, tickFormatter: monthOf }}
          yAxisProps={{ width: 48 }}
          areaChartProps={{ accessibilityLayer: false }}
          areaProps={{ isAnimationActive: false }}
          {...(today !== undefined && {
            referenceLines: [
              { x: date(today), label: "Now", color: "var(--mantine-color-dimmed)" },
            ],
          })}
        />
      </Box>
      <details style={{ marginTop: "var(--mantine-spacing-xs)" }}>
        <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>
          Show as a table
        </Text>
        <Table.ScrollContainer minWidth={0}>
          <Table captionSide="top" verticalSpacing={4} fz="sm">
            <Table.Caption>{summary}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Day</Table.Th>
                {lines.map(({ label }) => (
                  <Table.Th key={label} scope="col" ta="right">
                    {label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {thinned(points).map(({ second, values }) => (
                <Table.Tr key={second.toString()} data-second={second.toString()}>
                  <Table.Th scope="row" fw={400}>
                    {date(second)}
                  </Table.Th>
                  {lines.map(({ label }, index) => (
                    <Table.Td key={label} ta="right" data-value={values[index]?.toString()}>
                      {values[index] === undefined ? "–" : rough(values[index], token)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </div>
  );
}

/** Only for drawing: a chart cannot show more digits than a number holds. */
function drawn(units: bigint | undefined, { decimals }: Pick<Token, "decimals">): number | null {
  return units === undefined ? null : Number(amount.format(units, decimals));
}

function monthOf(day: string): string {
  return day.split(" ").slice(1).join(" ");
}

/** The first, the last, and evenly some of those between. */
function thinned(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const step = Math.max(1, Math.ceil((points.length - 1) / (ROWS - 1)));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

function isSame(before: Props, after: Props): boolean {
  return (
    before.summary === after.summary &&
    before.today === after.today &&
    before.lines.length === after.lines.length &&
    before.lines.every(({ label }, index) => label === after.lines[index]?.label) &&
    before.points.length === after.points.length &&
    before.points.every((point, index) => {
      const other = after.points[index];
      return (
        other?.second === point.second &&
        point.values.every((value, line) => value === other.values[line])
      );
    })
  );
}

const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
