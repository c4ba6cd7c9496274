/** Instructions of SPL Token and Token-2022 by which a treasury's tokens, or the power over them, leave. */

import { getAddressDecoder, type AccountMeta } from "@solana/kit";
import { receiverOf, TRANSFER_CHECKED } from "./associated";
import { accountDetail, furtherAccounts, type Action, type Decoded, type Detail } from "./decoded";
import { addressInWords, amountInWords, type Known } from "./known";
import { grouped } from "./text";

const APPROVE = 4;
const SET_AUTHORITY = 6;
const BURN_CHECKED = 15;

export async function decodeToken(action: Action, known: Known): Promise<Decoded | string> {
  const [number] = action.data;
  switch (number) {
    case undefined:
      return "a token program without data";
    case APPROVE:
      return approve(action, known) ?? malformed("approve");
    case SET_AUTHORITY:
      return setAuthority(action, known) ?? malformed("set_authority");
    case TRANSFER_CHECKED:
      return (await transferChecked(action, known)) ?? malformed("transfer_checked");
    case BURN_CHECKED:
      return burnChecked(action, known) ?? malformed("burn_checked");
    default:
      return `instruction ${number} of a token program, which this client does not know`;
  }
}

async function transferChecked(action: Action, known: Known): Promise<Decoded | undefined> {
  const [source, mint, destination, authority, ...further] = action.accounts;
  const amount = checkedAmount(action.data, mint, known);
  if (amount === undefined || !source || !mint || !destination || !authority) return undefined;
  // A wallet may stand behind the accounts for the sake of those who read: it counts only if the
  // destination follows from it.
  const owner = (await receiverOf(action))?.owner;
  const belongs: Detail[] =
    owner === undefined
      ? []
      : [{ name: "which belongs to", words: addressInWords(known, owner), address: owner }];
  return {
    headline: `Transfers ${amount}`,
    called: "token transfer_checked",
    values: [],
    accounts: [
      accountDetail(known, "mint", mint),
      accountDetail(known, "from", source),
      accountDetail(known, "to", destination),
      ...belongs,
      accountDetail(known, "authority", authority),
      ...furtherAccounts(known, owner === undefined ? further : further.slice(1)),
    ],
    known: true,
  };
}

function approve({ data, accounts }: Action, known: Known): Decoded | undefined {
  const [source, delegate, owner, ...further] = accounts;
  if (data.length !== 9 || !source || !delegate || !owner) return undefined;
  const units = grouped(viewOf(data).getBigUint64(1, true), 0);
  return {
    headline: `Lets another spend up to ${units} base units of an account's tokens`,
    called: "token approve",
    values: [],
    accounts: [
      accountDetail(known, "account", source),
      accountDetail(known, "who may spend", delegate),
      accountDetail(known, "owner", owner),
      ...furtherAccounts(known, further),
    ],
    known: true,
  };
}

const POWERS = [
  "the power to mint tokens",
  "the power to freeze accounts",
  "a token account and all that it holds",
  "the power to close a token account",
];

function setAuthority({ data, accounts }: Action, known: Known): Decoded | undefined {
  const [of, current, ...further] = accounts;
  const power = POWERS[data[1] ?? POWERS.length];
  const givenUp = data.length === 3 && data[2] === 0;
  const handedOver = data.length === 35 && data[2] === 1;
  if (power === undefined || !(givenUp || handedOver) || !of || !current) return undefined;
  const next = handedOver ? getAddressDecoder().decode(data, 3) : undefined;
  return {
    headline: next === undefined ? `Gives up ${power}, for good` : `Hands over ${power}`,
    called: "token set_authority",
    values:
      next === undefined ? [] : [{ name: "to", words: addressInWords(known, next), address: next }],
    accounts: [
      accountDetail(known, "of", of),
      accountDetail(known, "authority", current),
      ...furtherAccounts(known, further),
    ],
    known: true,
  };
}

function burnChecked({ data, accounts }: Action, known: Known): Decoded | undefined {
  const [source, mint, authority, ...further] = accounts;
  const amount = checkedAmount(data, mint, known);
  if (amount === undefined || !source || !mint || !authority) return undefined;
  return {
    headline: `Burns ${amount}`,
    called: "token burn_checked",
    values: [],
    accounts: [
      accountDetail(known, "mint", mint),
      accountDetail(known, "from", source),
      accountDetail(known, "authority", authority),
      ...furtherAccounts(known, further),
    ],
    known: true,
  };
}

/** An amount by the decimals in the data, which the token program compares with the mint's. */
function checkedAmount(
  data: Action["data"],
  mint: AccountMeta | undefined,
  known: Known,
): string | undefined {
  const decimals = data[9];
  if (data.length !== 10 || decimals === undefined || mint === undefined) return undefined;
  const units = viewOf(data).getBigUint64(1, true);
  const token = known.tokens.find((token) => token.mint === mint.address);
  return token?.decimals === decimals
    ? amountInWords(known, mint.address, units)
    : `${grouped(units, decimals)} tokens`;
}

function malformed(called: string): string {
  return `${called} of a token program with malformed data or too few accounts`;
}

function viewOf({ buffer, byteOffset, byteLength }: Action["data"]): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
