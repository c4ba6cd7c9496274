import { Badge, Group, Progress, Stack, Text } from "@mantine/core";
import { locks, PERMANENT, powerAt, startOf } from "@tenure/sdk";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { date, dateAndTime, duration, powerToken, share, tokens } from "../../ui/text";
import type { Stake } from "./useStake";

type Props = { stake: Stake; lock: locks.OpenLock };

/** The visitor's lock as it stands at the chain's second. */
export function YourLock({ stake: { position, token }, lock }: Props) {
  const { locker, now } = position;
  const second = locks.countingSecond(locker, now);
  const week = locks.countingWeek(locker, now);
  const standing = locks.standingOf(lock, week);
  const power = powerAt(lock, second);
  const delegate = locks.delegateOf(lock);
  return (
    <Section title="Your lock" testid="your-lock" aside={<Mark standing={standing} />}>
      <Stack gap="xs">
        <Fact label="Amount" testid="lock-amount" value={lock.amount}>
          {tokens(lock.amount, token)}
        </Fact>
        <Fact
          label="Power now"
          hint="The amount times the time left, over 208 weeks; all of the amount while the lock is permanent."
          testid="lock-power"
          value={power}
        >
          {tokens(power, powerToken(token))}
        </Fact>
        <Fact label="Share of all power" testid="lock-share">
          {share(power, locks.totalPowerAt(locker, now))}
        </Fact>
        <Ending endWeek={lock.endWeek} second={second} />
        <Fact
          label="Votes for you"
          hint="A delegate may vote with your lock, and nothing else. Your own vote goes before theirs."
          testid="delegate"
          value={delegate ?? ""}
        >
          {delegate === undefined ? "Only you" : <ExplorerLink kind="address" id={delegate} />}
        </Fact>
        {locks.isHeldByVote(locker, lock, now) && (
          <Fact
            label="Held by a vote until"
            hint="A running vote counts this lock. Until it is over the lock cannot be left or begin to end; adding and extending go on."
            testid="voting-until"
            value={lock.votingUntil}
          >
            {dateAndTime(lock.votingUntil)}
          </Fact>
        )}
        {standing !== "ended" && <PowerBar power={power} amount={lock.amount} />}
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed" data-testid="as-of" data-value={second.toString()}>
            As of {dateAndTime(second)}
          </Text>
          <ExplorerLink kind="address" id={lock.address}>
            Account of the lock
          </ExplorerLink>
        </Group>
      </Stack>
    </Section>
  );
}

function Mark({ standing }: { standing: locks.Standing }) {
  switch (standing) {
    case "permanent":
      return <Badge variant="light">Permanent</Badge>;
    case "ended":
      return (
        <Badge variant="outline" color="gray">
          Free
        </Badge>
      );
    default:
      return (
        <Badge variant="light" color="gray">
          Running
        </Badge>
      );
  }
}

function Ending({ endWeek, second }: { endWeek: number; second: bigint }) {
  if (endWeek === PERMANENT) {
    return (
      <Fact label="Ends" testid="lock-end" value="never">
        Never, until you begin to unlock
      </Fact>
    );
  }
  const end = startOf(endWeek);
  const over = end <= second;
  return (
    <>
      <Fact label={over ? "Ended" : "Free again"} testid="lock-end" value={end}>
        {date(end)}
      </Fact>
      {!over && (
        <Fact label="Time left" testid="time-left" value={end - second}>
          {duration(end - second)}
        </Fact>
      )}
    </>
  );
}

/** How much of the amount counts. */
function PowerBar({ power, amount }: { power: bigint; amount: bigint }) {
  const bps = amount === 0n ? 0n : (power * 10_000n) / amount;
  const words = `${share(power, amount)} of the amount counts as power`;
  return (
    <Stack gap={4} mt="xs">
      <Progress value={Number(bps) / 100} size="lg" radius="xl" aria-label={words} />
      <Text size="xs" c="dimmed">
        {words}
      </Text>
    </Stack>
  );
}
