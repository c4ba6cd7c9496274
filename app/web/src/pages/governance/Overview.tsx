import { Alert, Button, Grid, Stack } from "@mantine/core";
import { governance } from "@tenure/sdk";
import { Link } from "wouter";
import { Section } from "../../ui/Section";
import { Asked } from "../../ui/Asked";
import { useProposals } from "./data";
import { ProposalList } from "./ProposalList";
import { TermsSection } from "./TermsSection";
import { TreasurySection } from "./TreasurySection";

type Props = { dao: governance.Dao; now: bigint };

/** All proposals, the treasury, and the terms. */
export function Overview({ dao, now }: Props) {
  const proposals = useProposals();
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Section
          title="Proposals"
          aside={
            <Button component={Link} href="/governance/new">
              New proposal
            </Button>
          }
        >
          {!governance.isNamed(dao) && (
            <Alert color="red" title="Nobody can vote yet">
              The locker does not name this governor: votes could not hold locks. Its authority has
              to name it first.
            </Alert>
          )}
          <Asked query={proposals} what="the proposals">
            {(all) => <ProposalList dao={dao} proposals={all} now={now} />}
          </Asked>
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <TreasurySection dao={dao} now={now} />
          <TermsSection dao={dao} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
