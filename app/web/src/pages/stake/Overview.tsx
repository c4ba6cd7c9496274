import { powerToken, rough, share } from "../../ui/text";
import { Card, SimpleGrid, Text } from "@mantine/core";
import { locks, powerAt } from "@tenure/sdk";
import type { ReactNode } from "react";
import type { Stake } from "./useStake";

/** What everybody has locked, and the visitor's part of it. */
export function Overview({ stake: { position, token, signer, held } }: { stake: Stake }) {
  const { locker, lock, now } = position;
  const total = locks.totalPowerAt(locker, now);
  const second = locks.countingSecond(locker, now);
  const own = lock === undefined ? 0n : powerAt(lock, second);
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} spacing={{ base: "xs", sm: "md" }}>
      <Figure label="Locked by everybody" testid="deposits" value={locker.deposits}>
        {rough(locker.deposits, token)}
      </Figure>
      <Figure label="Everybody's power" testid="total-power" value={total}>
        {rough(total, powerToken(token))}
      </Figure>
      <Figure label="Your power" testid="own-power" value={own} note={shareNote(own, total)}>
        {signer === undefined ? "No wallet" : rough(own, powerToken(token))}
      </Figure>
      <Figure label="In your wallet" testid="held" value={held}>
        {held === undefined ? "No wallet" : rough(held, token)}
      </Figure>
    </SimpleGrid>
  );
}

function shareNote(own: bigint, total: bigint): string | undefined {
  return own === 0n ? undefined : `${share(own, total)} of everybody's`;
}

type FigureProps = {
  label: string;
  testid: string;
  value: bigint | undefined;
  note?: string | undefined;
  children: ReactNode;
};

function Figure({ label, testid, value, note, children }: FigureProps) {
  return (
    <Card padding="md">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text
        component="dd"
        m={0}
        fz={{ base: "md", sm: "xl" }}
        fw={650}
        data-testid={testid}
        data-value={value?.toString()}
        style={{ overflowWrap: "anywhere" }}
      >
        {children}
      </Text>
      {note !== undefined && (
        <Text component="dd" m={0} size="sm" c="dimmed" data-testid={`${testid}-note`}>
          {note}
        </Text>
      )}
    </Card>
  );
}
