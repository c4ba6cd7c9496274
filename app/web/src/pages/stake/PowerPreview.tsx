import { Stack } from "@mantine/core";
import { locks, PERMANENT, powerAt, startOf, type Stake as Held } from "@tenure/sdk";
import { Fact } from "../../ui/Fact";
import { date, powerToken, rough, share, tokens } from "../../ui/text";
import { PowerChart, type ChartPoint } from "./PowerChart";
import type { Stake } from "./useStake";

type Props = {
  stake: Stake;
  /** What is locked now, if anything. */
  before?: Held;
  /** What would be; the same while nothing is chosen. */
  after: Held;
};

/** Points in a preview's chart, at the most. */
const POINTS = 52;
/** A chart begins at a full one, so that it is not drawn anew every second. */
const HOUR = 3_600n;
/** How far a permanent stake is drawn. */
const FOREVER_WEEKS = 208;

/** What a change would do to the visitor's power, now and until the end. */
export function PowerPreview({ stake: { position, token }, before, after }: Props) {
  const { locker, now } = position;
  const second = locks.countingSecond(locker, now);
  const unit = powerToken(token);
  const power = powerAt(after, second);
  const powerBefore = before === undefined ? 0n : powerAt(before, second);
  const total = locks.totalPowerAt(locker, now);
  const changes =
    before !== undefined && (before.amount !== after.amount || before.endWeek !== after.endWeek);
  const lines = [
    { label: before === undefined || changes ? "After" : "As it is", color: "indigo.6" },
    ...(changes ? [{ label: "As it is", color: "gray.6", dashed: true }] : []),
  ];
  const end = endOf(after);
  return (
    <Stack gap="xs" data-testid="preview">
      <Fact label="Power" testid="preview-power" value={power}>
        {changes && `${rough(powerBefore, unit)} → `}
        {rough(power, unit)}
      </Fact>
      <Fact label="Share of all power" testid="preview-share">
        {changes && `${share(powerBefore, total)} → `}
        {share(power, total - powerBefore + power)}
      </Fact>
      <Fact label="Free again" testid="preview-end" value={end ?? "never"}>
        {end === undefined ? "Never, until you begin to unlock" : date(end)}
      </Fact>
      <PowerChart
        lines={lines}
        points={pointsOf(second, changes ? [after, before] : [after])}
        token={unit}
        height={180}
        summary={
          end === undefined
            ? `Your power stays at ${tokens(after.amount, unit)}.`
            : `Your power falls evenly from ${rough(powerAt(after, second - (second % HOUR)), unit)} to nothing on ${date(end)}.`
        }
      />
    </Stack>
  );
}

function endOf({ endWeek }: Held): bigint | undefined {
  return endWeek === PERMANENT ? undefined : startOf(endWeek);
}

/** From the present hour to the last end. */
function pointsOf(second: bigint, stakes: readonly Held[]): readonly ChartPoint[] {
  const first = second - (second % HOUR);
  const forever = first + startOf(FOREVER_WEEKS);
  const ends = stakes.map((stake) => endOf(stake) ?? forever);
  const last = ends.reduce((latest, end) => (end > latest ? end : latest));
  const weeks = Number((last - first) / startOf(1));
  const step = startOf(Math.max(1, Math.ceil(weeks / POINTS)));
  const seconds: bigint[] = [];
  for (let at = first; at < last; at += step) seconds.push(at);
  return [...seconds, last].map((at) => ({
    second: at,
    values: stakes.map((stake) => powerAt(stake, at)),
  }));
}
