import { Stack, Text } from "@mantine/core";
import { locks, PERMANENT } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { ownOf, type OwnProps } from "./own";
import { PowerPreview } from "./PowerPreview";
import { useAct } from "../../transact/useAct";

/** Keeps a lock's power at its whole amount until its owner begins to unlock. */
export function MakePermanent({ stake, lock }: OwnProps) {
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const submit = () =>
    act(async () => ({
      title: "Make your lock permanent",
      warning:
        "It does not end by itself. To get the tokens back you begin to unlock, and wait 208 weeks from then.",
      transactions: [await locks.makePermanent(chain, ownOf(stake))],
    }));
  const obstacle = locks.obstaclesOf(stake.position).makePermanent?.words;
  return (
    <Stack gap="lg">
      <Text size="sm">
        A permanent lock counts in full and never loses power. It has no end: to get the tokens back
        you begin to unlock, and they are free 208 weeks after that.
      </Text>
      <PowerPreview
        stake={stake}
        before={lock}
        after={{ amount: lock.amount, endWeek: PERMANENT }}
      />
      <ActionButton
        onClick={() => void submit()}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Make permanent
      </ActionButton>
    </Stack>
  );
}
