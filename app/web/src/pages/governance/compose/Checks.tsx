import { List, Text, ThemeIcon, VisuallyHidden } from "@mantine/core";

/** Something that has to hold before a proposal is submitted. */
export type Check = { readonly holds: boolean; readonly words: string };

export function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <List spacing="xs" size="sm" center listStyleType="none" withPadding={false}>
      {checks.map(({ holds, words }) => (
        <List.Item
          key={words}
          data-holds={holds}
          icon={
            <ThemeIcon
              size={20}
              radius="xl"
              variant="light"
              color={holds ? "green" : "gray"}
              aria-hidden
            >
              {holds ? "✓" : "·"}
            </ThemeIcon>
          }
        >
          <Text span size="sm" c={holds ? undefined : "dimmed"}>
            <VisuallyHidden>{holds ? "Done: " : "Missing: "}</VisuallyHidden>
            {words}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
