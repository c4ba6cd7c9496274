import { expect, test } from "vitest";
import { readTemplate } from "../../src/pages/governance/compose/read";
import { readUnits } from "../../src/ui/number";
import { readAmount } from "../../src/ui/TokenField";

const TMAI = { decimals: 6, symbol: "TMAI" } as Parameters<typeof readAmount>[1];

test.each([
  ["1", 1_000_000n],
  ["1.5", 1_500_000n],
  ["1,234", 1_234_000_000n],
  ["1,234.5", 1_234_500_000n],
  ["12,345,678.000001", 12_345_678_000_001n],
  [" 1,000 ", 1_000_000_000n],
])("of six decimals, %j is %s base units", (text, units) => expect(readUnits(text, 6)).toBe(units));

const NO_THOUSANDS = [
  ...["1,5", "12,34", "1,2345", "1234,567", ",123", "1,,234", "1.234,5", "0.5,000"],
  ...["0,500", "00,500", "012,345"],
];
test.each(NO_THOUSANDS)("a comma that sets no thousands apart is refused: %s", (text) => {
  expect(() => readUnits(text, 6)).toThrow("use a point for decimals");
  expect(readAmount(text, TMAI)).toEqual({
    error: `"${text}" is no amount: use a point for decimals`,
  });
});

test("a proposal's percent with a comma is refused too", () => {
  const dao = { tokens: [{ ...TMAI, mint: "1" }], locker: { mint: "1" } };
  const form = { id: 1, kind: "announceTerms", values: { stakerBps: "2,5" } };
  const read = () =>
    readTemplate(
      form as unknown as Parameters<typeof readTemplate>[0],
      dao as unknown as Parameters<typeof readTemplate>[1],
    );
  expect(read).toThrow("use a point for decimals");
});
