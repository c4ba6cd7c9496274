import { Checkbox, Stack, Text } from "@mantine/core";
import { locks, startOf } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { Section } from "../../ui/Section";
import { date } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { useAct } from "../../transact/useAct";

/** From so many weeks remembered on, the page offers to make room. */
const CROWDED = 56;
/** Weeks that are dropped at a time. */
const DROPPED = 8;

/** Makes room in a history that is full, or soon will be. */
export function History({ stake, lock }: OwnProps) {
  const { act, composing } = useAct();
  const [givesUp, setGivesUp] = useState(false);
  const kept = locks.keptAfterPruning(lock, DROPPED);
  if (lock.checkpointCount < CROWDED || kept === undefined) return null;

  const submit = () =>
    act(async () => ({
      title: "Make room in your lock's history",
      warning: `What the lock earned in weeks before ${date(startOf(kept))}, and you have not claimed, is lost.`,
      transactions: [await locks.prune({ ...ownOf(stake), giveUpBefore: kept })],
    }));

  return (
    <Section title="Your lock's history is filling up" testid="history">
      <Stack>
        <Text size="sm">
          A lock remembers {locks.CHECKPOINTS} weeks in which it changed, and yours uses{" "}
          {lock.checkpointCount}. Once it is full nothing can change until you make room. That gives
          up what the weeks before {date(startOf(kept))} could still earn: claim your revenue first.
        </Text>
        <Checkbox
          label={`I have claimed what I earned before ${date(startOf(kept))}, or give it up`}
          checked={givesUp}
          onChange={(event) => setGivesUp(event.currentTarget.checked)}
        />
        <ActionButton
          variant="default"
          onClick={() => void submit()}
          loading={composing}
          {...(!givesUp && { obstacle: "Claim your revenue, or give it up" })}
        >
          Make room
        </ActionButton>
      </Stack>
    </Section>
  );
}
