import { expect, test } from "vitest";
import { explorerUrl } from "../../src/ui/explorer";

const RPC = "http://127.0.0.1:8899/?key=1&two=2";

test.each([
  ["mainnet-beta", "https://explorer.solana.com/tx/1111"],
  ["devnet", "https://explorer.solana.com/tx/1111?cluster=devnet"],
  ["testnet", "https://explorer.solana.com/tx/1111?cluster=testnet"],
  [
    "localnet",
    "https://explorer.solana.com/tx/1111?cluster=custom&customUrl=http%3A%2F%2F127.0.0.1%3A8899%2F%3Fkey%3D1%26two%3D2",
  ],
] as const)("a transaction of %s is shown at %s", (cluster, url) =>
  expect(explorerUrl({ cluster, rpc: RPC }, "tx", "1111")).toBe(url),
);

test("an account has a page of its own kind", () => {
  expect(explorerUrl({ cluster: "mainnet-beta", rpc: RPC }, "address", "1111")).toBe(
    "https://explorer.solana.com/address/1111",
  );
});
