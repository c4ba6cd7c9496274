import { Alert, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import type { Effects } from "@tenure/sdk";
import { ExplorerLink } from "../ui/ExplorerLink";
import { Fact } from "../ui/Fact";
import { tokens } from "../ui/text";
import type { Deed } from "./transact";
import { useDeed, type Stage } from "./useDeed";

type Props = { deed: Deed; onClose: (done: boolean) => void };

/** What is to be signed, what it would do by a simulation, and how it goes on. */
export function ReviewDialog({ deed, onClose }: Props) {
  const { stage, signatures, current, sign, retry } = useDeed(deed);
  const done = stage.kind === "confirmed";
  const underWay = stage.kind === "signing" || stage.kind === "pending";
  const count = deed.transactions.length;

  return (
    <Modal
      opened
      onClose={() => onClose(done)}
      title={deed.title}
      closeOnClickOutside={false}
      closeOnEscape={!underWay}
      withCloseButton={!underWay}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack data-testid="review" data-stage={stage.kind}>
        {deed.facts?.map(({ label, value }) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        {deed.warning !== undefined && <Alert color="yellow">{deed.warning}</Alert>}
        {count > 1 && !done && (
          <Text size="sm" c="dimmed">
            Transaction {Math.min(current + 1, count)} of {count}
          </Text>
        )}
        <div role="status" aria-live="polite">
          <Progress stage={stage} />
        </div>
        {signatures.map((signature) => (
          <Group key={signature} justify="space-between" data-testid="signature">
            <Text size="sm">Confirmed</Text>
            <ExplorerLink kind="tx" id={signature} />
          </Group>
        ))}
        <Group justify="flex-end">
          {stage.kind === "failed" && (
            <Button variant="default" onClick={retry}>
              Try again
            </Button>
          )}
          {done || stage.kind === "failed" ? (
            <Button onClick={() => onClose(done)}>Close</Button>
          ) : (
            <Button
              data-autofocus
              disabled={stage.kind === "simulating"}
              loading={underWay}
              onClick={() => void sign()}
            >
              Sign and send
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Progress({ stage }: { stage: Stage }) {
  switch (stage.kind) {
    case "simulating":
      return <Waiting>Asking the chain what this would do</Waiting>;
    case "review":
      return <EffectsList effects={stage.effects} />;
    case "signing":
      return <Waiting>Waiting for your wallet</Waiting>;
    case "pending":
      return (
        <Group justify="space-between">
          <Waiting>Waiting for the chain</Waiting>
          <ExplorerLink kind="tx" id={stage.signature} />
        </Group>
      );
    case "confirmed":
      return (
        <Alert color="green" title="Done">
          The chain has confirmed it.
        </Alert>
      );
    case "failed":
      return (
        <Alert color="red" title="Not done" data-testid="refusal" data-name={stage.name}>
          {stage.words}
        </Alert>
      );
  }
}

function Waiting({ children }: { children: string }) {
  return (
    <Group gap="xs">
      <Loader size="xs" aria-hidden />
      <Text size="sm">{children}…</Text>
    </Group>
  );
}

function EffectsList({ effects }: { effects: Effects }) {
  return (
    <Stack gap="xs">
      {effects.tokens.map(({ token, change }) => (
        <Fact
          key={token.mint}
          label={change < 0n ? "Leaves your wallet" : "Comes into your wallet"}
          testid={`effect-${token.symbol}`}
          value={change}
        >
          {tokens(change < 0n ? -change : change, token)}
        </Fact>
      ))}
      {effects.sol !== 0n && (
        <Fact
          label={effects.sol < 0n ? "SOL that leaves" : "SOL that comes back"}
          hint="New accounts hold some SOL for their rent; it comes back when they are closed. The network's fee is in it."
        >
          {tokens(effects.sol < 0n ? -effects.sol : effects.sol, { decimals: 9, symbol: "SOL" })}
        </Fact>
      )}
      <Text size="sm" c="dimmed">
        Simulated: the chain would accept it, for {effects.units.toLocaleString("en")} compute
        units.
      </Text>
    </Stack>
  );
}
