import { Button, Group, NumberInput, Slider, Stack, Text } from "@mantine/core";
import type { locks } from "@tenure/sdk";
import { readWeeks } from "./weeks";
import { weeksInWords } from "./words";

type Props = {
  label: string;
  description: string;
  bounds: locks.Weeks;
  /** As it was typed, or set by the slider. */
  text: string;
  onChange: (text: string) => void;
};

const PRESETS = [
  { label: "1 month", weeks: 4 },
  { label: "6 months", weeks: 26 },
  { label: "1 year", weeks: 52 },
  { label: "2 years", weeks: 104 },
  { label: "4 years", weeks: 208 },
];

/** A number of weeks, typed, slid to, or chosen. {@link readWeeks} reads it. */
export function WeeksField({ label, description, bounds, text, onChange }: Props) {
  const { weeks, error } = readWeeks(text, bounds);
  const { least, most } = bounds;
  return (
    <Stack gap="xs">
      <NumberInput
        label={label}
        description={description}
        suffix=" weeks"
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        min={0}
        value={text}
        error={error}
        onChange={(value) => onChange(String(value))}
      />
      <Slider
        mt={4}
        mb={24}
        min={least}
        max={most}
        value={weeks ?? least}
        disabled={least === most}
        thumbLabel={`${label}, in weeks`}
        label={weeksInWords}
        styles={{ markLabel: { color: "var(--mantine-color-dimmed)" } }}
        marks={YEARS.filter(({ value }) => value > least && value <= most)}
        onChange={(value) => onChange(String(value))}
      />
      <Group gap="xs" role="group" aria-label="Usual terms">
        {PRESETS.map((preset) => (
          <Button
            key={preset.label}
            size="compact-sm"
            variant={weeks === preset.weeks ? "filled" : "default"}
            aria-pressed={weeks === preset.weeks}
            disabled={preset.weeks < least || preset.weeks > most}
            onClick={() => onChange(String(preset.weeks))}
          >
            {preset.label}
          </Button>
        ))}
      </Group>
      {least > 1 && (
        <Text size="xs" c="dimmed">
          From {weeksInWords(least)} to {weeksInWords(most)}.
        </Text>
      )}
    </Stack>
  );
}

const YEARS = [1, 2, 3, 4].map((years) => ({ value: 52 * years, label: `${years}y` }));
