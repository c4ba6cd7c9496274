import { SegmentedControl, Stack, Text } from "@mantine/core";
import { locks, PERMANENT, powerAt, startOf } from "@tenure/sdk";
import { useState } from "react";
import { Section } from "../../ui/Section";
import { date, powerToken, rough, tokens } from "../../ui/text";
import { PowerChart, type ChartPoint } from "./PowerChart";
import type { Stake } from "./useStake";

/** How many weeks are shown before the present, at the most, and after it, at the least. */
const PAST = 52;
const AHEAD = 52;
const FARTHEST = 208;

type Whose = "own" | "total";

/** Power week by week: as it counted, and as it will if nothing but time changes it. */
export function PowerOverTime({ stake: { position, token } }: { stake: Stake }) {
  const { locker, lock, now } = position;
  const [chosen, setChosen] = useState<Whose>();
  const hasOwn = lock !== undefined && powerAt(lock, locks.countingSecond(locker, now)) > 0n;
  const whose = chosen ?? (hasOwn ? "own" : "total");
  const unit = powerToken(token);
  const week = locks.countingWeek(locker, now);
  const first = Math.max(firstShown(position, whose), week - PAST);
  const last = whose === "own" ? lastShown(lock, week) : week + FARTHEST;
  const points = chartPoints(position, whose, first, last);
  const hour = now - (now % 3_600n);
  const present = points.find(({ second }) => second === hour)?.values[0] ?? 0n;
  const summary =
    whose === "own"
      ? `Your power at each week's start: ${rough(present, unit)} now, and as it falls if you change nothing.`
      : `Everybody's power at each week's start: ${rough(present, unit)} now, and as it falls if nobody changes anything.`;

  return (
    <Section
      title="Power over time"
      testid="power-over-time"
      aside={
        <SegmentedControl
          aria-label="Whose power"
          size="sm"
          value={whose}
          onChange={(value) => setChosen(value === "own" ? "own" : "total")}
          data={[
            { value: "own", label: "Yours" },
            { value: "total", label: "Everybody's" },
          ]}
        />
      }
    >
      {points.every(({ values }) => values[0] === 0n) ? (
        <Text size="sm" c="dimmed">
          {whose === "own" ? "You have no power." : "Nobody has locked anything yet."}
        </Text>
      ) : (
        <Stack gap="xs">
          <PowerChart
            lines={[
              whose === "own"
                ? { label: "Your power", color: "indigo.6" }
                : { label: "Everybody's power", color: "teal.6" },
            ]}
            points={points}
            token={unit}
            today={hour}
            summary={summary}
            height={280}
          />
          <Text size="sm" c="dimmed">
            What counts in a week is what was locked before it began.{" "}
            {whose === "own" && hasOwn && nextWeek(position, lock, token)}
          </Text>
        </Stack>
      )}
    </Section>
  );
}

function nextWeek({ locker, now }: locks.Position, lock: locks.OpenLock, token: Stake["token"]) {
  const second = startOf(locks.countingWeek(locker, now) + 1);
  return `On ${date(second)} it is ${tokens(powerAt(lock, second), powerToken(token))}.`;
}

/** A lock's from the week in which its history begins, everybody's from the first with any power. */
function firstShown(position: locks.Position, whose: Whose): number {
  const [oldest] = position.lock === undefined ? [] : locks.checkpointsOf(position.lock);
  return (whose === "own" ? oldest?.week : undefined) ?? locks.firstPoweredWeek(position);
}

function lastShown(lock: locks.OpenLock | undefined, week: number): number {
  if (lock === undefined || lock.amount === 0n) return week + AHEAD;
  if (lock.endWeek === PERMANENT) return week + FARTHEST;
  return Math.max(lock.endWeek, week) + 4;
}

/** At each week's start, and at the present hour. */
function chartPoints(
  position: locks.Position,
  whose: Whose,
  first: number,
  last: number,
): readonly ChartPoint[] {
  const { locker, lock, now } = position;
  const hour = now - (now % 3_600n);
  const second = locks.countingSecond(locker, hour);
  const own = lock === undefined ? 0n : powerAt(lock, second);
  const present = whose === "own" ? own : locks.totalPowerAt(locker, hour);
  const weeks = locks.powerSeries(position, first, last);
  const points = weeks.map(({ second, lock: own, total }) => ({
    second,
    values: [whose === "own" ? own : total],
  }));
  const shown = date(hour);
  return [
    ...points.filter(({ second }) => date(second) !== shown),
    { second: hour, values: [present] },
  ].sort((one, other) => Number(one.second - other.second));
}
