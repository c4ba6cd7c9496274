import { Stack, TextInput } from "@mantine/core";
import { address, isAddress } from "@solana/kit";
import { shops } from "@tenure/sdk";
import { useState } from "react";
import { ActionButton } from "../../ui/ActionButton";
import { short, tokens } from "../../ui/text";
import { readAmount, TokenField } from "../../ui/TokenField";
import { Dialog } from "./Dialog";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

type Props = { visit: Visit; token: shops.ShopToken; onClose: () => void };

/** How much to deposit for calls, and, the first time, whose key signs for them. */
export function DepositDialog({ visit: { shop, member, user }, token, onClose }: Props) {
  const [text, setText] = useState("");
  const [key, setKey] = useState("");
  const { act, composing } = useAct();
  const available = member.purses.get(token.token.mint)?.amount ?? 0n;
  const { units } = readAmount(text, token.token, available);
  const isNew = !member.prepayments.some(({ state }) => state.mint === token.token.mint);
  const sessionKey = isNew && isAddress(key) ? address(key) : undefined;
  const obstacle =
    units === undefined
      ? "Enter an amount that you have."
      : isNew && sessionKey === undefined
        ? "Enter the address of your session key."
        : undefined;

  const deposit = () =>
    act(async () => {
      if (units === undefined) throw new Error("There is no amount");
      const deed = await shops.depositCredit({ shop, token, user, amount: units, sessionKey });
      onClose();
      return {
        title: `Deposit ${tokens(units, token.token)} for calls`,
        ...(sessionKey === undefined
          ? {}
          : { facts: [{ label: "Vouchers are signed by", value: short(sessionKey) }] }),
        transactions: [deed],
      };
    });

  return (
    <Dialog onClose={onClose} title={`Deposit ${token.token.symbol} for calls`}>
      <Stack>
        <TokenField
          label="Amount"
          token={token.token}
          text={text}
          onChange={setText}
          available={available}
        />
        {isNew && (
          <TextInput
            label="Session key"
            description="The address of the key on your server that signs vouchers. It holds nothing, and cannot be changed until the deposit is closed."
            autoComplete="off"
            value={key}
            error={key !== "" && !isAddress(key) ? "This is no address" : undefined}
            onChange={(event) => setKey(event.currentTarget.value.trim())}
          />
        )}
        <ActionButton onClick={() => void deposit()} loading={composing} obstacle={obstacle}>
          Review
        </ActionButton>
      </Stack>
    </Dialog>
  );
}
