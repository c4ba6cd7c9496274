import { Card, Group, Stack, Text, Title } from "@mantine/core";
import type { sharing } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { ActionButton } from "../../ui/ActionButton";
import { tokens } from "../../ui/text";
import { tokenOfPool, weeksInWords } from "./words";

type Props = {
  due: sharing.Due;
  composing: boolean;
  onClaim: () => void;
  /** For the token that is locked. */
  onClaimAndLock: (() => void) | undefined;
  /** Why nothing can be added to the lock now. */
  lockObstacle: string | undefined;
};

/** What a lock has earned of one token. */
export function DueCard({ due, composing, onClaim, onClaimAndLock, lockObstacle }: Props) {
  const { deployment } = useTenure();
  const token = tokenOfPool(deployment, due.pool);
  const nothing = due.amount === 0n;
  return (
    <Card padding="md" shadow="none">
      <Stack gap="sm">
        <div>
          <Group gap="xs" align="baseline">
            <Title order={3} size="h5">
              {token.symbol}
            </Title>
            <Text size="sm" c="dimmed">
              {token.name}
            </Text>
          </Group>
          <Text
            fz={24}
            fw={650}
            lh={1.4}
            data-testid={`claimable-${token.symbol}`}
            data-value={due.amount.toString()}
            style={{ overflowWrap: "anywhere" }}
          >
            {tokens(due.amount, token)}
          </Text>
          <Text size="sm" c="dimmed" data-testid={`weeks-${token.symbol}`}>
            {weeksInWords(due)}
          </Text>
        </div>
        {nothing ? (
          <Text size="sm" c="dimmed">
            Nothing to claim.
          </Text>
        ) : (
          <Stack gap="xs">
            <ActionButton variant="outline" loading={composing} onClick={onClaim}>
              Claim {token.symbol}
            </ActionButton>
            {onClaimAndLock !== undefined && (
              <ActionButton
                variant="default"
                loading={composing}
                onClick={onClaimAndLock}
                {...(lockObstacle === undefined ? {} : { obstacle: `${lockObstacle}.` })}
              >
                Claim and lock
              </ActionButton>
            )}
          </Stack>
        )}
      </Stack>
    </Card>
  );
}
