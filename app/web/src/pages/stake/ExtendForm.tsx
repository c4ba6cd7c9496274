import { Stack, Text } from "@mantine/core";
import { locks, startOf } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { date } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { PowerPreview } from "./PowerPreview";
import { useAct } from "../../transact/useAct";
import { readWeeks } from "./weeks";
import { WeeksField } from "./WeeksField";

/** Moves a lock's end to a later week. */
export function ExtendForm({ stake, lock }: OwnProps) {
  const { position } = stake;
  const { locker, now } = position;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const bounds = locks.extensionWeeks(position);
  const [text, setText] = useState(() => (bounds === undefined ? "" : String(bounds.most)));
  const read = bounds === undefined ? {} : readWeeks(text, bounds);
  const endWeek = read.weeks && locks.countingWeek(locker, now) + read.weeks;

  const submit = () =>
    act(async () => {
      if (!read.weeks || !endWeek) throw new Error("A term is wanted");
      return {
        title: `Extend your lock until ${date(startOf(endWeek))}`,
        facts: [{ label: "Ends now", value: date(startOf(lock.endWeek)) }],
        warning: "A lock's end can only move later.",
        transactions: [await locks.extend(chain, { ...ownOf(stake), weeks: read.weeks })],
      };
    });

  const obstacle =
    (bounds === undefined ? "Your lock already ends as late as it can" : undefined) ??
    locks.obstaclesOf(position).extend?.words ??
    read.error ??
    (read.weeks === undefined ? "Enter a number of weeks" : undefined);

  return (
    <Stack gap="lg">
      {bounds === undefined ? (
        <Text size="sm">It can be extended again once a week of it has passed.</Text>
      ) : (
        <WeeksField
          label="Let it run for"
          description="From now, in whole weeks; the present one is the first"
          bounds={bounds}
          text={text}
          onChange={setText}
        />
      )}
      <PowerPreview
        stake={stake}
        before={lock}
        after={{ amount: lock.amount, endWeek: endWeek ?? lock.endWeek }}
      />
      <ActionButton
        onClick={() => void submit()}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Extend
      </ActionButton>
    </Stack>
  );
}
