import { Table } from "@mantine/core";
import type { ReactNode } from "react";

/** A line of a reckoning. */
export type Figure = {
  label: string;
  children: ReactNode;
  testid?: string;
  value?: bigint;
  strong?: boolean;
};

/** How an amount comes about, line by line. */
export function Figures({ caption, lines }: { caption: string; lines: readonly Figure[] }) {
  return (
    <Table captionSide="top" verticalSpacing={6} withRowBorders={false}>
      <Table.Caption ta="left">{caption}</Table.Caption>
      <Table.Tbody>
        {lines.map(({ label, children, testid, value, strong = false }) => (
          <Table.Tr
            key={label}
            fw={strong ? 700 : undefined}
            style={strong ? { borderTop: "1px solid var(--mantine-color-default-border)" } : {}}
          >
            <Table.Th scope="row" px={0} fw={strong ? 700 : 400}>
              {label}
            </Table.Th>
            <Table.Td ta="right" px={0} data-testid={testid} data-value={value?.toString()}>
              {children}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
