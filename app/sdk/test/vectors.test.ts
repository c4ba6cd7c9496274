import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { addMonths, costOfRest, paidThrough, powerAt, statusAt, tokensFor, unused } from "../src";

/** The cases that the arithmetic of the programs is tested with too. */
function vectors(name: string) {
  const path = new URL(`../../../crates/math/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}

type Case = Record<string, string>;

test.each<Case>(vectors("power"))("power of $amount at $at", (given) => {
  const stake = {
    amount: BigInt(given.amount!),
    endWeek: Number(given.endWeek),
  };
  expect(powerAt(stake, BigInt(given.at!))).toBe(BigInt(given.power!));
});

const { months, tokens, segments } = vectors("billing");

test.each<Case>(months)("$months months after $anchor", (given) => {
  const end = addMonths(Number(given.anchorDay), BigInt(given.anchor!), Number(given.months));
  expect(end).toBe(BigInt(given.end!));
});

test.each<Case>(tokens)("$amount at $price e $exponent", (given) => {
  const price = {
    price: BigInt(given.price!),
    confidence: BigInt(given.confidence!),
    exponent: Number(given.exponent),
  };
  const expected = given.tokens === null ? undefined : BigInt(given.tokens!);
  expect(tokensFor(BigInt(given.amount!), Number(given.decimals), price)).toBe(expected);
});

test.each<Case>(segments)("proration of $value at $at", (given) => {
  const time = {
    periodStart: BigInt(given.periodStart!),
    start: BigInt(given.start!),
    end: BigInt(given.end!),
    value: BigInt(given.value!),
  };
  const at = BigInt(given.at!);
  expect(unused(time, at)).toBe(BigInt(given.unused!));
  expect(costOfRest(time, BigInt(given.price!), at)).toBe(BigInt(given.cost!));
});

type Times = Record<"current" | "ahead", [string, string]> &
  Record<"lapsesAt" | "at" | "paidThrough" | "status", string>;

test.each<Times>(vectors("entitlement"))("entitlement at $at", (given) => {
  const time = ([start, end]: [string, string]) => ({
    periodStart: BigInt(start),
    start: BigInt(start),
    end: BigInt(end),
    value: 0n,
  });
  const subscription = {
    current: time(given.current),
    ahead: time(given.ahead),
    lapsesAt: BigInt(given.lapsesAt),
  };
  expect(paidThrough(subscription)).toBe(BigInt(given.paidThrough));
  expect(statusAt(subscription, BigInt(given.at))).toBe(given.status);
});
