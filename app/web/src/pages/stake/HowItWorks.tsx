import { List, Text } from "@mantine/core";
import { percent } from "../../ui/text";
import type { Stake } from "./useStake";
import { weeksInWords } from "./words";

/** What one should know before locking, with the locker's own terms. */
export function HowItWorks({ stake: { position, token } }: { stake: Stake }) {
  const { minWeeks, maxWeeks, penaltyBps } = position.locker;
  return (
    <List spacing="sm" size="sm">
      <List.Item>
        <Text span inherit fw={600}>
          The longer, the more power.
        </Text>{" "}
        A {token.symbol} locked for 208 weeks counts in full, one locked for half of that counts
        half. Power falls evenly until the end.
      </List.Item>
      <List.Item>
        <Text span inherit fw={600}>
          Power earns and votes.
        </Text>{" "}
        It is your part of each week's revenue and your voice in the DAO, from the week after you
        lock.
      </List.Item>
      <List.Item>
        <Text span inherit fw={600}>
          Locks end at the start of a week,
        </Text>{" "}
        on a Thursday at 00:00 UTC, {weeksInWords(minWeeks)} to {weeksInWords(maxWeeks)} ahead. Then
        you take everything back.
      </List.Item>
      <List.Item>
        <Text span inherit fw={600}>
          Leaving earlier has a price:
        </Text>{" "}
        {percent(penaltyBps)} of the amount with 208 weeks left, in a straight line down to nothing
        at the end.
      </List.Item>
    </List>
  );
}
