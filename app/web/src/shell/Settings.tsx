import { ActionIcon, Alert, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { chooseEndpoint } from "../chain/endpoint";
import { useTenure } from "../chain/tenure";

/** Through which RPC endpoint the page reads and sends. */
export function Settings() {
  const { deployment } = useTenure();
  const [open, { open: show, close }] = useDisclosure(false);
  const [rpc, setRpc] = useState(deployment.rpc);
  const fits = URL.canParse(rpc) && ["http:", "https:"].includes(new URL(rpc).protocol);

  const choose = (endpoint: string | undefined) => {
    chooseEndpoint(deployment.cluster, endpoint);
    location.reload();
  };

  return (
    <>
      <ActionIcon variant="default" size="lg" aria-label="Settings" onClick={show}>
        <IconSettings size={18} aria-hidden />
      </ActionIcon>
      <Modal
        opened={open}
        onClose={close}
        title="Settings"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack>
          <Alert>
            Use an endpoint that you trust: it sees what you look at, and the page shows what it
            answers.
          </Alert>
          <TextInput
            label={`JSON-RPC of ${deployment.cluster}`}
            value={rpc}
            error={fits ? undefined : "An address that begins with http:// or https://"}
            onChange={(event) => setRpc(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => choose(undefined)}>
              Back to the deployment's own
            </Button>
            <Button disabled={!fits} onClick={() => choose(rpc)}>
              Use
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
