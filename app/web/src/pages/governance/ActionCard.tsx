import { Alert, Badge, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { hex, type Action, type governance } from "@tenure/sdk";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Fact } from "../../ui/Fact";
import { short } from "../../ui/text";
import classes from "./governance.module.css";
import { labelOf, titleOf } from "./words";

type Props = {
  /** From 1 on. */
  place: number;
  action: Action;
  explained: governance.Explained;
  /** `undefined` of what is only being written. */
  hasRun: boolean | undefined;
};

/** What hands tokens over without moving any. */
const GIVES_POWER = ["token approve", "token set_authority"];

/** An action in words, and as it is. */
export function ActionCard({ place, action, explained, hasRun }: Props) {
  const { known, headline, values, accounts } = explained;
  const title = titleOf(explained);
  const receiver =
    accounts.find(({ name }) => name === "which belongs to") ??
    accounts.find(({ name }) => name === "to" || name === "who may spend");
  // A pool's instructions are about one token, whose amounts the headline does not tell.
  const mint = explained.called.startsWith("revenue ")
    ? accounts.find(({ name }) => name === "mint")
    : undefined;
  return (
    <Paper
      withBorder
      p="md"
      component="article"
      data-testid={`action-${place}`}
      data-known={known}
      data-run={hasRun}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
          <Title order={3} size="h5" className={classes.breaks}>
            {place}. {known ? title : "Something this page cannot read"}
          </Title>
          {hasRun === true && (
            <Badge variant="default" miw="max-content">
              Has run
            </Badge>
          )}
        </Group>
        {!known && (
          <Alert color="red" title="Unknown action">
            This page does not know what it does: {headline.replace(/^UNKNOWN: /, "")}. Vote for it
            only if you have read its program, its accounts and its data, and know what they mean.
          </Alert>
        )}
        {GIVES_POWER.includes(explained.called) && (
          <Alert color="yellow">
            It gives somebody else power over what the treasury holds, to be used at any time.
          </Alert>
        )}
        {known && title !== headline && (
          <Text size="sm" c="dimmed">
            {headline}
          </Text>
        )}
        {mint?.address !== undefined && (
          <Fact label="Token">
            <ExplorerLink kind="address" id={mint.address}>
              {nameIn(mint.words) ?? short(mint.address)}
            </ExplorerLink>
          </Fact>
        )}
        {receiver?.address !== undefined && (
          <Fact
            label={receiver.name === "which belongs to" ? "To the wallet" : labelOf(receiver.name)}
          >
            <ExplorerLink kind="address" id={receiver.address}>
              {nameIn(receiver.words) ?? short(receiver.address)}
            </ExplorerLink>
          </Fact>
        )}
        {known &&
          values.map(({ name, words, address, now }) => (
            <Fact key={name} label={labelOf(name)}>
              <Text span inherit className={classes.breaks}>
                {address === undefined ? words : (nameIn(words) ?? short(address))}
              </Text>
              {now !== undefined && (
                <Text span size="sm" c="dimmed" fw={400}>
                  {" "}
                  · now {now}
                </Text>
              )}
            </Fact>
          ))}
        <details className={classes.details}>
          <summary>Exactly as it will be signed</summary>
          <Raw action={action} explained={explained} />
        </details>
      </Stack>
    </Paper>
  );
}

function Raw({ action, explained }: { action: Action; explained: governance.Explained }) {
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" className={classes.mono}>
        Program {action.programAddress}
      </Text>
      <Table aria-label="Accounts, in their order" horizontalSpacing={0} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="35%">
              Account
            </Table.Th>
            <Table.Th scope="col">Address and rights</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {explained.accounts.map(({ name, words }, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes.breaks}>{name.replaceAll("_", " ")}</Table.Td>
              <Table.Td className={classes.mono}>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" className={classes.mono}>
        Data {action.data.length === 0 ? "none" : hex(action.data)}
      </Text>
    </Stack>
  );
}

/** The name behind an address in words. */
function nameIn(words: string): string | undefined {
  return /\((.+)\)/.exec(words)?.[1];
}
