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
  const [ws, setWs] = useState(deployment.ws);
  const rpcFits = isUrl(rpc, ["http:", "https:"]);
  const wsFits = isUrl(ws, ["ws:", "wss:"]);

  const choose = (endpoint: { rpc: string; ws: string } | undefined) => {
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
            error={rpcFits ? undefined : "An address that begins with http:// or https://"}
            onChange={(event) => setRpc(event.currentTarget.value)}
          />
          <TextInput
            label="WebSocket"
            value={ws}
            error={wsFits ? undefined : "An address that begins with ws:// or wss://"}
            onChange={(event) => setWs(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => choose(undefined)}>
              Back to the deployment's own
            </Button>
            <Button disabled={!rpcFits || !wsFits} onClick={() => choose({ rpc, ws })}>
              Use
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
