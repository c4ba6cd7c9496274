import { Group, Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

type Props = {
  label: string;
  children: ReactNode;
  /** What the label means, for who does not know it. */
  hint?: string;
  /** How a test finds the value. */
  testid?: string;
  /** The value itself, in base units or seconds, as a test compares it. */
  value?: bigint | number | string;
};

/** A label and its value, on one line. */
export function Fact({ label, children, hint, testid, value }: Props) {
  return (
    <Group justify="space-between" gap="xs" wrap="wrap">
      {hint === undefined ? (
        <Text c="dimmed" size="sm">
          {label}
        </Text>
      ) : (
        <Tooltip label={hint} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
          <Text c="dimmed" size="sm" td="underline dotted" tabIndex={0}>
            {label}
          </Text>
        </Tooltip>
      )}
      <Text component="div" fw={550} ta="right" data-testid={testid} data-value={value?.toString()}>
        {children}
      </Text>
    </Group>
  );
}
