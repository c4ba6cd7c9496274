/**
 * An instruction in words, for those who are about to sign it or to vote on it.
 *
 * Only what is understood to the last byte is put in words; all else is shown as it is, and said to be
 * unknown. The words never depend on a network: a caller may name the addresses that it knows.
 */

import { COMPUTE_BUDGET_PROGRAM_ADDRESS } from "@solana-program/compute-budget";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { INTERFACES } from "../generated/interfaces";
import { unknown, type Action, type Decoded } from "./decoded";
import { MEMO_PROGRAMS, NOTHING_KNOWN, TOKEN_PROGRAMS, type Known } from "./known";
import { decodeComputeBudget, decodeMemo, decodeSystem } from "./native";
import { decodeTenure } from "./tenure";
import { decodeToken } from "./token";

export { associatedAccounts, type AssociatedAccount } from "./associated";
export type { Action, Decoded, Detail } from "./decoded";
export { addressInWords, amountInWords, MEMO_PROGRAM_ADDRESS, type Known } from "./known";
export { bytesInWords, hex, printable } from "./text";

/** Puts an instruction in words, with the addresses and tokens named that are `known`. */
export async function decode(action: Action, known: Known = NOTHING_KNOWN): Promise<Decoded> {
  const decoded = await attempt(action, known);
  return typeof decoded === "string" ? unknown(action, decoded, known) : decoded;
}

async function attempt(action: Action, known: Known): Promise<Decoded | string> {
  const { programAddress } = action;
  const tenure = INTERFACES[programAddress];
  if (tenure !== undefined) return decodeTenure(tenure, action, known);
  if (programAddress === SYSTEM_PROGRAM_ADDRESS) return decodeSystem(action, known);
  if (TOKEN_PROGRAMS.includes(programAddress)) return decodeToken(action, known);
  if (programAddress === COMPUTE_BUDGET_PROGRAM_ADDRESS) return decodeComputeBudget(action, known);
  if (MEMO_PROGRAMS.includes(programAddress)) return decodeMemo(action, known);
  return "a program that this client does not know";
}
