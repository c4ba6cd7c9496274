import { Stack, Text } from "@mantine/core";
import { locks, startOf } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { Section } from "../../ui/Section";
import { readAmount, TokenField } from "../../ui/TokenField";
import { date, tokens } from "../../ui/text";
import { PowerPreview } from "./PowerPreview";
import { useAct } from "../../transact/useAct";
import type { Stake } from "./useStake";
import { readWeeks } from "./weeks";
import { WeeksField } from "./WeeksField";

/** Locks tokens for a time; what they would count is shown before anything is signed. */
export function LockForm({ stake }: { stake: Stake }) {
  const { position, token, signer, held } = stake;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const [amountText, setAmountText] = useState("");
  const [weeksText, setWeeksText] = useState("52");
  const { locker, now } = position;
  const bounds = locks.lockWeeks(locker);
  const { units, error } = readAmount(amountText, token, held);
  const { weeks, error: weeksError } = readWeeks(weeksText, bounds);
  const endWeek = weeks && locks.countingWeek(locker, now) + weeks;

  const submit = () =>
    act(async () => {
      if (signer === undefined || units === undefined || !weeks || !endWeek) {
        throw new Error("An amount and a term are wanted");
      }
      const own = { locker: locker.address, owner: signer };
      return {
        title: `Lock ${tokens(units, token)} until ${date(startOf(endWeek))}`,
        facts: [{ label: "Ends", value: `${date(startOf(endWeek))}, 00:00 UTC` }],
        warning: "Before that you get the tokens back only by leaving early, for a penalty.",
        transactions: [await locks.lock(chain, { ...own, amount: units, weeks })],
      };
    });

  const obstacle =
    (signer === undefined ? "Connect a wallet to lock" : undefined) ??
    locks.obstaclesOf(position).lock?.words ??
    (held === 0n ? `Your wallet holds no ${token.symbol}` : undefined) ??
    error ??
    (units === undefined ? "Enter an amount" : undefined) ??
    weeksError ??
    (weeks === undefined ? "Enter a number of weeks" : undefined);

  return (
    <Section title={`Lock ${token.symbol}`} testid="lock-form">
      <Stack gap="lg">
        <TokenField
          label="Amount to lock"
          token={token}
          text={amountText}
          onChange={setAmountText}
          {...(held !== undefined && { available: held })}
        />
        <WeeksField
          label="Lock for"
          description="Counted in whole weeks; the present one is the first"
          bounds={bounds}
          text={weeksText}
          onChange={setWeeksText}
        />
        {units !== undefined && endWeek !== undefined ? (
          <PowerPreview stake={stake} after={{ amount: units, endWeek }} />
        ) : (
          <Text size="sm" c="dimmed">
            Enter an amount and see here what it would count.
          </Text>
        )}
        <ActionButton
          onClick={() => void submit()}
          loading={composing}
          {...(obstacle !== undefined && { obstacle })}
        >
          Lock
        </ActionButton>
      </Stack>
    </Section>
  );
}
