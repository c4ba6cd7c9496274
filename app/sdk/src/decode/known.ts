import type { Address } from "@solana/kit";
import { COMPUTE_BUDGET_PROGRAM_ADDRESS } from "@solana-program/compute-budget";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import type { Token } from "../deployment";
import { TOKEN_2022_PROGRAM_ADDRESS } from "../explain";
import { INTERFACES } from "../generated/interfaces";
import { grouped } from "./text";

/** What a reader knows of addresses, beside the programs that every reader knows. */
export type Known = {
  readonly names: ReadonlyMap<Address, string>;
  /** The token that is locked comes first: power is counted in its units. */
  readonly tokens: readonly Token[];
};

export const NOTHING_KNOWN: Known = { names: new Map(), tokens: [] };

export const MEMO_PROGRAM_ADDRESS = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr" as Address;
const MEMO_V1_PROGRAM_ADDRESS = "Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo" as Address;

export const MEMO_PROGRAMS: readonly Address[] = [MEMO_PROGRAM_ADDRESS, MEMO_V1_PROGRAM_ADDRESS];
export const TOKEN_PROGRAMS: readonly Address[] = [
  TOKEN_PROGRAM_ADDRESS,
  TOKEN_2022_PROGRAM_ADDRESS,
];

const PROGRAM_NAMES: ReadonlyMap<Address, string> = new Map([
  ...Object.entries(INTERFACES).map(
    ([program, { name }]) => [program as Address, `Tenure's ${name} program`] as const,
  ),
  [TOKEN_PROGRAM_ADDRESS as Address, "SPL Token"],
  [TOKEN_2022_PROGRAM_ADDRESS as Address, "Token-2022"],
  [COMPUTE_BUDGET_PROGRAM_ADDRESS as Address, "Compute Budget"],
  [MEMO_PROGRAM_ADDRESS, "Memo"],
  [MEMO_V1_PROGRAM_ADDRESS, "Memo"],
]);

/** What an address is called, if it is known. */
export function nameOf({ names, tokens }: Known, address: Address): string | undefined {
  return (
    names.get(address) ??
    tokens.find(({ mint }) => mint === address)?.symbol ??
    PROGRAM_NAMES.get(address)
  );
}

/** An address as a value: zero stands for nobody, and for SOL where a mint is asked for. */
export function addressInWords(known: Known, address: Address): string {
  if (address === SYSTEM_PROGRAM_ADDRESS) return `${address} (zero)`;
  const name = nameOf(known, address);
  return name === undefined ? address : `${address} (${name})`;
}

/** An amount of a mint's base units; zero stands for SOL. `undefined` if the mint is not known. */
export function amountInWords(known: Known, mint: Address, units: bigint): string | undefined {
  if (mint === SYSTEM_PROGRAM_ADDRESS) return `${grouped(units, 9)} SOL`;
  const token = known.tokens.find((token) => token.mint === mint);
  return token && `${grouped(units, token.decimals)} ${token.symbol}`;
}
