import { expect, test } from "vitest";
import { readWeeks } from "../../src/pages/stake/weeks";
import { powerToken, rough, share } from "../../src/ui/text";

const TOKEN = { decimals: 6, symbol: "TMAI" };

test.each([
  [0n, "0 TMAI"],
  [1n, "0.000001 TMAI"],
  [9_999n, "0.009999 TMAI"],
  [10_000n, "0.01 TMAI"],
  [19_999n, "0.01 TMAI"],
  [1_234_567_899n, "1,234.56 TMAI"],
])("%s base units are roughly %s", (units, text) => expect(rough(units, TOKEN)).toBe(text));

test("a token with few decimals is shown in full", () => {
  expect(rough(123n, { decimals: 1, symbol: "X" })).toBe("12.3 X");
});

test.each([
  [0n, 0n, "0%"],
  [0n, 10n, "0%"],
  [10n, 10n, "100%"],
  [1n, 3n, "33.33%"],
  [1n, 10_000n, "0.01%"],
  [1n, 10_001n, "below 0.01%"],
])("%s of %s is %s", (part, whole, text) => expect(share(part, whole)).toBe(text));

test.each([
  ["", {}],
  ["4", { weeks: 4 }],
  ["208", { weeks: 208 }],
  ["3", { error: "The shortest possible is 4 weeks" }],
  ["209", { error: "The longest possible is 208 weeks" }],
  ["4.5", { error: "A whole number of weeks is wanted" }],
  ["many", { error: "A whole number of weeks is wanted" }],
])("as weeks, %j is %j", (text, read) =>
  expect(readWeeks(text, { least: 4, most: 208 })).toEqual(read),
);

test("power is counted in the token's units under a name of its own", () => {
  expect(powerToken(TOKEN)).toEqual({ decimals: 6, symbol: "veTMAI" });
});
