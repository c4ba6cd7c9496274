import { Button, Group } from "@mantine/core";

/** At the end of a list whose newest entries are shown. */
export function ShowOlder({ loading, onClick }: { loading: boolean; onClick: () => void }) {
  return (
    <Group>
      <Button variant="default" loading={loading} onClick={onClick}>
        Show older
      </Button>
    </Group>
  );
}
