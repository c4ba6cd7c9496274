import { Stack } from "@mantine/core";
import { locks } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { readAmount, TokenField } from "../../ui/TokenField";
import { tokens } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { PowerPreview } from "./PowerPreview";
import { useAct } from "../../transact/useAct";

/** Adds tokens to a lock; its end stays. */
export function IncreaseForm({ stake, lock }: OwnProps) {
  const { position, token, held } = stake;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const [text, setText] = useState("");
  const { units, error } = readAmount(text, token, held);

  const submit = async () => {
    const done = await act(async () => {
      if (units === undefined) throw new Error("An amount is wanted");
      return {
        title: `Add ${tokens(units, token)} to your lock`,
        facts: [{ label: "Locked then", value: tokens(lock.amount + units, token) }],
        transactions: [await locks.increase(chain, { ...ownOf(stake), amount: units })],
      };
    });
    if (done) setText("");
  };

  const obstacle =
    locks.obstaclesOf(position).increase?.words ??
    (held === 0n ? `Your wallet holds no ${token.symbol}` : undefined) ??
    error ??
    (units === undefined ? "Enter an amount" : undefined);

  return (
    <Stack gap="lg">
      <TokenField
        label="Amount to add"
        token={token}
        text={text}
        onChange={setText}
        {...(held !== undefined && { available: held })}
      />
      <PowerPreview
        stake={stake}
        before={lock}
        after={{ amount: lock.amount + (units ?? 0n), endWeek: lock.endWeek }}
      />
      <ActionButton
        onClick={() => void submit()}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Add to the lock
      </ActionButton>
    </Stack>
  );
}
