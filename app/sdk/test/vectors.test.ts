import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  addMonths,
  costOfRest,
  discounted,
  paidThrough,
  powerAt,
  shops,
  statusAt,
  tokensFor,
  unused,
} from "../src";

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

const { months, discounted: discounts, tokens, segments } = vectors("billing");

test.each<Case>(months)("$months months after $anchor", (given) => {
  const end = addMonths(Number(given.anchorDay), BigInt(given.anchor!), Number(given.months));
  expect(end).toBe(BigInt(given.end!));
});

test.each<Case>(discounts)("$bps off $amount", (given) => {
  expect(discounted(BigInt(given.amount!), Number(given.bps))).toBe(BigInt(given.left!));
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

type State = Record<"anchor" | "price" | "credit" | "lapsesAt" | "graceRefused", string> &
  Record<"anchorDay" | "interval" | "periods" | "cancelled", number> &
  Record<"current" | "ahead", [string, string, string, string]>;

type Step = {
  step: "subscribe" | "renew" | "switch";
  before: State;
  at: string;
  offer: { price: string; interval: number; discountBps: number };
  window: number;
  grace: number;
} & ({ refused: string } | { refused?: undefined; need: string; charge: string; after: State });

test.each<Step>(vectors("steps"))("to $step at $at for $offer.price", (given) => {
  const { step, window, grace } = given;
  const [before, at] = [prepaid(given.before), BigInt(given.at)];
  const offer = { ...given.offer, price: BigInt(given.offer.price) };
  const bill = {
    subscribe: () => shops.billSubscription(before, at, offer, grace),
    renew: () => shops.billRenewal(before, at, offer, window, grace),
    switch: () => shops.billSwitch(before, at, offer, grace),
  }[step]();
  if (given.refused !== undefined) {
    expect(bill.refusal?.name).toBe(given.refused);
    return;
  }
  expect(bill.value).toEqual({
    need: BigInt(given.need),
    charge: BigInt(given.charge),
    after: prepaid(given.after),
  });
});

function prepaid(state: State): shops.Prepaid {
  return {
    ...state,
    anchor: BigInt(state.anchor),
    price: BigInt(state.price),
    current: paidTime(state.current),
    ahead: paidTime(state.ahead),
    credit: BigInt(state.credit),
    lapsesAt: BigInt(state.lapsesAt),
    graceRefused: BigInt(state.graceRefused),
  };
}

function paidTime([periodStart, start, end, value]: State["current"]) {
  return {
    periodStart: BigInt(periodStart),
    start: BigInt(start),
    end: BigInt(end),
    value: BigInt(value),
  };
}

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
