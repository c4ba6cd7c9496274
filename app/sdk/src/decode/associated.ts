/**
 * Associated token accounts that an action needs, and whose they are.
 *
 * A wallet that receives may stand behind an instruction's own accounts: the programs pass over it. It tells
 * those who read it who receives, and lets whoever executes the action make an account that is missing.
 */

import type { AccountMeta, Address } from "@solana/kit";
import { findAssociatedTokenPda } from "@solana-program/token";
import {
  CREATE_POOL_DISCRIMINATOR,
  REVENUE_PROGRAM_ADDRESS,
  SET_TREASURY_DISCRIMINATOR,
} from "../generated/revenue";
import type { Action } from "./decoded";
import { TOKEN_PROGRAMS } from "./known";

/** Of the token programs' instructions. */
export const TRANSFER_CHECKED = 12;

/** An associated token account, and what it follows from. */
export type AssociatedAccount = {
  readonly address: Address;
  readonly owner: Address;
  readonly mint: Address;
  readonly tokenProgram: Address;
};

/**
 * What an instruction needs to be there: a new pool's intake, and the account of the wallet that receives, if
 * that stands behind its own accounts.
 */
export async function associatedAccounts(action: Action): Promise<AssociatedAccount[]> {
  const found = await Promise.all([intakeOf(action), receiverOf(action)]);
  return found.filter((account) => account !== undefined);
}

/** The account of the wallet that receives a transfer, or the treasury's share of a pool's income. */
export async function receiverOf(action: Action): Promise<AssociatedAccount | undefined> {
  const { accounts, programAddress } = action;
  if (TOKEN_PROGRAMS.includes(programAddress) && action.data[0] === TRANSFER_CHECKED) {
    const [, mint, destination, , owner] = accounts;
    return associated(destination, owner, mint, { address: programAddress });
  }
  if (isOfRevenue(action, SET_TREASURY_DISCRIMINATOR)) {
    const [, , , treasury, owner, mint, tokenProgram] = accounts;
    return associated(treasury, owner, mint, tokenProgram);
  }
  if (isOfRevenue(action, CREATE_POOL_DISCRIMINATOR)) {
    const [, , , , mint, , , , treasury, tokenProgram, , owner] = accounts;
    return associated(treasury, owner, mint, tokenProgram);
  }
  return undefined;
}

async function intakeOf(action: Action): Promise<AssociatedAccount | undefined> {
  if (!isOfRevenue(action, CREATE_POOL_DISCRIMINATOR)) return undefined;
  const [, splitter, , , mint, , , intake, , tokenProgram] = action.accounts;
  return associated(intake, splitter, mint, tokenProgram);
}

type Named = Pick<AccountMeta, "address"> | undefined;

/** `undefined` if the address does not follow from the others. */
async function associated(
  account: Named,
  owner: Named,
  mint: Named,
  program: Named,
): Promise<AssociatedAccount | undefined> {
  if (!account || !owner || !mint || !program) return undefined;
  const seeds = { owner: owner.address, mint: mint.address, tokenProgram: program.address };
  const [address] = await findAssociatedTokenPda(seeds);
  return account.address === address ? { address, ...seeds } : undefined;
}

function isOfRevenue({ programAddress, data }: Action, discriminator: ArrayLike<number>): boolean {
  return (
    programAddress === REVENUE_PROGRAM_ADDRESS &&
    data.length === discriminator.length &&
    data.every((byte, index) => byte === discriminator[index])
  );
}
