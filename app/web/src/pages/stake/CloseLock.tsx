import { Checkbox, Stack, Text } from "@mantine/core";
import { locks } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { Section } from "../../ui/Section";
import { ownOf, type OwnProps } from "./own";
import { useAct } from "../../transact/useAct";

/** Closes an empty lock, for its rent. */
export function CloseLock({ stake, lock }: OwnProps) {
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const [givesUp, setGivesUp] = useState(false);
  const { locker, now } = stake.position;
  const refusal = locks.obstaclesOf(stake.position).close;
  const last = locks.lastCountedWeek(lock, locks.countingWeek(locker, now));
  const isNeeded = refusal?.name === "HistoryNeeded" && last !== undefined;

  const submit = () =>
    act(async () => ({
      title: "Close your empty lock",
      ...(isNeeded && { warning: "What this lock has earned and you have not claimed is lost." }),
      transactions: [
        await locks.close(chain, {
          ...ownOf(stake),
          ...(isNeeded && { giveUpBefore: last + 1 }),
        }),
      ],
    }));

  const obstacle = isNeeded
    ? givesUp
      ? undefined
      : "Claim your revenue, or give it up"
    : refusal?.words;

  return (
    <Section title="Close the empty lock" testid="close-lock">
      <Stack>
        <Text size="sm">
          The account of your former lock holds some SOL for its rent. Closing it returns that.
        </Text>
        {isNeeded && (
          <Checkbox
            label="I have claimed what this lock has earned, or give it up"
            checked={givesUp}
            onChange={(event) => setGivesUp(event.currentTarget.checked)}
          />
        )}
        <ActionButton
          variant="default"
          onClick={() => void submit()}
          loading={composing}
          {...(obstacle !== undefined && { obstacle })}
        >
          Close the lock
        </ActionButton>
      </Stack>
    </Section>
  );
}
