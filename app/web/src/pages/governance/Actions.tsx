import { Text } from "@mantine/core";
import { governance } from "@tenure/sdk";
import { Section } from "../../ui/Section";
import { ActionCard } from "./ActionCard";
import { Asked } from "../../ui/Asked";
import { useExplained } from "./data";

type Props = { dao: governance.Dao; proposal: governance.ReadProposal };

/** What the treasury would do, one action after the other. */
export function Actions({ dao, proposal }: Props) {
  return (
    <Section title="What it does" testid="actions">
      {proposal.steps === undefined ? (
        <Text>Not all of it has been written yet.</Text>
      ) : (
        <ExplainedActions dao={dao} actions={proposal.steps} run={proposal.actionsRun} />
      )}
    </Section>
  );
}

/** Actions in words; the first `run` have run. */
export function ExplainedActions({
  dao,
  actions,
  run,
}: {
  dao: governance.Dao;
  actions: Parameters<typeof governance.explainActions>[1];
  run?: number;
}) {
  const explained = useExplained(dao, actions);
  return (
    <Asked query={explained} what="the actions">
      {(words) =>
        words.map((each, index) => {
          const action = actions[index];
          return (
            action && (
              <ActionCard
                key={index}
                place={index + 1}
                action={action}
                explained={each}
                hasRun={run === undefined ? undefined : index < run}
              />
            )
          );
        })
      }
    </Asked>
  );
}
