import { Alert, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import type { TransactionSigner } from "@solana/kit";
import type { Effects } from "@tenure/sdk";
import { ExplorerLink } from "../ui/ExplorerLink";
import { Fact } from "../ui/Fact";
import { tokens } from "../ui/text";
import type { Deed } from "./transact";
import { useDeed, WALLET_CHANGED, type Stage } from "./useDeed";
import { useStageFocus } from "./useStageFocus";

type Props = { deed: Deed; signer: TransactionSigner; onClose: (done: boolean) => void };

/** What is to be signed, what it would do by a simulation, and how it goes on. */
export function ReviewDialog({ deed, signer, onClose }: Props) {
  const { stage, signatures, current, sign, retry, check } = useDeed(deed, signer);
  const { title, next } = useStageFocus(stage.kind);
  const done = stage.kind === "confirmed";
  const underWay = stage.kind === "signing" || stage.kind === "pending";
  const isOver = done || stage.kind === "failed" || stage.kind === "unknown";
  const count = deed.transactions.length;
  const close = () => onClose(done);

  return (
    <Modal
      opened
      onClose={close}
      title={
        <span ref={title} tabIndex={-1} data-autofocus style={{ outline: "none" }}>
          {deed.title}
        </span>
      }
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
          {stage.kind === "failed" && stage !== WALLET_CHANGED && (
            <Button variant="default" onClick={retry}>
              Try again
            </Button>
          )}
          {stage.kind === "unknown" && (
            <Button ref={next} onClick={() => void check()}>
              Check again
            </Button>
          )}
          {isOver ? (
            <Button
              key="close"
              ref={stage.kind === "unknown" ? undefined : next}
              variant={stage.kind === "unknown" ? "default" : "filled"}
              onClick={close}
            >
              Close
            </Button>
          ) : (
            <Button
              key="sign"
              ref={stage.kind === "review" ? next : undefined}
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
    case "unknown":
      return (
        <Alert color="orange" title="It may have happened" data-testid="unknown">
          <Text size="sm">
            {stage.words}. Check again, or look at it in the explorer, before you repeat it: what
            has happened would happen twice.
          </Text>
          <ExplorerLink kind="tx" id={stage.sent.signature} />
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
