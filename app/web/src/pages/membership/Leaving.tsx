import { Button, Stack, Text } from "@mantine/core";
import { paidThrough, shops, type Status, type subscriptions } from "@tenure/sdk";
import { date, dateAndTime, dollars } from "../../ui/text";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

type Props = { visit: Visit; seen: subscriptions.Subscription; status: Status };

/** Cancels, takes that back, and closes the account when all is over. */
export function Leaving({ visit: { shop, user, second }, seen, status }: Props) {
  const { act, composing } = useAct();
  const end = dateAndTime(paidThrough(seen));

  if (status === "expired") {
    const owes = shops.graceUsed(seen, second) > 0n;
    if (owes || seen.revoked === 1) {
      return (
        <Text size="sm" c="dimmed" maw={560}>
          {owes
            ? "Time used in grace is not paid: the account has to stay, and the next subscription begins with that time taken off."
            : "The store has excluded this wallet: the account has to stay."}
        </Text>
      );
    }
    const close = () =>
      act(async () => ({
        title: "Close the subscription's account",
        facts: [{ label: "Credit that you give up", value: dollars(seen.credit) }],
        ...(seen.credit > 0n ? { warning: "The credit is lost with the account." } : {}),
        transactions: [await shops.closeSubscription({ shop, user, subscription: seen })],
      }));
    return (
      <Button variant="default" size="md" loading={composing} onClick={() => void close()}>
        Close the account
      </Button>
    );
  }

  if (seen.cancelled === 1) {
    if (status !== "active") return null;
    const takeBack = () =>
      act(async () => ({
        title: "Take the cancellation back",
        facts: [{ label: "It can be renewed again", value: `When the paid time ends, ${end}` }],
        transactions: [await shops.takeBackCancellation({ shop, user })],
      }));
    return (
      <Button size="md" variant="light" loading={composing} onClick={() => void takeBack()}>
        Take the cancellation back
      </Button>
    );
  }

  const cancel = () =>
    act(async () => ({
      title: "Cancel the subscription",
      facts: [
        {
          label: "It opens everything until",
          value: status === "active" ? end : `now, ${dateAndTime(second)}`,
        },
        { label: "After that", value: "Nothing is renewed, and there is no grace" },
        ...(seen.changeScheduled === 1
          ? [{ label: "The other plan", value: "Does not follow" }]
          : []),
      ],
      warning:
        status === "active"
          ? `What you paid stays yours to use until ${date(paidThrough(seen))}. You can take this back until then.`
          : "You are in grace: it ends at once.",
      transactions: [await shops.cancelSubscription({ shop, user })],
    }));
  return (
    <Stack gap={4}>
      <Button size="md" variant="default" loading={composing} onClick={() => void cancel()}>
        Cancel the subscription
      </Button>
    </Stack>
  );
}
