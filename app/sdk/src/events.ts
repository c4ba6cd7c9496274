import {
  containsBytes,
  getBase64Encoder,
  type Address,
  type FixedSizeDecoder,
  type ReadonlyUint8Array,
} from "@solana/kit";

/** How an event is written, as the IDL has it: the generated code knows no events. */
export type EventLayout<T> = {
  /** The first bytes of the SHA-256 of `event:` and its name. */
  readonly discriminator: ReadonlyUint8Array;
  readonly fields: FixedSizeDecoder<T>;
};

/**
 * What a program emitted in a transaction, in order: what it logged while it ran itself. What others log in its
 * name is left out, and so is a line of several parts, which no event is.
 */
export function emittedBy(program: Address, logs: readonly string[]): ReadonlyUint8Array[] {
  const running: string[] = [];
  const found: ReadonlyUint8Array[] = [];
  for (const line of logs) {
    // From here on lines are missing, and nobody can tell any more who runs.
    if (line === TRUNCATED) break;
    const data = DATA.exec(line)?.[1];
    if (data !== undefined) {
      if (running.at(-1) === program) found.push(BASE64.encode(data));
      continue;
    }
    const [, callee, step] = STEP.exec(line) ?? [];
    if (callee === undefined) continue;
    if (step === "invoke") running.push(callee);
    else running.pop();
  }
  return found;
}

/** An event's fields; `undefined` for bytes that are not of its kind and of its length. */
export function readEvent<T>(
  { discriminator, fields }: EventLayout<T>,
  data: ReadonlyUint8Array,
): T | undefined {
  const { length } = discriminator;
  if (data.length !== length + fields.fixedSize) return undefined;
  return containsBytes(data, discriminator, 0) ? fields.decode(data, length) : undefined;
}

const TRUNCATED = "Log truncated";
const DATA = /^Program data: ((?:[A-Za-z0-9+/=]{4})+)$/;
const STEP = /^Program (\w+) (invoke|success|failed)/;
const BASE64 = getBase64Encoder();
