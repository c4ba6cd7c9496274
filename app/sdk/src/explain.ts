import type { Address } from "@solana/kit";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { ERRORS } from "./generated/errors";
import { FRAMEWORK, RUNTIME, SYSTEM, TOKEN, TRANSACTION } from "./words";

/** A refusal's name, for programs, and its words, for people. */
export type Explanation = { name: string; words: string };

/** A transaction was refused, or would be; nothing of it happened. */
export class Refusal extends Error {
  constructor(readonly explanation: Explanation) {
    super(explanation.words);
    this.name = explanation.name;
  }
}

export const TOKEN_2022_PROGRAM_ADDRESS =
  "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb" as Address<"TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb">;

/** What a program means by an error code; `undefined` for one that it does not have. */
export function explain(program: Address, code: number): Explanation | undefined {
  if (program === TOKEN_PROGRAM_ADDRESS || program === TOKEN_2022_PROGRAM_ADDRESS)
    return TOKEN[code];
  if (program === SYSTEM_PROGRAM_ADDRESS) return SYSTEM[code];
  const errors = ERRORS[program];
  return errors && (errors[code] ?? FRAMEWORK[code]);
}

/** What a transaction's error means, as the cluster words it. */
export function explainFailure(error: unknown, logs: readonly string[]): Explanation {
  if (typeof error === "string") return named(error, TRANSACTION);
  const [kind, detail] = only(error);
  if (kind !== "InstructionError" || !Array.isArray(detail)) return named(kind, TRANSACTION);
  const reason: unknown = detail[1];
  if (typeof reason === "string") return named(reason, RUNTIME);
  const [name, code] = only(reason);
  return name === "Custom" ? custom(Number(code), logs) : named(name, RUNTIME);
}

/** The program that refused is the innermost one: a caller fails after the one it called. */
function custom(code: number, logs: readonly string[]): Explanation {
  const failures = logs.map((line) => /^Program (\w+) failed: /.exec(line)?.[1]);
  const program = failures.find((found) => found !== undefined);
  const explanation = program === undefined ? undefined : explain(program as Address, code);
  return (
    explanation ?? {
      name: "Custom",
      words: `${program === undefined ? "A program" : `Program ${program}`} refused with its error ${code}`,
    }
  );
}

function named(name: string, words: Readonly<Record<string, string>>): Explanation {
  return { name, words: words[name] ?? `The cluster refused the transaction: ${name}` };
}

function only(value: unknown): [string, unknown] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return entries[0] ?? ["Unknown", undefined];
}
