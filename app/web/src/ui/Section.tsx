import { Card, Group, Stack, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

type Props = { title: string; aside?: ReactNode; children: ReactNode; testid?: string };

/** A part of a page, under its heading. */
export function Section({ title, aside, children, testid }: Props) {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id} data-testid={testid}>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
