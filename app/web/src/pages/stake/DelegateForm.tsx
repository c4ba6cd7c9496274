import { Button, Stack, Text, TextInput } from "@mantine/core";
import { address, isAddress, type Address } from "@solana/kit";
import { locks } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { short } from "../../ui/text";
import { ownOf, type OwnProps } from "./own";
import { useAct } from "../../transact/useAct";

/** Names who may vote with a lock beside its owner. */
export function DelegateForm({ stake, lock }: OwnProps) {
  const { act, composing } = useAct();
  const [text, setText] = useState("");
  const named = text.trim();
  const delegate = locks.delegateOf(lock);
  const isBad = named !== "" && !isAddress(named);

  const set = async (next: Address | undefined) => {
    const done = await act(async () => ({
      title: next === undefined ? "Let nobody else vote" : `Let ${short(next)} vote for you`,
      ...(next !== undefined && { facts: [{ label: "Delegate", value: next }] }),
      transactions: [await locks.setDelegate({ ...ownOf(stake), delegate: next })],
    }));
    if (done) setText("");
  };

  const obstacle =
    (named === "" ? "Enter an address" : undefined) ??
    (isBad ? "Enter a Solana address" : undefined) ??
    (named === delegate ? "This address is your delegate already" : undefined) ??
    (named === lock.owner ? "This is your own address: you vote without a delegate" : undefined);

  return (
    <Stack gap="lg">
      <Text size="sm">
        A delegate may vote with your lock's power, and nothing else: your tokens and what they earn
        stay yours. You can still vote yourself, and your own vote goes before theirs.
      </Text>
      <TextInput
        label="Delegate's address"
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={isBad ? "This is no Solana address" : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ActionButton
        onClick={() => void set(address(named))}
        loading={composing}
        {...(obstacle !== undefined && { obstacle })}
      >
        Name the delegate
      </ActionButton>
      {delegate !== undefined && (
        <Button variant="default" onClick={() => void set(undefined)}>
          Remove {short(delegate)} as delegate
        </Button>
      )}
    </Stack>
  );
}
