import { readdirSync, readFileSync } from "node:fs";
import { address } from "@solana/kit";
import { expect, test } from "vitest";
import { explain, explainFailure, locker } from "../src";

const idls = new URL("../../../idl/", import.meta.url);

test.each(readdirSync(idls))("%s: every error has its words", (file) => {
  const idl = JSON.parse(readFileSync(new URL(file, idls), "utf8"));
  expect(idl.errors.length).toBeGreaterThan(0);
  for (const { code, name, msg } of idl.errors) {
    expect(explain(address(idl.address), code)).toEqual({ name, words: msg });
  }
  expect(explain(address(idl.address), 6000 + idl.errors.length)).toBeUndefined();
});

test("another program's code means nothing here", () => {
  const token = address("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
  expect(explain(token, 6000)).toBeUndefined();
});

test("a transaction's error is explained by the innermost program that failed", () => {
  const logs = [
    `Program ${locker.LOCKER_PROGRAM_ADDRESS} invoke [1]`,
    "Program TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA invoke [2]",
    "Program TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA failed: custom program error: 0x1",
    `Program ${locker.LOCKER_PROGRAM_ADDRESS} failed: custom program error: 0x1`,
  ];
  const custom = (code: bigint) => ({ InstructionError: [1n, { Custom: code }] });
  expect(explainFailure(custom(1n), logs).name).toBe("InsufficientFunds");
  expect(explainFailure(custom(6000n), logs.slice(3)).name).toBe("ZeroAmount");
  expect(explainFailure(custom(7n), []).words).toBe("A program refused with its error 7");
  expect(explainFailure({ InstructionError: [0n, "InvalidSeeds"] }, []).name).toBe("InvalidSeeds");
  expect(explainFailure({ InsufficientFundsForRent: { account_index: 0 } }, []).words).toBe(
    "An account would hold too little SOL for its rent",
  );
  expect(explainFailure("AccountInUse", []).words).toBe(
    "The cluster refused the transaction: AccountInUse",
  );
});
