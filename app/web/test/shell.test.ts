import { balance, now } from "@tenure/sdk";
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
  await page.context().close();
});

test("who signs is chosen among a wallet's accounts for the cluster, and follows the wallet", async () => {
  const page = await stage.visit("/stake");
  const [max, ada] = [await stage.net.person("Max"), await stage.net.person("Ada")];
  const [token] = stage.net.deployment.tokens;
  const connect = page.getByRole("button", { name: "Connect wallet" });
  const told = (words: string) => page.getByRole("alert").filter({ hasText: words });
  const shows = async (account: typeof max) => {
    const button = page.locator(`[data-testid=wallet][data-address="${account.address}"]`);
    await button.waitFor();
    await stage.value(page, "held", await balance(stage.net.chain, account.address, token!));
  };
  await connect.waitFor();
  await registerWallet(page, "Twofold");
  await changeAccounts(page, [{ address: max.address, chain: "solana:mainnet" }]);
  await connect.click();
  const twofold = page.getByRole("dialog").getByRole("button", { name: "Twofold" });
  await twofold.click();
  const refusal = told("Twofold has given no account that signs on localnet");
  await refusal.waitFor();
  await stage.inspect(page, "wallet-refused");
  // Longer than a notification stays that closes by itself.
  await page.waitForTimeout(5_000);
  await refusal.getByRole("button", { name: "Close" }).click();
  await refusal.waitFor({ state: "hidden" });

  const first = { address: max.address, chain: LOCAL };
  const second = { address: ada.address, chain: LOCAL };
  await changeAccounts(page, [{ ...first, chain: "solana:mainnet" }, first, second]);
  await twofold.click();
  await shows(max);
  await page.getByTestId("wallet").click();
  expect(await page.getByRole("menuitemradio").count()).toBe(2);
  await page.getByRole("menuitemradio").nth(1).click();
  await shows(ada);
  await changeAccounts(page, [second, first]);
  await page.waitForTimeout(200);
  await shows(ada);
  await changeAccounts(page, [first]);
  await told("Twofold has changed its account").waitFor();
  await shows(max);
  await changeAccounts(page, [{ ...first, chain: "solana:mainnet" }]);
  await told("Twofold is no longer connected").waitFor();
  await connect.waitFor();
  await page.context().close();
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
  // The button that opened the dialog is gone.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id), PATIENCE)
    .toBe("content");
  await page.context().close();
});

test("each page has an address of its own, and an unknown one leads to the first", async () => {
  const page = await stage.visit("/nowhere");
  await expect.poll(() => new URL(page.url()).hash, PATIENCE).toBe("#/stake");
  for (const name of ["Revenue", "Membership", "Governance", "Stake"]) {
    await page.getByRole("tab", { name }).click();
    await expect.poll(() => new URL(page.url()).hash, PATIENCE).toMatch(`#/${name.toLowerCase()}`);
    expect(await page.getByRole("tab", { name }).getAttribute("aria-selected")).toBe("true");
  }
  await page.context().close();
});

test("an endpoint that is none is refused, and one that is chosen is used", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await page.getByRole("button", { name: "Settings" }).click();
  const use = page.getByRole("button", { name: "Use", exact: true });
  const rpc = page.getByLabel(/^JSON-RPC/);
  expect(await rpc.inputValue()).toBe(stage.net.deployment.rpc);
  await rpc.fill("ftp://example.com");
  await page.getByText("An address that begins with http:// or https://").waitFor();
  expect(await use.isDisabled()).toBe(true);
  await rpc.fill("nonsense");
  expect(await use.isDisabled()).toBe(true);
  await stage.inspect(page, "settings");

  // The same server under another path: only its address tells that it was chosen.
  const chosen = `${stage.net.deployment.rpc}/?chosen`;
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
  await page.context().close();
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
  await page.context().close();
});

test("the token that is locked is found wherever the deployment names it; that it is not, is said", async () => {
  const { deployment } = stage.net;
  const [stake, ...others] = deployment.tokens;
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await reloadWith(page, 200, { ...deployment, tokens: [...others, stake] });
  await page.getByRole("heading", { name: `Lock ${stake!.symbol}` }).waitFor();
  await page.getByRole("tab", { name: "Governance" }).click();
  await page.getByTestId("threshold").getByText(`ve${stake!.symbol}`).waitFor();
  await page.unrouteAll({ behavior: "wait" });

  await reloadWith(page, 200, { ...deployment, tokens: others });
  for (const name of ["Stake", "Revenue", "Governance"]) {
    await page.getByRole("tab", { name }).click();
    await page.getByText("The deployment does not name the token that is locked").waitFor();
  }
  await page.context().close();
});

