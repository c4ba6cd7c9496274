import { Alert, Loader, Center } from "@mantine/core";
import { Route, Switch } from "wouter";
import { useNow } from "../../chain/clock";
import { Section } from "../../ui/Section";
import { ComposePage } from "./compose/ComposePage";
import { useDao } from "./data";
import { Asked } from "../../ui/Asked";
import { Overview } from "./Overview";
import { ProposalPage } from "./ProposalPage";

export default function GovernancePage() {
  const dao = useDao();
  const now = useNow();
  if (dao.data === undefined)
    return (
      <Section title="Governance">
        <Asked query={dao} what="the governor">
          {() => null}
        </Asked>
      </Section>
    );
  if (now === undefined)
    return (
      <Center p="xl">
        <Loader aria-label="Reading the chain's clock" />
      </Center>
    );
  const { data } = dao;
  return (
    <>
      {dao.error !== null && (
        <Alert color="yellow" title="What is shown may be old">
          The last reading failed: {dao.error.message}
        </Alert>
      )}
      <Switch>
        <Route path="/governance/new">
          <ComposePage dao={data} now={now} />
        </Route>
        <Route path="/governance/:place">
          {({ place }) => <ProposalPage key={place} dao={data} now={now} place={place} />}
        </Route>
        <Route>
          <Overview dao={data} now={now} />
        </Route>
      </Switch>
    </>
  );
}
