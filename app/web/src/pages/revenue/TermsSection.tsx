import { Divider, Group, Stack, Text, Title } from "@mantine/core";
import { locks, sharing, stakeTokenIn, startOf, type Token } from "@tenure/sdk";
import { useTenure } from "../../chain/tenure";
import { Section } from "../../ui/Section";
import { date, percent, powerToken, tokens } from "../../ui/text";
import styles from "./revenue.module.css";

const ALL = 10_000;

/** How income is divided now, and how it will be. */
export function TermsSection({ income }: { income: sharing.Income }) {
  const stake = stakeTokenIn(useTenure().deployment, income.locker);
  const week = locks.countingWeek(income.locker, income.now);
  const announced = sharing.announcedTerms(income.splitter, week);
  return (
    <Section title="How income is shared" testid="terms">
      <Terms terms={sharing.termsIn(income.splitter, week)} testid="terms" stake={stake} />
      {announced === undefined ? (
        <Text size="sm" c="dimmed" data-testid="no-change">
          No change is announced. One would count from the second week after, and never backwards.
        </Text>
      ) : (
        <>
          <Divider />
          <Title order={3} size="h6">
            Announced, from {date(startOf(announced.fromWeek))}
          </Title>
          <Terms terms={announced.terms} testid="announced" stake={stake} />
        </>
      )}
    </Section>
  );
}

type TermsProps = { terms: sharing.SplitTerms; testid: string; stake: Token };

function Terms({ terms, testid, stake }: TermsProps) {
  const { stakerBps, burnBps, minPower } = terms;
  const rest = ALL - stakerBps;
  const parts = [
    {
      name: "lockers",
      bps: stakerBps,
      label: `To those who locked ${stake.symbol}`,
      note: "Of every token, by power.",
    },
    {
      name: "burned",
      bps: burnBps,
      label: "Burned",
      note: `Of income in ${stake.symbol} only; else the treasury's.`,
    },
    {
      name: "treasury",
      bps: rest - burnBps,
      label: "To the treasury",
      note: "The rest of everything.",
    },
  ].filter(({ bps }) => bps > 0);
  return (
    <Stack gap="sm">
      <div className={styles.bar} aria-hidden>
        {parts.map(({ name, bps }) => (
          <div key={name} className={styles[name]} style={{ width: `${bps / 100}%` }} />
        ))}
      </div>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
        {parts.map(({ name, bps, label, note }) => (
          <Group
            key={name}
            component="li"
            gap="xs"
            wrap="nowrap"
            justify="space-between"
            align="start"
          >
            <Group gap="xs" wrap="nowrap" align="start">
              <div
                className={`${styles.dot} ${styles[name]}`}
                style={{ marginTop: 5 }}
                aria-hidden
              />
              <div>
                <Text size="sm">{label}</Text>
                <Text size="xs" c="dimmed">
                  {note}
                </Text>
              </div>
            </Group>
            <Text fw={600} data-testid={`${testid}-${name}`} data-value={bps}>
              {percent(bps)}
            </Text>
          </Group>
        ))}
      </Stack>
      {minPower > 1n && (
        <Text size="sm" c="dimmed">
          A week that begins with less than {tokens(minPower, powerToken(stake))} of power earns
          nothing: its income waits for later weeks.
        </Text>
      )}
    </Stack>
  );
}
