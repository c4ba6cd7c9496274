import { Box, Group, Stack, Text } from "@mantine/core";
import { governance } from "@tenure/sdk";
import classes from "./governance.module.css";
import { power, progress, share } from "./words";

type Props = {
  dao: governance.Dao;
  proposal: governance.ReadProposal;
  /** Only the bar, and the quorum in a line. */
  compact?: boolean;
};

/** In the order of the bar: what counts towards the quorum comes first. */
const PILES = [
  { label: "For", testid: "votes-for", color: "var(--governance-for)" },
  { label: "Abstain", testid: "votes-abstain", color: "var(--governance-abstain)" },
  { label: "Against", testid: "votes-against", color: "var(--governance-against)" },
] as const;

/** The votes, of all power that there is, with the mark that For and Abstain have to reach together. */
export function Tally({ dao, proposal, compact = false }: Props) {
  const stake = governance.stakeTokenOf(dao);
  const { votesFor, votesAbstain, votesAgainst, totalPower, quorum } = proposal;
  const piles = [votesFor, votesAbstain, votesAgainst];
  const cast = votesFor + votesAbstain + votesAgainst;
  const reached = governance.hasQuorum(proposal);
  const quorumWords = reached
    ? "Quorum reached"
    : `Quorum: ${progress(votesFor + votesAbstain, quorum)} of ${power(quorum, stake)}`;

  return (
    <Stack gap={compact ? 6 : "sm"} className={classes.tally}>
      <Box
        className={classes.bar}
        role="img"
        aria-label={`For ${power(votesFor, stake)}, abstain ${power(votesAbstain, stake)}, against ${power(votesAgainst, stake)}, of ${power(totalPower, stake)}. ${quorumWords}.`}
      >
        {PILES.map(({ label, color }, index) => (
          <div
            key={label}
            className={classes.pile}
            style={{ width: width(piles[index] ?? 0n, totalPower), background: color }}
          />
        ))}
        <div className={classes.quorum} style={{ left: width(quorum, totalPower) }} />
      </Box>
      {compact ? (
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {cast === 0n
              ? "No votes"
              : `${share(votesFor, cast)} for · ${share(votesAgainst, cast)} against`}
          </Text>
          <Text size="sm" c="dimmed">
            {quorumWords}
          </Text>
        </Group>
      ) : (
        <>
          {PILES.map(({ label, testid, color }, index) => (
            <Group key={label} justify="space-between" gap="xs">
              <Group gap="xs">
                <span className={classes.dot} style={{ background: color }} aria-hidden />
                <Text size="sm">{label}</Text>
              </Group>
              <Text
                size="sm"
                fw={550}
                data-testid={testid}
                data-value={(piles[index] ?? 0n).toString()}
              >
                {power(piles[index] ?? 0n, stake)}
                {cast > 0n && ` · ${share(piles[index] ?? 0n, cast)}`}
              </Text>
            </Group>
          ))}
          <Group justify="space-between" gap="xs">
            <Group gap="xs">
              <span className={classes.mark} aria-hidden />
              <Text size="sm">Quorum, For and Abstain together</Text>
            </Group>
            <Text
              size="sm"
              fw={550}
              data-testid="quorum"
              data-value={quorum.toString()}
              data-reached={reached}
            >
              {power(votesFor + votesAbstain, stake).split(" ")[0]} of {power(quorum, stake)}
              {reached ? " · reached" : " · not reached"}
            </Text>
          </Group>
        </>
      )}
    </Stack>
  );
}

/** To a thousandth, as CSS takes it. */
function width(part: bigint, whole: bigint): string {
  return whole === 0n ? "0%" : `${Number((part * 1_000n) / whole) / 10}%`;
}
