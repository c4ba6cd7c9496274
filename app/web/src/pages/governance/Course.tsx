import { Stack, Text } from "@mantine/core";
import type { Instruction, TransactionSigner } from "@solana/kit";
import { governance, pack } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import type { Deed } from "../../transact/transact";
import { useAct } from "../../transact/useAct";
import { ActionButton } from "../../ui/ActionButton";
import { Section } from "../../ui/Section";
import { dateAndTime } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { useProposingLock, useVotes } from "./data";

type Props = { dao: governance.Dao; now: bigint; proposal: governance.ReadProposal };

/** What can be done about a proposal besides voting, by whoever may. */
export function Course(props: Props) {
  const { signer } = useWallet();
  const deeds = useDeeds(props, signer);
  const { act, composing } = useAct();

  if (deeds.length === 0) return null;
  return (
    <Section title="What can be done" testid="course">
      <Stack gap="md">
        {deeds.map(({ label, about, obstacle, color, prepare }) => (
          <Stack key={label} gap={6} align="stretch">
            <ActionButton
              color={color}
              variant={color === "gray" ? "default" : "filled"}
              obstacle={obstacle}
              loading={composing}
              onClick={() => void act(prepare)}
            >
              {label}
            </ActionButton>
            {obstacle === undefined && (
              <Text size="sm" c="dimmed">
                {about}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}

type Possible = {
  label: string;
  about: string;
  /** Why it cannot be done. */
  obstacle?: string;
  color?: string;
  prepare: () => Promise<Deed>;
};

function useDeeds(
  { dao, now, proposal }: Props,
  signer: TransactionSigner | undefined,
): Possible[] {
  const { chain } = useTenure();
  const lock = useProposingLock(proposal.lock).data;
  const votes = useVotes(dao, proposal).data ?? [];
  const state = governance.stateAt(proposal, now);
  const name = proposal.number === 0n ? "the draft" : `proposal ${proposal.number}`;
  const needed = signer === undefined ? "Connect a wallet first." : undefined;
  const isProposer = signer?.address === proposal.proposer;
  const isCouncil = signer?.address === dao.governor.council;
  const whole = (transaction: readonly Instruction[]) => [transaction];
  const who = () => {
    if (signer === undefined) throw new Error("Connect a wallet first.");
    return signer;
  };

  const possible: Possible[] = [];
  if (state === "queued" || state === "succeeded") {
    const left = proposal.actions - proposal.actionsRun;
    const early =
      state === "queued"
        ? `The timelock runs until ${dateAndTime(proposal.executableAt)}.`
        : undefined;
    const input = () => ({ chain, dao, payer: who(), proposal });
    const packed = (steps: Instruction[][]) => pack(who().address, steps);
    const prepare = (title: string, steps: () => Promise<Instruction[][]>) => async () => ({
      title,
      facts: [{ label: "Actions left", value: String(left) }],
      transactions: packed(await steps()),
    });
    possible.push({
      label:
        left === 1 ? "Execute" : `Run action ${proposal.actionsRun + 1} of ${proposal.actions}`,
      about:
        "Anyone can run what has passed. Who does pays the fee, and for a token account that is missing.",
      obstacle: early ?? needed,
      prepare: prepare(`Run action ${proposal.actionsRun + 1} of ${name}`, () =>
        governance.executeNext(input()),
      ),
    });
    if (left > 1)
      possible.push({
        label: `Run all ${left} that are left`,
        about: "One after the other, each in its turn.",
        obstacle: early ?? needed,
        color: "gray",
        prepare: prepare(`Run all that is left of ${name}`, () => governance.executeRest(input())),
      });
  }
  if (state === "draft" && isProposer) {
    possible.push({
      label: "Submit the draft",
      about: "It gets a number, and its course begins.",
      obstacle:
        proposal.steps === undefined ? "Not all of its actions are written yet." : undefined,
      prepare: async () => {
        const { title, link, steps: actions = [], nonce } = proposal;
        const draft = { title, link, actions };
        const proposer = who();
        const { steps } = await governance.propose({
          chain,
          dao,
          proposer,
          lock: proposal.lock,
          draft,
          nonce: new Uint8Array(nonce),
        });
        return { title: "Submit the draft", transactions: pack(proposer.address, steps) };
      },
    });
  }
  const mayCancel =
    signer !== undefined &&
    lock !== undefined &&
    governance.mayCancel(proposal, lock, signer.address);
  if (governance.isUndecided(state) && mayCancel)
    possible.push({
      label: "Cancel the proposal",
      about: isProposer
        ? "You proposed it, and can withdraw it until it is decided."
        : "Its proposer no longer has the power to propose: anyone can withdraw it.",
      color: "red.9",
      prepare: async () => ({
        title: `Cancel ${name}`,
        warning: "It ends here, for good.",
        transactions: whole(governance.cancel({ dao, signer: who(), proposal })),
      }),
    });
  if (isCouncil && state !== "draft" && !governance.isFinal(state))
    possible.push({
      label: "Veto",
      about: "You are the council: you may stop it until all of it has run.",
      color: "red.9",
      prepare: async () => ({
        title: `Veto ${name}`,
        warning: "It ends here, for good, whatever the vote says.",
        transactions: whole(governance.veto({ dao, council: who(), proposal: proposal.address })),
      }),
    });
  const isOver = governance.isFinal(state) && now >= proposal.expiresAt;
  if (isOver || (state === "draft" && isProposer))
    possible.push({
      label: state === "draft" ? "Close the draft" : "Close it and its votes",
      about:
        "The SOL that its accounts hold for rent goes back to who paid it. It leaves this page.",
      obstacle: needed,
      color: "gray",
      prepare: async () => ({
        title: `Close ${name}`,
        transactions: pack(who().address, [
          ...votes.map((vote) => [governance.closeVote(vote)]),
          [governance.closeProposal({ signer: who(), proposal })],
        ]),
      }),
    });
  return possible;
}
