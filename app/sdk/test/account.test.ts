import { address, lamports, type Address, type MaybeEncodedAccount } from "@solana/kit";
import { AccountState, getTokenEncoder, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { describe, expect, test } from "vitest";
import { locker, revenue, SYSTEM_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS } from "../src";
import { accountOf, tokenAccountOf } from "../src/account";

const PLACE = address("So11111111111111111111111111111111111111112");
const OWNER = address("SysvarC1ock11111111111111111111111111111111");

function found(programAddress: Address, data = new Uint8Array()): MaybeEncodedAccount {
  return {
    exists: true,
    address: PLACE,
    data,
    executable: false,
    lamports: lamports(890_880n),
    programAddress,
    space: BigInt(data.length),
  };
}

describe("a program's account", () => {
  test("is what the program owns", () => {
    const account = found(locker.LOCKER_PROGRAM_ADDRESS, new Uint8Array([1]));
    expect(accountOf(locker.LOCKER_PROGRAM_ADDRESS, account)).toBe(account);
  });

  test.each<[string, MaybeEncodedAccount | undefined]>([
    ["nothing was found", { exists: false, address: PLACE }],
    ["nothing was asked for", undefined],
    ["there are lamports only", found(SYSTEM_PROGRAM_ADDRESS)],
    ["it is another program's", found(revenue.REVENUE_PROGRAM_ADDRESS, new Uint8Array([1]))],
  ])("is none where %s", (_, account) => {
    expect(accountOf(locker.LOCKER_PROGRAM_ADDRESS, account)).toBeUndefined();
  });
});

describe("a token account", () => {
  const held = getTokenEncoder().encode({
    mint: PLACE,
    owner: OWNER,
    amount: 7n,
    delegate: null,
    state: AccountState.Initialized,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
  });

  test("of either token program is read, with extensions behind it or without", () => {
    const extended = new Uint8Array([...held, 2, 7, 0, 0, 0]);
    for (const [program, data] of [
      [TOKEN_PROGRAM_ADDRESS, new Uint8Array(held)],
      [TOKEN_2022_PROGRAM_ADDRESS, extended],
    ] as const) {
      const account = tokenAccountOf(program, found(program, data));
      expect(account).toMatchObject({ mint: PLACE, owner: OWNER, amount: 7n });
    }
  });

  test("is none where there are lamports only, nor where it is the other token program's", () => {
    const account = found(TOKEN_PROGRAM_ADDRESS, new Uint8Array(held));
    expect(tokenAccountOf(TOKEN_2022_PROGRAM_ADDRESS, account)).toBeUndefined();
    const gift = found(SYSTEM_PROGRAM_ADDRESS);
    expect(tokenAccountOf(TOKEN_PROGRAM_ADDRESS, gift)).toBeUndefined();
  });
});
