import { Table, Text } from "@mantine/core";
import { startOf, type sharing, type Token } from "@tenure/sdk";
import { date, share, tokens } from "../../ui/text";

type Props = { weeks: readonly sharing.IncomeWeek[]; token: Token; hasLock: boolean };

const STATES = { running: "Running", claimable: "To claim", claimed: "Claimed" } as const;

/** The newest week first. */
export function WeeksTable({ weeks, token, hasLock }: Props) {
  return (
    <Table fz="sm" captionSide="bottom" data-testid="weeks-table">
      <Table.Caption ta="left">
        A week's income is shared by the power that each lock had when the week began.
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Week of</Table.Th>
          <Table.Th scope="col" ta="right">
            For lockers
          </Table.Th>
          {hasLock && (
            <>
              <Table.Th scope="col" ta="right" visibleFrom="sm">
                Your power
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Yours
              </Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                State
              </Table.Th>
            </>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...weeks].reverse().map((each) => (
          <Table.Tr key={each.week} data-testid="week-row" data-week={each.week}>
            <Table.Th scope="row" fw={500}>
              {date(startOf(each.week))}
            </Table.Th>
            <Table.Td ta="right" data-value={each.revenue.toString()}>
              {tokens(each.revenue, token)}
            </Table.Td>
            {hasLock && (
              <>
                <Table.Td ta="right" visibleFrom="sm">
                  {share(each.power, each.total)}
                </Table.Td>
                <Table.Td ta="right" data-value={each.share.toString()}>
                  {tokens(each.share, token)}
                  <Text size="xs" c="dimmed" hiddenFrom="sm">
                    {stateOf(each)}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">{stateOf(each)}</Table.Td>
              </>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function stateOf({ state, share }: sharing.IncomeWeek): string {
  return share === 0n && state !== "running" ? "Nothing" : STATES[state];
}
