import {
  isSignerRole,
  isWritableRole,
  type AccountMeta,
  type Address,
  type ReadonlyUint8Array,
} from "@solana/kit";
import { addressInWords, nameOf, type Known } from "./known";
import { bytesInWords } from "./text";

/** An instruction for a treasury to sign: with all its accounts, and without anybody's signer in them. */
export type Action = {
  readonly programAddress: Address;
  readonly accounts: readonly AccountMeta[];
  readonly data: ReadonlyUint8Array;
};

/** Something that goes with an instruction: a name and words for it. */
export type Detail = {
  readonly name: string;
  readonly words: string;
  /** Where the words are of an address. */
  readonly address?: Address;
};

/** An instruction in words. */
export type Decoded = {
  /** What it does; or that this is unknown, and why. */
  readonly headline: string;
  /** What programs call it: "revenue announce_terms". */
  readonly called: string;
  /** What it is given besides accounts. */
  readonly values: readonly Detail[];
  readonly accounts: readonly Detail[];
  /** Whether all of it was understood, to the last byte. */
  readonly known: boolean;
};

/** Words for an account, with its rights. */
export function accountDetail(known: Known, name: string, meta: AccountMeta): Detail {
  const signs = isSignerRole(meta.role) ? ", signs" : "";
  const written = isWritableRole(meta.role) ? ", written" : "";
  const { address } = meta;
  return { name, words: `${addressInWords(known, address)}${signs}${written}`, address };
}

export function furtherAccounts(known: Known, metas: readonly AccountMeta[]): Detail[] {
  return metas.map((meta, index) => accountDetail(known, `further account ${index + 1}`, meta));
}

/** An instruction as it is: its program, its accounts and its data. */
export function unknown(action: Action, why: string, known: Known): Decoded {
  const { programAddress: program } = action;
  return {
    headline: `UNKNOWN: ${why}`,
    called: nameOf(known, program) ?? program,
    values: [
      { name: "program", words: addressInWords(known, program), address: program },
      { name: "data", words: bytesInWords(action.data) },
    ],
    accounts: action.accounts.map((meta, index) =>
      accountDetail(known, `account ${index + 1}`, meta),
    ),
    known: false,
  };
}
