import { readdirSync, readFileSync } from "node:fs";
import { address, SolanaError, SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM } from "@solana/kit";
import { expect, test } from "vitest";
import { explain, locker, refusalCode } from "../src";

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

test("the code of a refusal is found in its causes", () => {
  const refusal = new SolanaError(SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM, {
    code: 6000,
    index: 1,
  });
  const failed = new Error("the transaction failed", { cause: refusal });
  expect(refusalCode(failed)).toBe(6000);
  expect(explain(locker.LOCKER_PROGRAM_ADDRESS, 6000)?.name).toBe("ZeroAmount");
  expect(refusalCode(new Error("no answer"))).toBeUndefined();
  expect(refusalCode("no error at all")).toBeUndefined();
});
