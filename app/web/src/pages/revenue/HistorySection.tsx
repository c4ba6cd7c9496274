import { Stack, Table, Tabs, Text } from "@mantine/core";
import type { sharing } from "@tenure/sdk";
import type { ReactNode } from "react";
import { useTenure } from "../../chain/tenure";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Section } from "../../ui/Section";
import { ShowOlder } from "../../ui/ShowOlder";
import { date, dateAndTime, tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { Asked } from "../../ui/Asked";
import { useEarnings, usePast } from "./useIncome";
import { tokenOfPool, weeksInWords } from "./words";

type Props = { income: sharing.Income };

/** What was claimed and distributed before, as the transactions say it. */
export function HistorySection({ income }: Props) {
  const { signer } = useWallet();
  const { data } = useEarnings(signer);
  const earnings = data?.earnings;
  return (
    <Section title="History" testid="history">
      <Tabs defaultValue="claims" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="claims">Your claims</Tabs.Tab>
          <Tabs.Tab value="distributions">Distributions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="claims">
          {earnings?.record === undefined ? (
            <Text data-testid="no-claims">
              {signer === undefined
                ? "Connect a wallet to see its claims."
                : "Nothing has been claimed for your lock yet."}
            </Text>
          ) : (
            <Claims key={earnings.owner} income={income} addresses={earnings.addresses} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="distributions">
          <Distributions income={income} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}

function Claims({ income, addresses }: Props & { addresses: sharing.Earnings["addresses"] }) {
  const { tokenOf, isOurs } = usePools(income);
  // One transaction may claim for several locks.
  const past = usePast(
    [addresses.record],
    (event): event is sharing.Claimed =>
      event.kind === "claimed" && event.lock === addresses.lock && isOurs(event),
  );
  return (
    <History
      past={past}
      what="claims"
      caption="The newest first. Your lock's owner received them, whoever claimed."
      columns={
        <>
          <Table.Th scope="col" ta="right">
            Amount
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            Of
          </Table.Th>
        </>
      }
    >
      {({ event, at, signature }, index) => {
        const token = tokenOf(event);
        return (
          <Table.Tr key={`${signature}-${index}`} data-testid="claim-row">
            <When at={at} />
            <Table.Td
              ta="right"
              fw={550}
              data-testid={`claimed-${token.symbol}`}
              data-value={event.amount.toString()}
            >
              {tokens(event.amount, token)}
            </Table.Td>
            <Table.Td visibleFrom="sm">{weeksInWords(event)}</Table.Td>
            <Link signature={signature} />
          </Table.Tr>
        );
      }}
    </History>
  );
}

function Distributions({ income }: Props) {
  const { tokenOf, isOurs } = usePools(income);
  const past = usePast(
    income.pools.map(({ treasury }) => treasury),
    (event): event is sharing.Distributed => event.kind === "distributed" && isOurs(event),
  );
  return (
    <History
      past={past}
      what="distributions"
      caption="The newest first, of all tokens, since the treasury has the accounts that it has now."
      columns={
        <>
          <Table.Th scope="col" ta="right">
            Came in
          </Table.Th>
          <Table.Th scope="col" ta="right" visibleFrom="sm">
            To lockers
          </Table.Th>
          <Table.Th scope="col" ta="right" visibleFrom="sm">
            Burned
          </Table.Th>
        </>
      }
    >
      {({ event, at, signature }, index) => {
        const token = tokenOf(event);
        return (
          <Table.Tr key={`${signature}-${index}`} data-testid="distribution-row">
            <When at={at} />
            <Table.Td
              ta="right"
              fw={550}
              data-testid={`distributed-${token.symbol}`}
              data-value={event.amount.toString()}
            >
              {tokens(event.amount, token)}
            </Table.Td>
            <Table.Td ta="right" visibleFrom="sm">
              {tokens(event.stakers, token)}
            </Table.Td>
            <Table.Td ta="right" visibleFrom="sm">
              {tokens(event.burned, token)}
            </Table.Td>
            <Link signature={signature} />
          </Table.Tr>
        );
      }}
    </History>
  );
}

type HistoryProps<Event extends sharing.RevenueEvent> = {
  past: ReturnType<typeof usePast<Event>>;
  /** In the plural. */
  what: string;
  caption: string;
  /** Between the time and the transaction. */
  columns: ReactNode;
  children: (past: sharing.Past<Event>, index: number) => ReactNode;
};

/** What happened, the newest first, as far back as is asked for. */
function History<Event extends sharing.RevenueEvent>({
  past: { query, showOlder },
  what,
  caption,
  columns,
  children,
}: HistoryProps<Event>) {
  return (
    <Asked query={query} what={`past ${what}`}>
      {({ past, mayHaveOlder }) => (
        <Stack>
          {past.length === 0 ? (
            <Text data-testid={`no-${what}`}>
              {mayHaveOlder
                ? `No ${what} are among the newest transactions.`
                : `The cluster tells of no ${what}.`}
            </Text>
          ) : (
            <Table fz="sm" captionSide="bottom">
              <Table.Caption ta="left">{caption}</Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">When</Table.Th>
                  {columns}
                  <Table.Th scope="col">Transaction</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>{past.map(children)}</Table.Tbody>
            </Table>
          )}
          {mayHaveOlder && <ShowOlder loading={query.isPlaceholderData} onClick={showOlder} />}
        </Stack>
      )}
    </Asked>
  );
}

function When({ at }: { at: bigint | undefined }): ReactNode {
  if (at === undefined) return <Table.Td>No longer known</Table.Td>;
  return (
    <Table.Td>
      <Text size="sm" visibleFrom="sm">
        {dateAndTime(at)}
      </Text>
      <Text size="sm" hiddenFrom="sm">
        {date(at)}
      </Text>
    </Table.Td>
  );
}

function Link({ signature }: { signature: string }): ReactNode {
  return (
    <Table.Td>
      <ExplorerLink kind="tx" id={signature} />
    </Table.Td>
  );
}

/** What an event is of: a pool of this splitter, and its token. */
function usePools({ pools }: sharing.Income) {
  const { deployment } = useTenure();
  const poolOf = ({ pool }: sharing.RevenueEvent) => pools.find(({ address }) => address === pool);
  return {
    isOurs: (event: sharing.RevenueEvent) => poolOf(event) !== undefined,
    tokenOf: (event: sharing.RevenueEvent) => {
      const pool = poolOf(event);
      if (pool === undefined) throw new Error(`The splitter has no pool ${event.pool}`);
      return tokenOfPool(deployment, pool);
    },
  };
}
