import { Button, TextInput } from "@mantine/core";
import { amount, type Token, inWords } from "@tenure/sdk";
import { readUnits } from "./number";
import { tokens } from "./text";

type Props = {
  label: string;
  token: Token;
  text: string;
  onChange: (text: string) => void;
  /** What there is to spend, in base units. */
  available?: bigint;
};

/** A field for an amount of a token. {@link readAmount} reads it. */
export function TokenField({ label, token, text, onChange, available }: Props) {
  const { error } = readAmount(text, token, available);
  return (
    <TextInput
      label={label}
      description={available === undefined ? undefined : `You have ${tokens(available, token)}`}
      inputMode="decimal"
      autoComplete="off"
      placeholder="0"
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSectionWidth={available === undefined ? undefined : 64}
      rightSection={
        available === undefined ? undefined : (
          <Button
            size="compact-xs"
            variant="light"
            aria-label={`Max ${label}`}
            onClick={() => onChange(amount.format(available, token.decimals))}
          >
            Max
          </Button>
        )
      }
    />
  );
}

/** The base units that a field's text means: `undefined` while there is none, or it cannot be spent. */
export function readAmount(
  text: string,
  { decimals, symbol }: Token,
  available?: bigint,
): { units?: bigint; error?: string } {
  if (text.trim() === "") return {};
  try {
    const units = readUnits(text, decimals);
    if (units === 0n) return { error: "The amount is zero" };
    if (available !== undefined && units > available)
      return { error: `You have less ${symbol} than that` };
    return { units };
  } catch (error) {
    return { error: inWords(error) };
  }
}
