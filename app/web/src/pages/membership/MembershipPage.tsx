import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { Section } from "../../ui/Section";
import { BadgeSection } from "./BadgeSection";
import { Credits } from "./Credits";
import { Notice } from "./Notice";
import { Payments } from "./Payments";
import { Plans } from "./Plans";
import { useShop } from "./useShop";
import { YourMembership } from "./YourMembership";

/** What the store sells, and what the visitor has of it. */
export default function MembershipPage() {
  const { shop, second, visit, connected, error, refetch } = useShop();
  const seen = visit?.member.subscription;

  if (shop === undefined || second === undefined) {
    return error === null ? <Waiting /> : <Trouble error={error} onRetry={refetch} />;
  }
  return (
    <>
      {error !== null && <Trouble error={error} onRetry={refetch} />}
      {shop.state.paused === 1 && (
        <Notice color="orange" title="The store is paused">
          Nothing is sold or renewed now. What is paid goes on.
        </Notice>
      )}
      {visit === undefined || seen === undefined ? (
        <Nobody connected={connected} known={visit !== undefined} />
      ) : (
        <>
          <YourMembership visit={visit} seen={seen} />
          <BadgeSection visit={visit} subscription={seen} />
        </>
      )}
      <Plans shop={shop} second={second} visit={visit} />
      {visit !== undefined && <Credits visit={visit} />}
      {visit !== undefined && seen !== undefined && <Payments visit={visit} />}
    </>
  );
}

function Nobody({ connected, known }: { connected: boolean; known: boolean }) {
  return (
    <Section title="Your membership" testid="membership">
      {connected && !known ? (
        <Skeleton h={24} aria-label="Loading your membership" />
      ) : (
        <Text>
          {connected
            ? "You have no membership yet. Choose a plan below: the first period is paid at once, and your badge comes with it."
            : "Connect a wallet to see your membership, or to subscribe."}
        </Text>
      )}
    </Section>
  );
}

function Waiting() {
  return (
    <Stack aria-busy aria-label="Loading" role="status">
      <Skeleton h={120} radius="lg" />
      <Skeleton h={360} radius="lg" />
    </Stack>
  );
}

function Trouble({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Notice color="red" title="The store could not be read" data-testid="trouble-reading">
      <Stack align="start" gap="sm">
        <Text size="sm">{error.message}</Text>
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      </Stack>
    </Notice>
  );
}
