import { Alert, Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { inWords } from "@tenure/sdk";
import { useSyncExternalStore } from "react";

/** Says, once for all of a page, that something on it could not be read again since it was shown. */
export function Stale() {
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const error = useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => {
      const failed = cache
        .getAll()
        .find(
          (query) =>
            query.isActive() && query.state.status === "error" && query.state.data !== undefined,
        );
      return failed?.state.error ?? undefined;
    },
  );
  if (error === undefined) return null;
  return (
    <Alert color="yellow" title="What is shown may be old" data-testid="stale">
      <Stack align="start" gap="xs">
        <Text size="sm">The last reading failed: {inWords(error)}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void queries.refetchQueries({ type: "active" })}
        >
          Read again
        </Button>
      </Stack>
    </Alert>
  );
}
