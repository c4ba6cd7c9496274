import { expect, test } from "vitest";
import { date, dateAndTime, dollars, duration, percent, short, tokens } from "../../src/ui/text";

const TMAI = { decimals: 6, symbol: "TMAI" };

test.each([
  [0n, "0 TMAI"],
  [1n, "0.000001 TMAI"],
  [999_000_000n, "999 TMAI"],
  [1_000_000_000n, "1,000 TMAI"],
  [1_234_567_890_100_000n, "1,234,567,890.1 TMAI"],
])("%s base units are %s", (units, text) => expect(tokens(units, TMAI)).toBe(text));

test.each([
  [0n, "$0.00"],
  [17_000n, "$0.017"],
  [19_990_000n, "$19.99"],
  [1_999_000_000n, "$1,999.00"],
])("%s micro-USD are %s", (micro, text) => expect(dollars(micro)).toBe(text));

test.each([
  [0, "0%"],
  [1, "0.01%"],
  [250, "2.5%"],
  [10_000, "100%"],
])("%s basis points are %s", (bps, text) => expect(percent(bps)).toBe(text));

test.each([
  [0n, "no time"],
  [1n, "1 second"],
  [59n, "59 seconds"],
  [60n, "1 minute"],
  [3_661n, "1 hour 1 minute"],
  [86_400n, "1 day"],
  [86_401n, "1 day"],
  [604_800n + 86_400n, "1 week 1 day"],
  [52n * 604_800n, "52 weeks"],
])("%s seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test("dates are in UTC, whatever the browser's place", () => {
  expect(date(1_767_225_599n)).toBe("31 Dec 2025");
  expect(dateAndTime(1_767_225_600n)).toBe("1 Jan 2026, 00:00 UTC");
});

test.each([
  [-1n, "before 1970"],
  [253_402_300_800n, "after the year 9999"],
  [2n ** 63n - 1n, "after the year 9999"],
  [2n ** 64n - 1n, "after the year 9999"],
])("%s seconds are no day of a calendar", (second, text) => {
  expect(date(second)).toBe(text);
  expect(dateAndTime(second)).toBe(text);
});

test("the last second of the year 9999 is still a date", () => {
  expect(dateAndTime(253_402_300_799n)).toBe("31 Dec 9999, 23:59 UTC");
});

test("an address is known by its ends", () => {
  expect(short("So11111111111111111111111111111111111111112")).toBe("So11…1112");
});
