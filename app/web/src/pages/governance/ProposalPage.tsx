import { Alert, Anchor, Badge, Breadcrumbs, Group, Stack, Text, Timeline } from "@mantine/core";
import { governance, printable } from "@tenure/sdk";
import { Link } from "wouter";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { dateAndTime } from "../../ui/text";
import { Actions } from "./Actions";
import { Asked } from "../../ui/Asked";
import { Course } from "./Course";
import { useProposals } from "./data";
import classes from "./governance.module.css";
import { StateBadge } from "./StateBadge";
import { Tally } from "./Tally";
import { VotesCast } from "./VotesCast";
import { VotePanel } from "./VotePanel";
import { Who } from "./Who";
import { comingIn, STATE } from "./words";

type Props = { dao: governance.Dao; now: bigint; place: string };

/** One proposal, by its number, or by its address while it has none. */
export function ProposalPage({ dao, now, place }: Props) {
  const proposals = useProposals();
  return (
    <Stack>
      <Breadcrumbs component="nav" aria-label="Where you are">
        <Anchor component={Link} href="/governance">
          Governance
        </Anchor>
        <Text>{/^\d+$/.test(place) ? `Proposal ${place}` : "Draft"}</Text>
      </Breadcrumbs>
      <Asked query={proposals} what="the proposal">
        {(all) => {
          const found = all.find(
            ({ number, address }) =>
              address === place || (number > 0n && number.toString() === place),
          );
          return found === undefined ? (
            <Alert title="There is no such proposal">
              None has this number. It may have been closed after its time: its rent went back.
            </Alert>
          ) : (
            <Shown dao={dao} now={now} proposal={found} />
          );
        }}
      </Asked>
    </Stack>
  );
}

type ShownProps = { dao: governance.Dao; now: bigint; proposal: governance.ReadProposal };

function Shown({ dao, now, proposal }: ShownProps) {
  const state = governance.stateAt(proposal, now);
  const isDraft = state === "draft";
  return (
    <div className={classes.proposal}>
      <Stack style={{ gridArea: "main" }}>
        <Head dao={dao} now={now} proposal={proposal} />
        <Actions dao={dao} proposal={proposal} />
      </Stack>
      <Stack style={{ gridArea: "side" }}>
        {!isDraft && (
          <>
            <VotePanel dao={dao} now={now} proposal={proposal} />
            <Section title="Result" testid="result">
              <Tally dao={dao} proposal={proposal} />
            </Section>
          </>
        )}
        <Course dao={dao} now={now} proposal={proposal} />
        {!isDraft && <Times now={now} proposal={proposal} />}
      </Stack>
      {!isDraft && (
        <div style={{ gridArea: "votes" }}>
          <VotesCast dao={dao} proposal={proposal} />
        </div>
      )}
    </div>
  );
}

function Head({ dao, now, proposal }: ShownProps) {
  const state = governance.stateAt(proposal, now);
  const next = governance.nextChange(proposal, now);
  return (
    <Section title={printable(proposal.title)} aside={<StateBadge state={state} />}>
      <Text data-testid="standing">
        {STATE[state].about} {next !== undefined && `${comingIn(next, now)}.`}
      </Text>
      <Stack gap="xs">
        <Fact label="Proposed by">
          <Who dao={dao} address={proposal.proposer} />
        </Fact>
        {proposal.link !== "" && (
          <Fact label="Discussion">
            <Discussion link={proposal.link} />
          </Fact>
        )}
      </Stack>
    </Section>
  );
}

/** A stranger's link: followed only if it is https, and shown by where it leads. */
function Discussion({ link }: { link: string }) {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url?.protocol !== "https:")
    return (
      <Text size="sm" className={classes.breaks}>
        {printable(link)} (not a secure link)
      </Text>
    );
  return (
    <Anchor
      href={url.href}
      target="_blank"
      rel="noreferrer noopener"
      underline="always"
      size="sm"
      className={classes.breaks}
    >
      {url.host}
      {url.pathname === "/" ? "" : url.pathname}
    </Anchor>
  );
}

/** What happens when: by time alone. */
function Times({ now, proposal }: { now: bigint; proposal: governance.ReadProposal }) {
  const times = [
    { title: "Submitted", at: proposal.submittedAt },
    { title: "Voting begins", at: proposal.votingStartsAt },
    { title: "Voting ends", at: proposal.votingEndsAt },
    { title: "Can be executed, if it passed", at: proposal.executableAt },
    { title: "Execution ends", at: proposal.expiresAt },
  ];
  const isRunning = governance.nextChange(proposal, now) !== undefined;
  const past = times.filter(({ at }) => at <= now).length;
  return (
    <Section title="Times">
      <Timeline active={past - 1} bulletSize={16} lineWidth={2}>
        {times.map(({ title, at }, place) => (
          <Timeline.Item
            key={title}
            title={
              <Group gap="xs">
                <Text fw={550} size="sm">
                  {title}
                </Text>
                {place === past - 1 && isRunning && (
                  <Badge size="xs" variant="default">
                    Now
                  </Badge>
                )}
              </Group>
            }
          >
            <Text size="sm" c="dimmed">
              {dateAndTime(at)}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}
