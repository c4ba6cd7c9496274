/** What a treasury is told to do most often, as the instructions that it is to sign. */

import { AccountRole, type AccountMeta, type Address } from "@solana/kit";
import { getTransferSolInstruction } from "@solana-program/system";
import { getTransferCheckedInstruction } from "@solana-program/token";
import { tokenAccount } from "../chain";
import type { Action } from "../decode";
import type { Token } from "../deployment";
import {
  getSetCouncilInstruction,
  getSetOutflowLimitInstruction,
  getUpdateParamsInstruction as getUpdateGovernorInstruction,
} from "../generated/governor";
import { getUpdateParamsInstruction as getUpdateLockerInstruction } from "../generated/locker";
import {
  findPoolPda,
  getAnnounceTermsInstruction,
  getCreatePoolInstructionAsync,
  getSetTreasuryInstruction,
} from "../generated/revenue";
import { acceptAuthority, proposeAuthority, resume, setPauser, type Ruled } from "./authority";
import { NOBODY, toAction, treasurySigner, type Dao } from "./dao";
import {
  governorParams,
  lockerParams,
  requireGovernorBounds,
  requireLockerBounds,
  requireTermsBounds,
  revenueTerms,
  type GovernorTerms,
  type LockerTerms,
  type RevenueTerms,
} from "./terms";

export type Template =
  | { kind: "transferSol"; to: Address; lamports: bigint }
  /** To a wallet's associated account, which whoever executes it makes if it is missing. */
  | { kind: "transferToken"; token: Token; to: Address; amount: bigint }
  /** What is not named stays as it is, in all three. */
  | ({ kind: "announceTerms" } & Partial<RevenueTerms>)
  | ({ kind: "updateLocker"; penaltyAccount?: Address } & Partial<LockerTerms>)
  | ({ kind: "updateGovernor" } & Partial<GovernorTerms>)
  /** Zero for nobody. */
  | { kind: "setCouncil"; council: Address }
  /** Zero's mint is SOL; `undefined` for no limit. */
  | { kind: "setOutflowLimit"; mint: Address; limit: bigint | undefined }
  /** Shares income of a token too; the treasury pays the rent. Its share goes to a wallet's associated account. */
  | { kind: "createPool"; token: Token; to: Address }
  /** Who receives the treasury's share of a token: a wallet's associated account. */
  | { kind: "setPoolTreasury"; token: Token; to: Address }
  /** What was offered to the treasury. */
  | { kind: "acceptAuthority"; of: Ruled }
  /** Offers it to another, who has to accept it. */
  | { kind: "proposeAuthority"; of: Ruled; proposed: Address }
  /** Ends a pause. */
  | { kind: "resume"; of: Ruled }
  /** Zero for nobody. */
  | { kind: "setPauser"; of: Ruled; pauser: Address }
  | { kind: "raw"; program: Address; accounts: readonly AccountMeta[]; data: Uint8Array };

const UNLIMITED = 2n ** 64n - 1n;

/** The instruction that the treasury is to sign. Throws, in words, on what the program would refuse. */
export async function actionOf(dao: Dao, template: Template): Promise<Action> {
  const treasury = treasurySigner(dao);
  const governor = dao.address;
  switch (template.kind) {
    case "transferSol": {
      const { to: destination, lamports: amount } = template;
      return toAction(getTransferSolInstruction({ source: treasury, destination, amount }));
    }
    case "transferToken":
      return transferToken(dao, template);
    case "announceTerms": {
      const { splitterAddress: splitter, lockerAddress: locker } = dao;
      const terms = changed(template, revenueTerms(dao.splitter));
      requireTermsBounds(terms);
      const authority = treasury;
      return toAction(getAnnounceTermsInstruction({ splitter, locker, authority, terms }));
    }
    case "updateLocker":
      return updateLocker(dao, template);
    case "updateGovernor": {
      const params = changed(template, governorParams(dao.governor));
      requireGovernorBounds(params);
      return toAction(getUpdateGovernorInstruction({ governor, treasury, params }));
    }
    case "setCouncil": {
      const { council } = template;
      return toAction(getSetCouncilInstruction({ governor, treasury, council }));
    }
    case "setOutflowLimit": {
      const { mint, limit = UNLIMITED } = template;
      return toAction(getSetOutflowLimitInstruction({ governor, treasury, mint, limit }));
    }
    case "createPool":
      return createPool(dao, template);
    case "setPoolTreasury":
      return setPoolTreasury(dao, template);
    case "acceptAuthority":
      return toAction(acceptAuthority(dao, template.of));
    case "proposeAuthority": {
      const { of, proposed } = template;
      if (proposed === NOBODY) throw new Error("Nobody has the zero address.");
      return toAction(proposeAuthority(dao, of, proposed));
    }
    case "resume":
      return toAction(resume(dao, template.of));
    case "setPauser":
      return toAction(setPauser(dao, template.of, template.pauser));
    case "raw": {
      const { program: programAddress, accounts, data } = template;
      return { programAddress, accounts, data };
    }
  }
}

