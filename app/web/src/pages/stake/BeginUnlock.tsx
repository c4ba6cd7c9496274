import { Stack, Text } from "@mantine/core";
import { locks, MAX_WEEKS, startOf } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { date, dateAndTime } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { PowerPreview } from "./PowerPreview";
import { useAct } from "../../transact/useAct";

/** Lets a permanent lock end, in 208 weeks. */
export function BeginUnlock({ stake, lock }: OwnProps) {
  const { position } = stake;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const endWeek = locks.countingWeek(position.locker, position.now) + Number(MAX_WEEKS);
  const submit = () =>
    act(async () => ({
      title: `Begin to unlock: free on ${date(startOf(endWeek))}`,
      warning:
        "Your power falls from now on, and proposals that are up for a vote no longer count your lock.",
      transactions: [await locks.beginUnlock(chain, ownOf(stake))],
    }));
  const obstacle = locks.isHeldByVote(position.locker, lock, position.now)
    ? `A vote counts your lock until ${dateAndTime(lock.votingUntil)}`
    : locks.obstaclesOf(position).beginUnlock?.words;
  return (
    <Stack gap="lg">
      <Text size="sm">
        The lock becomes one of 208 weeks: its power falls from now on, and on{" "}
        {date(startOf(endWeek))} the tokens are free. Until then you can make it permanent again.
      </Text>
      <PowerPreview stake={stake} before={lock} after={{ amount: lock.amount, endWeek }} />
      <ActionButton
        onClick={() => void submit()}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Begin to unlock
      </ActionButton>
    </Stack>
  );
}