test("who has no wallet is told so", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await reloadWith(page, 200, { ...stage.net.deployment, people: [] });
  await page.getByRole("button", { name: "Connect wallet" }).click();
  await page.getByText("This browser has no Solana wallet").waitFor();
  await stage.inspect(page, "no-wallet");
  await page.context().close();
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
  await page.context().close();
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
  await page.context().close();
});

const PARTS = [
  { path: "/stake", what: "the locker", loaded: "stake" },
  { path: "/revenue", what: "the income", loaded: "this-week" },
  { path: "/membership", what: "the store", loaded: "membership" },
  { path: "/governance", what: "the governor", loaded: "treasury" },
];

test("a cluster that is asked too much is told in words, before a page is shown and after", async () => {
  const rpc = `${stage.net.deployment.rpc}/**`;
  const refuse = (page: Page) =>
    page.route(rpc, (route) =>
      route.fulfill({
        status: 429,
        headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" },
      }),
    );
  await Promise.all(
    PARTS.map(async ({ path, what, loaded }) => {
      const page = await stage.visit(path);
      await page.getByTestId(loaded).waitFor();
      expect(await page.getByTestId("stale").count()).toBe(0);
      await refuse(page);
      const stale = page.getByTestId("stale");
      await stale.getByText("too many questions").waitFor();
      expect(await stale.count()).toBe(1);
      expect(await page.getByTestId(loaded).isVisible()).toBe(true);
      if (path === "/stake") await stage.inspect(page, "stale");
      await page.unrouteAll({ behavior: "wait" });
      await stale.getByRole("button", { name: "Read again" }).click();
      await stale.waitFor({ state: "hidden" });

      await refuse(page);
      await page.reload();
      const trouble = page.getByRole("alert").filter({ hasText: `Could not read ${what}` });
      await trouble.getByText("too many questions").waitFor();
      await page.unrouteAll({ behavior: "wait" });
      await trouble.getByRole("button", { name: "Try again" }).click();
      await page.getByTestId(loaded).waitFor();
      await page.context().close();
    }),
  );
  const faults = stage.faults.splice(0);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault).toContain("429");
});

test("a part that cannot be shown says so, and leaves the rest", async () => {
  const page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await page.route("**/GovernancePage-*.js", (route) => route.abort());
  await page.getByRole("tab", { name: "Governance" }).click();
  await page.getByText("This page cannot be shown").waitFor();
  await stage.inspect(page, "broken");
  await page.getByRole("tab", { name: "Revenue" }).click();
  await page.getByTestId("this-week").waitFor();
  await page.getByRole("tab", { name: "Governance" }).click();
  await page.getByTestId("broken").waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByTestId("treasury").waitFor();
  const faults = stage.faults.splice(0);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault).toMatch(/ERR_FAILED|dynamically imported/);
  await page.context().close();
});

const LOCAL = "solana:localnet";

type Account = { address: string; chain: string };
type Changing = { changeAccounts: (accounts: Account[]) => void };

/** A wallet of the page's browser that connects without a question, and signs nothing. */
async function registerWallet(page: Page, name: string) {
  await page.evaluate((name) => {
    type Listener = (change: { accounts: readonly unknown[] }) => void;
    const listeners = new Set<Listener>();
    let accounts: readonly unknown[] = [];
    const wallet = {
      version: "1.0.0",
      name,
      icon: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
      chains: ["solana:mainnet", "solana:localnet"],
      get accounts() {
        return accounts;
      },
      features: {
        "standard:connect": { version: "1.0.0", connect: async () => ({ accounts }) },
        "standard:events": {
          version: "1.0.0",
          on: (_: "change", listener: Listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
        "solana:signTransaction": {
          version: "1.0.0",
          supportedTransactionVersions: [0],
          signTransaction: () => Promise.reject(new Error("It signs nothing")),
        },
      },
    };
    (window as unknown as Changing).changeAccounts = (next) => {
      accounts = next.map(({ address, chain }) => ({
        address,
        publicKey: new Uint8Array(32),
        chains: [chain],
        features: ["solana:signTransaction"],
      }));
      listeners.forEach((listener) => listener({ accounts }));
    };
    const detail = ({ register }: { register: (wallet: unknown) => void }) => register(wallet);
    window.dispatchEvent(new CustomEvent("wallet-standard:register-wallet", { detail }));
  }, name);
}

/** What the wallet lets the page use from now on. */
async function changeAccounts(page: Page, accounts: Account[]) {
  await page.evaluate(
    (accounts) => (window as unknown as Changing).changeAccounts(accounts),
    accounts,
  );
}
