import { afterAll, beforeAll, expect, test } from "vitest";
import { Stage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

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