async function transferToken(
  dao: Dao,
  { token, to, amount }: Extract<Template, { kind: "transferToken" }>,
): Promise<Action> {
  const transfer = getTransferCheckedInstruction(
    {
      source: await tokenAccount(dao.treasury, token),
      mint: token.mint,
      destination: await tokenAccount(to, token),
      authority: treasurySigner(dao),
      amount,
      decimals: token.decimals,
    },
    { programAddress: token.program },
  );
  return telling(toAction(transfer), to);
}

type PoolTemplate = { readonly token: Token; readonly to: Address };

async function createPool(dao: Dao, { token, to }: PoolTemplate): Promise<Action> {
  const { splitterAddress: splitter, lockerAddress: locker } = dao;
  const authority = treasurySigner(dao);
  const create = await getCreatePoolInstructionAsync({
    payer: authority,
    splitter,
    locker,
    authority,
    mint: token.mint,
    intake: await tokenAccount(splitter, token),
    treasury: await receiverOfShare(dao, token, to),
    tokenProgram: token.program,
  });
  return telling(toAction(create), to);
}

async function setPoolTreasury(dao: Dao, { token, to }: PoolTemplate): Promise<Action> {
  const { splitterAddress: splitter } = dao;
  const { mint, program } = token;
  const [pool] = await findPoolPda({ splitter, mint });
  const treasury = await receiverOfShare(dao, token, to);
  const authority = treasurySigner(dao);
  const set = getSetTreasuryInstruction({ splitter, authority, pool, treasury });
  return telling(toAction(set), to, mint, program);
}

/** A wallet's account of a token. The splitter's own would let the treasury's share come in again. */
async function receiverOfShare(dao: Dao, token: Token, to: Address): Promise<Address> {
  const [pool] = await findPoolPda({ splitter: dao.splitterAddress, mint: token.mint });
  if (to === dao.splitterAddress || to === pool)
    throw new Error("The splitter cannot receive the treasury's share: name another wallet.");
  return tokenAccount(to, token);
}

/**
 * The programs pass over what stands behind their accounts; it tells voters who receives, and lets whoever
 * executes the action make an account that is missing.
 */
function telling(action: Action, ...addresses: readonly Address[]): Action {
  const behind = addresses.map((address) => ({ address, role: AccountRole.READONLY }));
  return { ...action, accounts: [...action.accounts, ...behind] };
}

function updateLocker(dao: Dao, template: Extract<Template, { kind: "updateLocker" }>): Action {
  const before = lockerParams(dao.locker);
  const penaltyAccount = template.penaltyAccount ?? dao.locker.penaltyAccount;
  const params =
    penaltyAccount === dao.locker.penaltyAccount
      ? changed(template, before)
      : filled(template, before);
  requireLockerBounds(params);
  return toAction(
    getUpdateLockerInstruction({
      locker: dao.lockerAddress,
      authority: treasurySigner(dao),
      penaltyAccount,
      params,
    }),
  );
}

/** The terms named, and the others as they are. */
function filled<Terms extends object>(named: Partial<Terms>, before: Terms): Terms {
  const after = { ...before };
  for (const key of Object.keys(before) as (keyof Terms)[]) after[key] = named[key] ?? before[key];
  return after;
}

/** As {@link filled}; throws if that changes nothing. */
function changed<Terms extends object>(named: Partial<Terms>, before: Terms): Terms {
  const after = filled(named, before);
  const keys = Object.keys(before) as (keyof Terms)[];
  if (keys.every((key) => after[key] === before[key]))
    throw new Error("It changes nothing: give at least one value that differs.");
  return after;
}
