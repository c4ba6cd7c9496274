import { Route, Switch } from "wouter";
import { useClock } from "../../chain/clock";
import { Asked } from "../../ui/Asked";
import { ComposePage } from "./compose/ComposePage";
import { useDao } from "./data";
import { Overview } from "./Overview";
import { ProposalPage } from "./ProposalPage";

export default function GovernancePage() {
  const clock = useClock();
  return (
    <Asked query={useDao()} what="the governor">
      {(dao) => (
        <Asked query={clock} what="the chain's clock">
          {(now) => (
            <Switch>
              <Route path="/governance/new">
                <ComposePage dao={dao} now={now} />
              </Route>
              <Route path="/governance/:place">
                {({ place }) => <ProposalPage key={place} dao={dao} now={now} place={place} />}
              </Route>
              <Route>
                <Overview dao={dao} now={now} />
              </Route>
            </Switch>
          )}
        </Asked>
      )}
    </Asked>
  );
}
