import { Alert, Button, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";

type Props = { children: ReactNode };
type State = { error?: unknown };

/** Keeps the rest of the page where a part of it cannot be shown: a fault of the page, or a file that did not load. */
export class Boundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (!("error" in this.state)) return this.props.children;
    return (
      <Alert color="red" title="This page cannot be shown" data-testid="broken">
        <Stack align="start" gap="xs">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            Load it again. If it fails again, this is what to report: {messageOf(this.state.error)}
          </Text>
          <Button size="compact-sm" onClick={() => location.reload()}>
            Load again
          </Button>
        </Stack>
      </Alert>
    );
  }
}

/** As it is, for a report: none of it is of the way to the cluster. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
