import { Table, Tabs, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import { sharing } from "@tenure/sdk";
import type { ReactNode } from "react";
import { useTenure } from "../../chain/tenure";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Section } from "../../ui/Section";
import { date, dateAndTime, tokens } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { Asked } from "../../ui/Asked";
import { useEarnings, usePast } from "./useIncome";
import { tokenOfPool, weeksInWords } from "./words";

type Props = { income: sharing.Income };

/** Transactions asked for: of a lock's claims, and of each token's distributions. */
const CLAIMS = 25;
const DISTRIBUTIONS = 10;

/** What was claimed and distributed before, as the transactions say it. */
export function HistorySection({ income }: Props) {
  const { signer } = useWallet();
  const { data } = useEarnings(signer);
  const record = data?.earnings.record?.address;
  return (
    <Section title="History" testid="history">
      <Tabs defaultValue="claims" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="claims">Your claims</Tabs.Tab>
          <Tabs.Tab value="distributions">Distributions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="claims">
          {record === undefined ? (
            <Text data-testid="no-claims">
              {signer === undefined
                ? "Connect a wallet to see its claims."
                : "Nothing has been claimed for your lock yet."}
            </Text>
          ) : (
            <Claims income={income} record={record} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="distributions">
          <Distributions income={income} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}

function Claims({ income, record }: Props & { record: Address }) {
  const tokenOf = useTokenOf(income);
  const query = usePast([record], CLAIMS);
  return (
    <Asked query={query} what="past claims">
      {(past) => (
        <Table fz="sm" captionSide="bottom">
          <Table.Caption ta="left">
            The newest first, of the last {CLAIMS} transactions. Your lock's owner received them,
            whoever claimed.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">When</Table.Th>
              <Table.Th scope="col" ta="right">
                Amount
              </Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                Of
              </Table.Th>
              <Table.Th scope="col">Transaction</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {past.map(({ event, at, signature }, index) => {
              const token = tokenOf(event.pool);
              if (event.kind !== "claimed" || token === undefined) return null;
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
            })}
          </Table.Tbody>
        </Table>
      )}
    </Asked>
  );
}

function Distributions({ income }: Props) {
  const tokenOf = useTokenOf(income);
  const query = usePast(
    income.pools.map(({ intake }) => intake),
    DISTRIBUTIONS,
  );
  return (
    <Asked query={query} what="past distributions">
      {(past) => (
        <Table fz="sm" captionSide="bottom">
          <Table.Caption ta="left">
            The newest first, of the last {DISTRIBUTIONS} transactions of each token.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">When</Table.Th>
              <Table.Th scope="col" ta="right">
                Came in
              </Table.Th>
              <Table.Th scope="col" ta="right" visibleFrom="sm">
                To lockers
              </Table.Th>
              <Table.Th scope="col" ta="right" visibleFrom="sm">
                Burned
              </Table.Th>
              <Table.Th scope="col">Transaction</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {past.map(({ event, at, signature }, index) => {
              const token = tokenOf(event.pool);
              if (event.kind !== "distributed" || token === undefined) return null;
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
            })}
          </Table.Tbody>
        </Table>
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

function useTokenOf(income: sharing.Income) {
  const { deployment } = useTenure();
  return (address: Address) => {
    const pool = income.pools.find((each) => each.address === address);
    return pool && tokenOfPool(deployment, pool);
  };
}
