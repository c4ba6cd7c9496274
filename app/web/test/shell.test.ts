import { now } from "@tenure/sdk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Stage } from "./stage";

/** As long as a busy machine takes. */
const PATIENCE = { timeout: 20_000 };

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** The page again, with another answer in place of its deployment's file. */
async function reloadWith(page: Page, status: number, deployment: unknown) {
  await page.route("**/deployment.json", (route) => route.fulfill({ status, json: deployment }));
  await page.reload();
}

test("a wallet is connected, remembered, and let go", async () => {
  const page = await stage.visit("/stake", "Max");
  const max = await stage.net.person("Max");
  expect(await page.getByTestId("wallet").getAttribute("data-address")).toBe(max.address);
  await page.reload();
  await page.getByTestId("wallet").waitFor();
  await page.getByTestId("wallet").click();
  await page.getByRole("menuitem", { name: "Disconnect" }).click();
  await page.getByRole("button", { name: "Connect wallet" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Connect wallet" }).waitFor();
});

test("with the keyboard alone one skips to the content, and connects", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
  const box = await skip.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  expect(new URL(page.url()).hash).toBe("#/stake");

  const connect = page.getByRole("button", { name: "Connect wallet" });
  await connect.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Connect a wallet" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect
    .poll(() => connect.evaluate((button) => button === document.activeElement), PATIENCE)
    .toBe(true);
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  const nora = dialog.getByRole("button", { name: /^Nora\b/ });
  for (let presses = 0; presses < 30; presses += 1) {
    if (await nora.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByTestId("wallet").waitFor();
  const { address } = await stage.net.person("Nora");
  expect(await page.getByTestId("wallet").getAttribute("data-address")).toBe(address);
});

test("each page has an address of its own, and an unknown one leads to the first", async () => {
  const page = await stage.visit("/nowhere");
  await expect.poll(() => new URL(page.url()).hash, PATIENCE).toBe("#/stake");
  for (const name of ["Revenue", "Membership", "Governance", "Stake"]) {
    await page.getByRole("tab", { name }).click();
    await expect.poll(() => new URL(page.url()).hash, PATIENCE).toMatch(`#/${name.toLowerCase()}`);
    expect(await page.getByRole("tab", { name }).getAttribute("aria-selected")).toBe("true");
  }
});

test("an endpoint that is none is refused, and one that is chosen is used", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await page.getByRole("button", { name: "Settings" }).click();
  const use = page.getByRole("button", { name: "Use", exact: true });
  const [rpc, ws] = [page.getByLabel(/^JSON-RPC/), page.getByLabel("WebSocket")];
  expect(await rpc.inputValue()).toBe(stage.net.deployment.rpc);
  await rpc.fill("ftp://example.com");
  await page.getByText("An address that begins with http:// or https://").waitFor();
  expect(await use.isDisabled()).toBe(true);
  await rpc.fill(stage.net.deployment.rpc);
  await ws.fill("nonsense");
  await page.getByText("An address that begins with ws:// or wss://").waitFor();
  expect(await use.isDisabled()).toBe(true);
  await stage.inspect(page, "settings");

  // The same server under another path: only its address tells that it was chosen.
  const chosen = `${stage.net.deployment.rpc}/?chosen`;
  await ws.fill(stage.net.deployment.ws);
  await rpc.fill(chosen);
  const asked = page.waitForRequest((request) => request.url() === chosen);
  await use.click();
  await asked;
  await page.getByTestId("stake").waitFor();

  await page.getByRole("button", { name: "Settings" }).click();
  expect(await rpc.inputValue()).toBe(chosen);
  const back = page.waitForRequest(
    (request) => request.method() === "POST" && !request.url().includes("chosen"),
  );
  await page.getByRole("button", { name: "Back to the deployment's own" }).click();
  await back;
  await page.getByTestId("stake").waitFor();
});

test("without a deployment the page says what is missing", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await reloadWith(page, 404, {});
  await page.getByText("There is no deployment to show").waitFor();
  await page.getByText("deployment.json: the server answered 404").waitFor();
  await stage.inspect(page, "no-deployment");
  const faults = stage.faults.splice(0);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault).toContain("404");

  await page.unrouteAll({ behavior: "wait" });
  await reloadWith(page, 200, { ...stage.net.deployment, locker: "nothing" });
  await page.getByText("locker: nothing is no address").waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByTestId("stake").waitFor();
});

test("who has no wallet is told so", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await reloadWith(page, 200, { ...stage.net.deployment, people: [] });
  await page.getByRole("button", { name: "Connect wallet" }).click();
  await page.getByText("This browser has no Solana wallet").waitFor();
  await stage.inspect(page, "no-wallet");
});

test("the colours follow the system, and are changed and kept", async () => {
  const page = await stage.visit("/stake", undefined, { dark: true });
  const scheme = () => page.locator("html").getAttribute("data-mantine-color-scheme");
  await expect.poll(scheme, PATIENCE).toBe("dark");
  await page.getByRole("button", { name: "Use light colours" }).click();
  await expect.poll(scheme, PATIENCE).toBe("light");
  await page.reload();
  await page.getByRole("button", { name: "Use dark colours" }).waitFor();
  expect(await scheme()).toBe("light");
});

test("on a local network the clock is turned forward, and the page follows", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  const before = await now(stage.net.chain);
  await page.getByRole("button", { name: "Travel in time" }).click();
  await page.getByRole("menuitem", { name: "A week", exact: true }).click();
  const shown = async () => BigInt((await page.getByTestId("clock").getAttribute("data-value"))!);
  await expect.poll(shown, PATIENCE).toBeGreaterThanOrEqual(before + 604_800n);
  expect(await now(stage.net.chain)).toBeGreaterThanOrEqual(before + 604_800n);
});
