import { Alert, Checkbox, Stack, Text } from "@mantine/core";
import { locks, PERMANENT, startOf } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { Fact } from "../../ui/Fact";
import { date, dateAndTime, share, tokens } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { useAct } from "../../transact/useAct";

/** Leaves a lock before its end; the price is shown, and agreed to, before anything is signed. */
export function ExitForm({ stake, lock }: OwnProps) {
  const { position, token } = stake;
  const { locker, now } = position;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const [agreed, setAgreed] = useState(false);
  const penalty = locks.penaltyAt(locker, lock, now);
  const received = lock.amount - penalty;

  const submit = () =>
    act(async () => {
      const own = ownOf(stake);
      // The chain's clock may be a moment behind the one shown here, and the penalty higher then.
      const fresh = await locks.readPosition(chain, own.locker, own.owner.address);
      if (fresh.lock === undefined) throw new Error("There is no lock to leave");
      const most = locks.penaltyAt(fresh.locker, fresh.lock, fresh.now);
      return {
        title: `Leave your lock of ${tokens(fresh.lock.amount, token)}`,
        facts: [
          { label: "Penalty, at most", value: tokens(most, token) },
          { label: "You get at least", value: tokens(fresh.lock.amount - most, token) },
        ],
        warning: "The penalty is gone for good, and votes that run no longer count your lock.",
        transactions: [await locks.exitEarly(chain, { ...own, mostPenalty: most })],
      };
    });

  const obstacle =
    (locks.isHeldByVote(locker, lock, now)
      ? `A vote counts your lock until ${dateAndTime(lock.votingUntil)}`
      : undefined) ??
    locks.obstaclesOf(position).exitEarly?.words ??
    (agreed ? undefined : "Agree to the penalty first");

  return (
    <Stack gap="lg">
      <Alert color="red" title="Leaving now costs tokens" variant="light">
        <Stack gap="xs">
          <Fact label="Penalty now" testid="penalty" value={penalty}>
            {tokens(penalty, token)}
          </Fact>
          <Fact label="Of the amount" testid="penalty-share">
            {share(penalty, lock.amount)}
          </Fact>
          <Fact label="You would get" testid="penalty-rest" value={received}>
            {tokens(received, token)}
          </Fact>
        </Stack>
      </Alert>
      <Text size="sm">
        {lock.endWeek === PERMANENT
          ? "A permanent lock's penalty does not fall until you begin to unlock."
          : `The penalty falls every second. If you wait until ${date(startOf(lock.endWeek))} there is none.`}{" "}
        It goes to whom the locker's terms name, and what you earned until now stays yours.
      </Text>
      <Checkbox
        label="I want to leave now and pay the penalty"
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <ActionButton
        color="red"
        onClick={() => void submit()}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Leave early
      </ActionButton>
    </Stack>
  );
}
