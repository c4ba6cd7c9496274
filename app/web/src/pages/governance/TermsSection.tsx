import { Stack } from "@mantine/core";
import { governance } from "@tenure/sdk";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { duration, percent } from "../../ui/text";
import { Who } from "./Who";
import { power } from "./words";

/** On which terms proposals are decided. */
export function TermsSection({ dao }: { dao: governance.Dao }) {
  const { governor } = dao;
  const span = (seconds: number) => (seconds === 0 ? "At once" : duration(BigInt(seconds)));
  return (
    <Section title="How it decides" testid="terms">
      <Stack gap="xs">
        <Fact
          label="Power to propose"
          hint="What the proposer's lock must have in the week's snapshot, by the end of the vote."
          testid="threshold"
          value={governor.proposalThreshold}
        >
          {power(governor.proposalThreshold, governance.stakeTokenOf(dao))}
        </Fact>
        <Fact
          label="Quorum"
          hint="Part of all power that has to vote for or abstain. Votes against do not help to reach it."
          testid="quorum-bps"
          value={governor.quorumBps}
        >
          {percent(governor.quorumBps)}
        </Fact>
        <Fact label="Voting begins after">{span(governor.votingDelay)}</Fact>
        <Fact label="Voting lasts">{span(governor.votingPeriod)}</Fact>
        <Fact
          label="Timelock"
          hint="Between the vote's end and execution: time to leave for who disagrees."
          testid="timelock"
          value={governor.timelock}
        >
          {span(governor.timelock)}
        </Fact>
        <Fact label="Time to execute">{span(governor.grace)}</Fact>
        <Fact label="Council" hint="May stop a proposal until it has run, and nothing else.">
          {governor.council === governance.NOBODY ? (
            "Nobody"
          ) : (
            <Who dao={dao} address={governor.council} />
          )}
        </Fact>
        <Fact label="Rules the locker">
          <Who dao={dao} address={dao.locker.authority} />
        </Fact>
        <Fact label="Rules revenue">
          <Who dao={dao} address={dao.splitter.authority} />
        </Fact>
      </Stack>
    </Section>
  );
}
