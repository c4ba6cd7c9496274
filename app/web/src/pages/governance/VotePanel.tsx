import { Alert, Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import type { Address, TransactionSigner } from "@solana/kit";
import { governance } from "@tenure/sdk";
import { Link } from "wouter";
import { useTenure } from "../../chain/tenure";
import { useAct } from "../../transact/useAct";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { dateAndTime, duration } from "../../ui/text";
import { useWallet } from "../../wallet/wallet";
import { Asked } from "../../ui/Asked";
import { useVoices, useVotes } from "./data";
import classes from "./governance.module.css";
import { CHOICE } from "./VotesCast";
import { Who } from "./Who";
import { power } from "./words";

type Props = { dao: governance.Dao; now: bigint; proposal: governance.ReadProposal };

/** The visitor's voices, and what they say. */
export function VotePanel(props: Props) {
  const { signer } = useWallet();
  const voices = useVoices(props.dao);
  const votes = useVotes(props.dao, props.proposal);
  return (
    <Section title="Your vote" testid="vote">
      {signer === undefined ? (
        <Text>Connect a wallet to see your power and to vote.</Text>
      ) : (
        <Asked query={voices} what="your locks">
          {(own) =>
            own.length === 0 ? (
              <NoVoice {...props} />
            ) : (
              own.map((voice) => (
                <VoicePanel
                  key={voice.address}
                  {...props}
                  signer={signer}
                  voice={voice}
                  recorded={votes.data?.find(
                    ({ lock, number }) =>
                      lock === voice.address && number === props.proposal.number,
                  )}
                />
              ))
            )
          }
        </Asked>
      )}
    </Section>
  );
}

function NoVoice({ dao, now, proposal }: Props) {
  const { symbol } = governance.stakeTokenOf(dao);
  const isOpen = governance.isUndecided(governance.stateAt(proposal, now));
  return (
    <Alert title="You have no lock" data-testid="no-voice">
      A vote counts {symbol} that was locked before the week of the proposal, and nobody has named
      you their delegate. {isOpen && "You cannot vote on this one any more, but "}
      {isOpen ? "what you lock now" : "What you lock now"} counts for the proposals of next week on.{" "}
      <Anchor component={Link} href="/stake" inherit c="inherit" underline="always">
        Lock {symbol}
      </Anchor>
    </Alert>
  );
}

type VoiceProps = Props & {
  signer: TransactionSigner;
  voice: governance.Voice;
  recorded: governance.ReadVote | undefined;
};

function VoicePanel({ dao, now, proposal, signer, voice, recorded }: VoiceProps) {
  const { vote, composing } = useVote(dao, proposal, signer);
  const stake = governance.stakeTokenOf(dao);
  const isOwn = voice.owner === signer.address;
  const weight = recorded?.weight ?? governance.weightOf(voice, proposal);
  const choice = recorded && governance.choiceOf(recorded);
  const obstacle =
    timeObstacle(proposal, now) ?? governance.voteObstacle(voice, signer.address, recorded, weight);
  const testid = isOwn ? "own" : "delegated";
  return (
    <Paper withBorder p="md" data-testid={`voice-${testid}`}>
      <Stack gap="sm">
        <Fact label="Lock of">{isOwn ? "Your own" : <Who dao={dao} address={voice.owner} />}</Fact>
        <Fact
          label="Power in this vote"
          hint="Of what was locked before the proposal's week: what it has left when voting ends."
          testid={`weight-${testid}`}
          value={weight}
        >
          {power(weight, stake)}
        </Fact>
        <Fact label="Says" testid={`choice-${testid}`} value={choice ?? "none"}>
          {choice === undefined ? "Nothing yet" : CHOICE[choice]}
        </Fact>
        <Group gap="xs" grow role="group" aria-label="Vote" className={classes.choice}>
          {BALLOT.map((say) => (
            <Button
              key={say}
              variant={choice === say ? "filled" : "default"}
              px="xs"
              leftSection={
                choice === say ? (
                  <span aria-hidden>✓</span>
                ) : (
                  <span
                    className={classes.dot}
                    style={{ background: `var(--governance-${say})` }}
                    aria-hidden
                  />
                )
              }
              aria-pressed={choice === say}
              disabled={obstacle !== undefined}
              loading={composing}
              onClick={() => void (choice === say || vote(voice.address, say, weight, choice))}
            >
              {CHOICE[say]}
            </Button>
          ))}
        </Group>
        <Text size="sm" c="dimmed" data-testid={`why-${testid}`}>
          {obstacle ??
            (choice === undefined
              ? "Until voting ends you can change your vote; the lock can grow, and not be reduced."
              : "You can change your vote until voting ends.")}
        </Text>
      </Stack>
    </Paper>
  );
}

const BALLOT = ["for", "against", "abstain"] as const;

function timeObstacle(proposal: governance.ReadProposal, now: bigint): string | undefined {
  switch (governance.stateAt(proposal, now)) {
    case "active":
      return undefined;
    case "pending":
      return `Voting has not begun: it does in ${duration(proposal.votingStartsAt - now)}.`;
    case "cancelled":
      return "The proposal was cancelled: there is nothing to vote on.";
    case "vetoed":
      return "The council has stopped the proposal: there is nothing to vote on.";
    default:
      return "Voting is over.";
  }
}

/** Asks for a vote, or for its change, and shows what that means. */
function useVote(dao: governance.Dao, proposal: governance.ReadProposal, voter: TransactionSigner) {
  const { chain } = useTenure();
  const { act, composing } = useAct();
  const vote = (
    lock: Address,
    choice: governance.Choice,
    weight: bigint,
    before: governance.Choice | undefined,
  ) =>
    act(async () => {
      const { address } = proposal;
      const held = {
        label: "The lock cannot be reduced until",
        value: dateAndTime(proposal.votingEndsAt),
      };
      return {
        title:
          before === undefined
            ? `Vote ${CHOICE[choice]} on proposal ${proposal.number}`
            : `Change your vote on proposal ${proposal.number} to ${CHOICE[choice]}`,
        facts: [
          { label: "Power", value: power(weight, governance.stakeTokenOf(dao)) },
          ...(before === undefined ? [held] : [{ label: "Before", value: CHOICE[before] }]),
        ],
        transactions: [
          await governance.castVote({ chain, dao, voter, lock, proposal: address, choice }),
        ],
      };
    });
  return { vote, composing };
}
