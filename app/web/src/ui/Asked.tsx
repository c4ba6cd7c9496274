import { inWords } from "@tenure/sdk";
import { Alert, Button, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** What is asked of the cluster: one query, or what several come to together. */
export type Asking<Data> = {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

type Props<Data> = {
  query: Asking<Data>;
  /** What is being read: "the proposals". */
  what: string;
  children: (data: Data) => ReactNode;
};

/**
 * What a query answered; until then that it is being read, or why it could not be. That a later reading failed is said
 * once for the whole page, by {@link Stale}.
 */
export function Asked<Data>({ query, what, children }: Props<Data>) {
  const { data, error, isFetching, refetch } = query;
  if (data !== undefined) return children(data);
  if (error !== null)
    return (
      <Alert color="red" title={`Could not read ${what}`}>
        <Stack align="start" gap="xs">
          <Text size="sm">{inWords(error)}</Text>
          <Button size="compact-sm" loading={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </Stack>
      </Alert>
    );
  return (
    <Stack gap="xs" role="status" aria-label={`Reading ${what}`}>
      <Skeleton height={18} width="60%" />
      <Skeleton height={18} />
      <Skeleton height={18} width="80%" />
    </Stack>
  );
}
