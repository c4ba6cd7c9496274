import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { locks } from "../../src";
import { example } from "./example";
import { Localnet } from "./localnet";

let net: Localnet;
beforeAll(async () => {
  net = await Localnet.start();
});
afterAll(() => net.stop());

test("the README's example is this one, and works", async () => {
  const shown = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
  const code = await readFile(new URL("example.ts", import.meta.url), "utf8");
  expect(shown).toContain(`\`\`\`ts\n${code}\`\`\``);

  const nora = await net.person("Nora");
  const json: unknown = JSON.parse(await readFile(net.file, "utf8"));
  expect(await example(json, nora)).toBe(0);
  const { lock } = await locks.readPosition(net.chain, net.deployment.locker, nora.address);
  expect(lock?.amount).toBe(12_500_000n);
});
