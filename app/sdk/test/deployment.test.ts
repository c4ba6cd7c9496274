import { expect, test } from "vitest";
import { readDeployment } from "../src";

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
  ["decimals", { ...WHOLE, tokens: [{ ...WHOLE.tokens[0], decimals: 256 }] }],
  ["decimals", { ...WHOLE, tokens: [{ ...WHOLE.tokens[0], decimals: 1.5 }] }],
  ["account", { ...WHOLE, priceFeeds: [{ mint: ADDRESS }] }],
  ["secret", { ...WHOLE, people: [{ ...PERSON, secret: PERSON.secret.slice(1) }] }],
  ["secret", { ...WHOLE, people: [{ ...PERSON, secret: PERSON.secret.map(() => 256) }] }],
])("what is wrong is named: %s", (field, json) => {
  expect(() => readDeployment(json)).toThrow(new RegExp(`^${field}: `));
});
