import { Alert, Anchor, Breadcrumbs, Grid, Select, Stack, Text, TextInput } from "@mantine/core";
import type { governance } from "@tenure/sdk";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { ActionButton } from "../../../ui/ActionButton";
import { Section } from "../../../ui/Section";
import { ExplainedActions } from "../Actions";
import { useHoldings } from "../data";
import { ActionForm } from "./ActionForm";
import { Checks } from "./Checks";
import { KIND_LABELS, type Form, type Kind } from "./kinds";
import { useDraft } from "./useDraft";
import { useProposing } from "./useProposing";

type Props = { dao: governance.Dao; now: bigint };

const KINDS = Object.entries(KIND_LABELS).map(([value, label]) => ({ value, label }));

/** Writes a proposal: its words, its actions, and what voters will see of them. */
export function ComposePage({ dao, now }: Props) {
  const [title, setTitle] = useState("");
  const [link, setLink] = useState("");
  const [forms, setForms] = useState<readonly Form[]>([]);
  const [, navigate] = useLocation();
  const holdings = useHoldings(dao).data ?? [];
  const { data: draft } = useDraft(dao, holdings, forms);
  const actions = draft?.actions;
  const proposing = useProposing(dao, now, { title: title.trim(), link: link.trim(), actions });

  const add = (kind: string | null) => {
    const id = Math.max(0, ...forms.map((form) => form.id)) + 1;
    if (kind !== null) setForms([...forms, { id, kind: kind as Kind, values: {} }]);
  };
  const submit = async () => {
    const path = await proposing.submit();
    if (path !== undefined) navigate(path);
  };

  return (
    <Stack>
      <Breadcrumbs component="nav" aria-label="Where you are">
        <Anchor component={Link} href="/governance">
          Governance
        </Anchor>
        <Text>New proposal</Text>
      </Breadcrumbs>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Section title="New proposal">
            <TextInput
              label="Title"
              description="What voters read first: at most 96 bytes."
              required
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <TextInput
              label="Link to the discussion"
              description="Where the reasons are: https, at most 200 bytes."
              type="url"
              placeholder="https://"
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
            {forms.map((form, index) => (
              <ActionForm
                key={form.id}
                dao={dao}
                place={index + 1}
                form={form}
                error={draft?.forms[index]?.error}
                onChange={(changed) =>
                  setForms(forms.map((each) => (each.id === form.id ? changed : each)))
                }
                onRemove={() => setForms(forms.filter(({ id }) => id !== form.id))}
              />
            ))}
            <Select
              label={forms.length === 0 ? "What the treasury is to do" : "Another action"}
              description="Actions run in this order, each once."
              placeholder="Add an action"
              data={KINDS}
              value={null}
              onChange={add}
            />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Section title="What voters will see" testid="preview">
              {actions === undefined ? (
                <Text c="dimmed">
                  {forms.length === 0
                    ? "Add an action: it is shown here in words, read from the very instructions that will be submitted."
                    : (draft?.forms.find(({ missing }) => missing !== undefined)?.missing ??
                      "The forms are not complete yet.")}
                </Text>
              ) : (
                <ExplainedActions dao={dao} actions={actions} />
              )}
            </Section>
            <Section title="Before it is submitted" testid="checks">
              <Checks checks={proposing.checks} />
              {draft?.warnings.map((warning) => (
                <Alert key={warning} color="yellow">
                  {warning}
                </Alert>
              ))}
              <ActionButton
                obstacle={proposing.checks.find(({ holds }) => !holds)?.words}
                loading={proposing.composing}
                onClick={() => void submit()}
              >
                Submit the proposal
              </ActionButton>
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
