/** What holds at present, in the form of the actions that would change it. */

import { decode, type Action, type Decoded, type Detail, type Known } from "../decode";
import {
  getSetCouncilInstruction,
  getUpdateParamsInstruction as getUpdateGovernorInstruction,
} from "../generated/governor";
import { getUpdateParamsInstruction as getUpdateLockerInstruction } from "../generated/locker";
import { getAnnounceTermsInstruction } from "../generated/revenue";
import { setPauser } from "./authority";
import { knownOf, toAction, treasurySigner, type Dao } from "./dao";
import { governorParams, lockerParams, revenueTerms } from "./terms";

/** A value, and what it is now where that is something else. */
export type Compared = Detail & { readonly now?: string };

/** An action in words, beside what holds at present. */
export type Explained = Omit<Decoded, "values"> & { readonly values: readonly Compared[] };

/** In an instruction's data, what names it comes before its arguments. */
const DISCRIMINATOR = 8;

/** Puts a proposal's actions in words, each with what it would change. */
export async function explainActions(
  dao: Dao,
  actions: readonly Action[],
  known: Known = knownOf(dao),
): Promise<Explained[]> {
  const present = presentOf(dao);
  return Promise.all(
    actions.map(async (action) => {
      const decoded = await decode(action, known);
      const same = present.find((there) => isSameKind(there, action));
      const now = same === undefined ? [] : (await decode(same, known)).values;
      return { ...decoded, values: decoded.values.map((value) => compare(value, now)) };
    }),
  );
}

function compare(value: Detail, present: readonly Detail[]): Compared {
  const now = present.find(({ name }) => name === value.name)?.words;
  return now === undefined || now === value.words ? value : { ...value, now };
}

/** Actions that would change nothing. */
function presentOf(dao: Dao): Action[] {
  const treasury = treasurySigner(dao);
  const { address: governor, lockerAddress: locker, splitterAddress: splitter } = dao;
  const instructions = [
    getUpdateGovernorInstruction({ governor, treasury, params: governorParams(dao.governor) }),
    getSetCouncilInstruction({ governor, treasury, council: dao.governor.council }),
    getUpdateLockerInstruction({
      locker,
      authority: treasury,
      penaltyAccount: dao.locker.penaltyAccount,
      params: lockerParams(dao.locker),
    }),
    setPauser(dao, "locker", dao.locker.pauser),
    setPauser(dao, "revenue", dao.splitter.pauser),
    getAnnounceTermsInstruction({
      splitter,
      locker,
      authority: treasury,
      terms: revenueTerms(dao.splitter),
    }),
  ];
  return instructions.map(toAction);
}

/** Both are the same instruction, and change the same account. */
function isSameKind(present: Action, action: Action): boolean {
  const name = ({ data }: Action) => data.slice(0, DISCRIMINATOR).join();
  return (
    present.programAddress === action.programAddress &&
    name(present) === name(action) &&
    present.accounts[0]?.address === action.accounts[0]?.address
  );
}
