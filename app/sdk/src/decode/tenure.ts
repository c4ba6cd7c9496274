/** Tenure's own programs, by their IDLs. */

import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { format } from "../amount";
import { receiverOf } from "./associated";
import { accountDetail, furtherAccounts, type Action, type Decoded, type Detail } from "./decoded";
import type { Interface } from "./interface";
import { addressInWords, amountInWords, type Known } from "./known";
import { grouped, span } from "./text";
import { Malformed, Reader, type Value } from "./value";

const UNLIMITED = 2n ** 64n - 1n;

/** The instruction in words, or why it is in none. */
export async function decodeTenure(
  program: Interface,
  action: Action,
  known: Known,
): Promise<Decoded | string> {
  const { data, accounts } = action;
  const found = program.instructions.find(
    ({ discriminator }) =>
      data.length >= discriminator.length &&
      discriminator.every((byte, index) => data[index] === byte),
  );
  if (found === undefined)
    return `no instruction of Tenure's ${program.name} program that this client knows`;
  const called = `${program.name} ${found.name}`;
  if (accounts.length < found.accounts.length)
    return `${called} with ${accounts.length} of its ${found.accounts.length} accounts`;

  const values = read(program, found.args, data.slice(found.discriminator.length), known);
  if (values === undefined) return `${called} with malformed data`;
  return {
    headline: found.docs === "" ? called : found.docs,
    called,
    values: values.map((value) => meant(value, values, known)),
    accounts: await accountsInWords(action, found.accounts, known),
    known: true,
  };
}

/** What may stand behind the wallet that receives. */
const BEHIND = ["mint", "token_program"];

/** The instruction's own accounts by their names, and those that stand behind them. */
async function accountsInWords(
  action: Action,
  names: readonly string[],
  known: Known,
): Promise<Detail[]> {
  const receiver = await receiverOf(action);
  const own = action.accounts.slice(0, names.length).flatMap((meta, index) => {
    const detail = accountDetail(known, names[index] ?? "", meta);
    if (meta.address !== receiver?.address) return [detail];
    const { owner } = receiver;
    const words = addressInWords(known, owner);
    return [detail, { name: "which belongs to", words, address: owner }];
  });
  const further = action.accounts.slice(names.length);
  if (receiver === undefined) return [...own, ...furtherAccounts(known, further)];
  // What its account follows from; nobody checks what else stands there.
  const follows = [receiver.mint, receiver.tokenProgram];
  const [, ...rest] = further;
  const other = rest.findIndex(({ address }, index) => address !== follows[index]);
  const told = other === -1 ? rest.length : other;
  const behind = rest
    .slice(0, told)
    .map((meta, index) => accountDetail(known, BEHIND[index] ?? "", meta));
  return [...own, ...behind, ...furtherAccounts(known, rest.slice(told))];
}

function read(
  { structs }: Interface,
  fields: Interface["instructions"][number]["args"],
  data: Action["data"],
  known: Known,
): Value[] | undefined {
  const reader = new Reader(structs, known, data);
  try {
    const values = fields.flatMap((field) => reader.field(field));
    return reader.left === 0 ? values : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** A value with what it stands for, where its name or its documentation tells. */
function meant({ name, words, address, number, field }: Value, all: Value[], known: Known): Detail {
  if (address !== undefined) return { name, words, address };
  const meaning = number === undefined ? undefined : meaningOf(field.name, field.docs, number);
  return { name, words: meaning ?? words };

  function meaningOf(kind: string, docs: string, units: bigint): string | undefined {
    if (kind.endsWith("bps")) return `${format(units, 2)} %`;
    if (docs.includes("micro-USD")) return `$${grouped(units, 6)}`;
    if (docs.startsWith("Seconds ") || docs.startsWith("In seconds")) return span(units);
    if (kind === "limit") return units === UNLIMITED ? "no limit" : limited(units);
    if (kind === "proposal_threshold" || kind === "min_power") return power(units);
    return undefined;
  }

  function limited(units: bigint): string | undefined {
    const mint = all.find(({ field }) => field.name === "mint")?.address;
    return mint && amountInWords(known, mint, units);
  }

  function power(units: bigint): string | undefined {
    const stake = known.tokens[0]?.mint ?? SYSTEM_PROGRAM_ADDRESS;
    return stake === SYSTEM_PROGRAM_ADDRESS ? undefined : amountInWords(known, stake, units);
  }
}
