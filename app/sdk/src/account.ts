import type { Address, EncodedAccount, MaybeEncodedAccount } from "@solana/kit";
import { getTokenDecoder, type Token } from "@solana-program/token";

/**
 * A program's account, as it was found at its address; `undefined` if there is none. Anybody can send lamports to
 * any address: what lies there then is the System Program's and holds nothing, and the program makes its account
 * there all the same.
 */
export function accountOf(
  program: Address,
  found: MaybeEncodedAccount | undefined,
): EncodedAccount | undefined {
  return found?.exists && found.programAddress === program ? found : undefined;
}

/** The same of an account of either token program, with what it holds. */
export function tokenAccountOf(
  program: Address,
  found: MaybeEncodedAccount | undefined,
): Token | undefined {
  const account = accountOf(program, found);
  return account && TOKEN.decode(account.data);
}

/** Token-2022 accounts begin with the same fields. */
const TOKEN = getTokenDecoder();
