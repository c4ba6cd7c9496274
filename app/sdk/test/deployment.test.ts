import type { Address } from "@solana/kit";
import { expect, test } from "vitest";
import { governance, readDeployment, stakeTokenIn } from "../src";

const ADDRESS = "So11111111111111111111111111111111111111112";
const WHOLE = {
  name: "Example",
  cluster: "devnet",
  rpc: "https://rpc.example/key",
  ws: "wss://rpc.example/key",
  locker: ADDRESS,
  splitter: ADDRESS,
  governor: ADDRESS,
  store: ADDRESS,
  collection: ADDRESS,
  tokens: [{ mint: ADDRESS, symbol: "SOL", name: "Wrapped SOL", decimals: 9, program: ADDRESS }],
  priceFeeds: [{ mint: ADDRESS, account: ADDRESS }],
};
const PERSON = {
  name: "Max",
  about: "a holder",
  address: ADDRESS,
  secret: Array.from({ length: 64 }, (_, index) => index),
};

test("a deployment is read whole; a public one has no people", () => {
  expect(readDeployment(WHOLE)).toEqual({ ...WHOLE, people: [] });
  const local = { ...WHOLE, cluster: "localnet", people: [PERSON] };
  expect(readDeployment(local)).toEqual(local);
});

test.each([
  ["the deployment", null],
  ["the deployment", []],
  ["name", { ...WHOLE, name: "" }],
  ["cluster", { ...WHOLE, cluster: "mainnet" }],
  ["rpc", { ...WHOLE, rpc: "javascript:alert(1)" }],
  ["rpc", { ...WHOLE, rpc: "wss://rpc.example" }],
  ["ws", { ...WHOLE, ws: "https://rpc.example" }],
  ["locker", { ...WHOLE, locker: `${ADDRESS}x` }],
  ["splitter", { ...WHOLE, splitter: undefined }],
  ["tokens", { ...WHOLE, tokens: {} }],
  ["tokens", { ...WHOLE, tokens: ["SOL"] }],
  ["tokens", { ...WHOLE, tokens: [] }],
  ["decimals", { ...WHOLE, tokens: [{ ...WHOLE.tokens[0], decimals: 256 }] }],
  ["decimals", { ...WHOLE, tokens: [{ ...WHOLE.tokens[0], decimals: 1.5 }] }],
  ["account", { ...WHOLE, priceFeeds: [{ mint: ADDRESS }] }],
  ["secret", { ...WHOLE, people: [{ ...PERSON, secret: PERSON.secret.slice(1) }] }],
  ["secret", { ...WHOLE, people: [{ ...PERSON, secret: PERSON.secret.map(() => 256) }] }],
])("what is wrong is named: %s", (field, json) => {
  expect(() => readDeployment(json)).toThrow(new RegExp(`^${field}: `));
});

test("the token that is locked is found by its mint, wherever it stands; that it lacks is said in words", () => {
  const [sol] = readDeployment(WHOLE).tokens;
  const other = { ...sol!, mint: "other" as Address };
  expect(stakeTokenIn({ tokens: [other, sol!] }, { mint: sol!.mint })).toBe(sol);
  expect(() => stakeTokenIn({ tokens: [other] }, { mint: sol!.mint })).toThrow(
    `The deployment does not name the token that is locked: tokens lacks ${ADDRESS}`,
  );
});

test("what a proposal says of power is in the locked token's units, wherever that stands", () => {
  const [sol] = readDeployment(WHOLE).tokens;
  const tokens = [{ ...sol!, mint: "other" as Address }, sol!];
  const dao = { tokens, locker: { mint: sol!.mint }, governor: { council: governance.NOBODY } };
  const known = governance.knownOf(dao as unknown as governance.Dao);
  expect(known.tokens).toEqual([sol, tokens[0]]);
});
