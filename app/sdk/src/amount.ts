/** An amount of base units as people write it: without zeros at the end. */
export function format(amount: bigint, decimals: number): string {
  const digits = amount.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

/** The base units that people mean. Throws on anything but a number with as many decimals as the token has. */
export function parse(text: string, decimals: number): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const [, whole, rest = ""] = match ?? [];
  if (whole === undefined) throw new Error(`"${text}" is no amount`);
  if (rest.length > decimals) {
    throw new Error(`"${text}" has more than ${decimals} decimals`);
  }
  return BigInt(whole + rest.padEnd(decimals, "0"));
}
