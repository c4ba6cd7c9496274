import { Stack, Text } from "@mantine/core";
import { locks } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { tokens } from "../../ui/text";
import { ownOf } from "./own";
import { useAct } from "../../transact/useAct";
import type { Stake } from "./useStake";

/** Takes the tokens of an ended lock back. */
export function WithdrawForm({ stake }: { stake: Stake }) {
  const { position, token } = stake;
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const amount = position.lock?.amount ?? 0n;
  const submit = () =>
    act(async () => ({
      title: `Withdraw ${tokens(amount, token)}`,
      transactions: [await locks.withdraw(chain, ownOf(stake))],
    }));
  const obstacle = locks.obstaclesOf(position).withdraw?.words;
  return (
    <Section title="Your lock has ended" testid="withdraw-form">
      <Stack gap="lg">
        <Text size="sm">
          Your tokens are free. Take them back, all of them; afterwards you can lock anew. What the
          lock has earned can be claimed before or after.
        </Text>
        <Fact label="You get" testid="withdrawable" value={amount}>
          {tokens(amount, token)}
        </Fact>
        <ActionButton
          onClick={() => void submit()}
          loading={composing}
          {...(obstacle !== undefined && { obstacle })}
        >
          Withdraw
        </ActionButton>
      </Stack>
    </Section>
  );
}
