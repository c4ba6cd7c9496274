import { Chip, Group, Stack, Text } from "@mantine/core";
import { governance, printable } from "@tenure/sdk";
import { useState } from "react";
import { Link } from "wouter";
import { useWallet } from "../../wallet/wallet";
import classes from "./governance.module.css";
import { StateBadge } from "./StateBadge";
import { Tally } from "./Tally";
import { comingIn, STATE } from "./words";

type Props = {
  dao: governance.Dao;
  proposals: readonly governance.ReadProposal[];
  now: bigint;
};

/**
 * The proposals, the newest first, of one state or of all; before them the visitor's own drafts. Others' drafts are at
 * their addresses only: whoever holds a lock, however small, writes one, and its words would stand above everything.
 */
export function ProposalList({ dao, proposals: all, now }: Props) {
  const [filter, setFilter] = useState<string>("all");
  const wallet = useWallet().signer?.address;
  const isDraft = (proposal: governance.ReadProposal) =>
    governance.stateAt(proposal, now) === "draft";
  const proposals = [
    ...all.filter((proposal) => isDraft(proposal) && proposal.proposer === wallet),
    ...all.filter((proposal) => !isDraft(proposal)),
  ];
  const states = proposals.map((proposal) => governance.stateAt(proposal, now));
  const present = governance.STATES.filter((state) => states.includes(state));
  // What was chosen may have moved on with time.
  const chosen = present.find((state) => state === filter);
  const shown = proposals.filter((_, place) => chosen === undefined || states[place] === chosen);

  if (proposals.length === 0)
    return (
      <Text>Nobody has proposed anything yet. Whoever has the power to can be the first.</Text>
    );
  return (
    <Stack>
      <Chip.Group value={chosen ?? "all"} onChange={(value) => setFilter(value)}>
        <Group gap="xs" role="group" aria-label="Show proposals">
          <Chip value="all" size="xs">
            All ({proposals.length})
          </Chip>
          {present.map((state) => (
            <Chip key={state} value={state} size="xs">
              {STATE[state].name} ({states.filter((each) => each === state).length})
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {shown.map((proposal) => (
          <li key={proposal.address}>
            <Row dao={dao} proposal={proposal} now={now} />
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

function Row({
  dao,
  proposal,
  now,
}: {
  dao: governance.Dao;
  proposal: governance.ReadProposal;
  now: bigint;
}) {
  const state = governance.stateAt(proposal, now);
  const next = governance.nextChange(proposal, now);
  const place = proposal.number === 0n ? proposal.address : proposal.number.toString();
  return (
    <Link
      href={`/governance/${place}`}
      className={classes.row}
      data-testid={`proposal-${place}`}
      data-state={state}
    >
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {proposal.number === 0n ? "Draft" : `Proposal ${proposal.number}`}
          </Text>
          <StateBadge state={state} />
        </Group>
        <Text fw={600} className={classes.breaks}>
          {printable(proposal.title)}
        </Text>
        {next !== undefined && <Text size="sm">{comingIn(next, now)}</Text>}
        {state !== "draft" && state !== "pending" && (
          <Tally dao={dao} proposal={proposal} compact />
        )}
      </Stack>
    </Link>
  );
}
