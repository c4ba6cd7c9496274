import { Table, Text } from "@mantine/core";
import { governance } from "@tenure/sdk";
import { Section } from "../../ui/Section";
import { Asked } from "../../ui/Asked";
import { useVotes } from "./data";
import { Who } from "./Who";
import { power } from "./words";

type Props = { dao: governance.Dao; proposal: governance.ReadProposal };

/** The longest list that is shown. */
const MOST = 50;

/** Who voted, the heaviest first. */
export function VotesCast({ dao, proposal }: Props) {
  const votes = useVotes(dao, proposal);
  const stake = governance.stakeTokenOf(dao);
  return (
    <Section title="Votes" testid="votes">
      <Asked query={votes} what="the votes">
        {(all) =>
          all.length === 0 ? (
            <Text c="dimmed">
              {proposal.votesFor + proposal.votesAgainst + proposal.votesAbstain === 0n
                ? "Nobody has voted."
                : "The votes were counted and their accounts closed."}
            </Text>
          ) : (
            <>
              <Table horizontalSpacing={0} aria-label="Votes, the heaviest first">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">Cast by</Table.Th>
                    <Table.Th scope="col">Vote</Table.Th>
                    <Table.Th scope="col" ta="right">
                      Power
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.slice(0, MOST).map((vote) => (
                    <Table.Tr key={vote.address}>
                      <Table.Td>
                        <Who dao={dao} address={vote.voter} />
                        {vote.owner !== undefined && vote.owner !== vote.voter && (
                          <Text size="sm" span>
                            {" "}
                            for <Who dao={dao} address={vote.owner} />
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td>{CHOICE[governance.choiceOf(vote)]}</Table.Td>
                      <Table.Td ta="right">{power(vote.weight, stake)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {all.length > MOST && (
                <Text size="sm" c="dimmed">
                  And {all.length - MOST} lighter ones.
                </Text>
              )}
            </>
          )
        }
      </Asked>
    </Section>
  );
}

export const CHOICE: Readonly<Record<governance.Choice, string>> = {
  for: "For",
  against: "Against",
  abstain: "Abstain",
};
