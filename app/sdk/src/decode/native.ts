/** The system program's transfers, compute budgets and memos. */

import { accountDetail, furtherAccounts, type Action, type Decoded } from "./decoded";
import type { Known } from "./known";
import { grouped, printable } from "./text";

const SOL_TRANSFER = 2;
const SOL_TRANSFER_LENGTH = 12;

export function decodeSystem(action: Action, known: Known): Decoded | string {
  const { data, accounts } = action;
  const [from, to] = accounts;
  const isTransfer =
    data.length === SOL_TRANSFER_LENGTH && viewOf(data).getUint32(0, true) === SOL_TRANSFER;
  if (!isTransfer || from === undefined || to === undefined || accounts.length !== 2)
    return "no plain transfer of the system program";
  return {
    headline: `Transfers ${grouped(viewOf(data).getBigUint64(4, true), 9)} SOL`,
    called: "system transfer",
    values: [],
    accounts: [accountDetail(known, "from", from), accountDetail(known, "to", to)],
    known: true,
  };
}

/** By their numbers: the words around the value, and how many bytes it has. */
const BUDGETS: Readonly<Record<number, readonly [string, string, 4 | 8]>> = {
  1: ["Asks for", "bytes of heap", 4],
  2: ["Asks for up to", "compute units", 4],
  3: ["Pays", "micro-lamports for a compute unit", 8],
  4: ["Asks to load up to", "bytes of accounts", 4],
};

export function decodeComputeBudget(action: Action, known: Known): Decoded | string {
  const { data, accounts } = action;
  const [verb, unit, length] = BUDGETS[data[0] ?? 0] ?? [];
  if (verb === undefined || length === undefined || data.length !== 1 + length)
    return "no instruction of the compute budget that this client knows";
  const view = viewOf(data);
  const value = length === 4 ? BigInt(view.getUint32(1, true)) : view.getBigUint64(1, true);
  return {
    headline: `${verb} ${grouped(value, 0)} ${unit}`,
    called: "compute budget",
    values: [],
    accounts: furtherAccounts(known, accounts),
    known: true,
  };
}

export function decodeMemo(action: Action, known: Known): Decoded | string {
  const { data, accounts } = action;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(data));
  } catch {
    return "a memo that is not UTF-8";
  }
  return {
    headline: "Leaves a memo",
    called: "memo",
    values: [{ name: "text", words: `"${printable(text)}"` }],
    accounts: furtherAccounts(known, accounts),
    known: true,
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Action["data"]): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
