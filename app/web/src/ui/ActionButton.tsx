import { Button, Stack, Text } from "@mantine/core";
import { useId, type ReactNode } from "react";

type Props = {
  children: ReactNode;
  onClick: () => void;
  /** Why it cannot be done now, in words; it can if there is no reason. */
  obstacle?: string;
  loading?: boolean;
  color?: string;
  variant?: string;
};

/** A button that says, where it cannot work, why. */
export function ActionButton({ children, obstacle, ...button }: Props) {
  const id = useId();
  const blocked = obstacle !== undefined;
  return (
    <Stack gap={6}>
      <Button
        size="md"
        fullWidth
        disabled={blocked}
        aria-describedby={blocked ? id : undefined}
        {...(blocked && { bd: "1px solid var(--mantine-color-default-border)" })}
        {...button}
      >
        {children}
      </Button>
      {blocked && (
        <Text size="sm" c="dimmed" ta="center" id={id} data-testid="obstacle">
          {obstacle}
        </Text>
      )}
    </Stack>
  );
}
