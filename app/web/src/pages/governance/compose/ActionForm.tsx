import {
  Button,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import type { governance } from "@tenure/sdk";
import classes from "../governance.module.css";
import { kindSpec, type FieldSpec, type Form } from "./kinds";

type Props = {
  dao: governance.Dao;
  /** From 1 on. */
  place: number;
  form: Form;
  /** What is wrong with it. */
  error: string | undefined;
  onChange: (form: Form) => void;
  onRemove: () => void;
};

/** The form of one action. */
export function ActionForm({ dao, place, form, error, onChange, onRemove }: Props) {
  const { label, about, fields } = kindSpec(form.kind, dao);
  const change = (name: string, value: string) =>
    onChange({ ...form, values: { ...form.values, [name]: value } });
  return (
    <Paper withBorder p="md" component="fieldset" m={0} data-testid={`form-${place}`}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="start">
          <Title order={3} size="h5">
            {place}. {label}
          </Title>
          <Button
            variant="default"
            size="compact-sm"
            flex="none"
            aria-label={`Remove action ${place}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={form.values[field.name] ?? ""}
            onChange={(value) => change(field.name, value)}
          />
        ))}
        {error !== undefined && (
          <Text size="sm" fw={550} className={classes.wrong} role="status">
            {error}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

type FieldProps = { field: FieldSpec; value: string; onChange: (value: string) => void };

function Field({ field, value, onChange }: FieldProps) {
  const { label, hint, kind, options = [], present } = field;
  const now = present === undefined ? undefined : `Now ${present}. Stays where nothing is written.`;
  const description = [hint, now].filter((text) => text !== undefined).join(" ") || undefined;
  if (kind === "token" || kind === "choice")
    return (
      <Select
        label={label}
        description={description}
        data={[...options]}
        value={value === "" ? null : value}
        allowDeselect={false}
        placeholder="Choose"
        onChange={(chosen) => onChange(chosen ?? "")}
      />
    );
  if (kind === "lines")
    return (
      <Textarea
        label={label}
        description={description}
        value={value}
        autosize
        minRows={2}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      placeholder={present}
      inputMode={kind === "amount" ? "decimal" : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
