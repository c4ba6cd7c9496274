import { expect, test } from "vitest";
import { amount } from "../src";

test.each([
  [0n, 6, "0"],
  [1n, 6, "0.000001"],
  [12_500_000n, 6, "12.5"],
  [12_000_000n, 6, "12"],
  [7n, 0, "7"],
  [2n ** 64n - 1n, 9, "18446744073.709551615"],
])("%s base units of %s decimals are %s", (units, decimals, text) => {
  expect(amount.format(units, decimals)).toBe(text);
  expect(amount.parse(text, decimals)).toBe(units);
});

test.each(["", "-1", "1e3", "1.2.3", ".5", "5.", "1,000", "0x10"])("%s is no amount", (text) =>
  expect(() => amount.parse(text, 6)).toThrow("no amount"),
);

test("more decimals than the token has are refused", () => {
  expect(() => amount.parse("0.0000001", 6)).toThrow("more than 6 decimals");
});
