import { balance, governance, locks, type Token } from "@tenure/sdk";
import type { Locator, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sleep } from "../../sdk/test/network/localnet";
import { Stage } from "./stage";

const PATIENCE = { timeout: 20_000 };

let stage: Stage;
let token: Token;
let page: Page;
beforeAll(async () => {
  stage = await Stage.open();
  token = stage.net.deployment.tokens[0]!;
});
afterEach(() => page.context().close());
afterAll(() => stage.close());

const review = (page: Page, at?: string) =>
  page.locator(`[data-testid=review]${at === undefined ? "" : `[data-stage=${at}]`}`);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const closeButton = (page: Page) => review(page).getByRole("button", { name: "Close" });

/** What somebody has locked, and holds besides. */
async function read(name: string) {
  const { chain, deployment } = stage.net;
  const { address } = await stage.net.person(name);
  const { lock } = await locks.readPosition(chain, deployment.locker, address);
  return { locked: lock!.amount, held: await balance(chain, address, token) };
}

/** The page's way to the chain, which treats calls as it is told; by default they pass. */
async function by(page: Page, treat: (method: string, route: Route) => Promise<unknown>) {
  const { origin } = new URL(stage.net.deployment.rpc);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.route(
    (url) => url.origin === origin,
    (route) => {
      const call = route.request().postDataJSON() as { method: string } | null;
      return call === null ? route.continue() : treat(call.method, route).then(() => undefined);
    },
  );
}

const passing = (_: string, route: Route) => route.continue();

/** The chain gets it, and its answer is lost. */
const answerLost = async (route: Route) => {
  await route.fetch();
  await route.abort();
};

/** Max with so much to add, before he asks for it. */
async function add(amount: string) {
  page = await stage.visit("/stake", "Max");
  await page.getByLabel("Amount to add", { exact: true }).fill(amount);
}

/** What the browser says of calls that the test has lost is no fault of the page. */
function forgetLosses(...kinds: string[]) {
  const faults = stage.faults.splice(0);
  const isLoss = (fault: string) =>
    ["net::ERR_FAILED", ...kinds].some((kind) => fault.includes(kind));
  expect(faults.filter((fault) => !isLoss(fault))).toEqual([]);
}

const isInDialog = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("[role=dialog]") != null);

const hasFocus = (element: Locator) => element.evaluate((it) => it === document.activeElement);
const isFocused = (page: Page, name: string) => hasFocus(button(page, name));

test("while it is sent one sees that, and where; nothing can be closed or sent again", async () => {
  await add("1");
  let pass: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (pass = resolve));
  await by(page, async (method, route) => {
    if (method === "sendTransaction") await held;
    return route.continue();
  });
  await button(page, "Add to the lock").click();
  await button(page, "Sign and send").click();
  await review(page, "pending").waitFor();
  const link = review(page).getByRole("link");
  const href = new URL((await link.getAttribute("href"))!);
  expect(href.origin).toBe("https://explorer.solana.com");
  expect(href.pathname).toMatch(/^\/tx\/[1-9A-HJ-NP-Za-km-z]{80,90}$/);
  expect(href.searchParams.get("customUrl")).toBe(stage.net.deployment.rpc);
  expect(await button(page, "Close").count()).toBe(0);
  expect(await button(page, "Sign and send").isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await isInDialog(page)).toBe(true);
  await stage.inspect(page, "transact-pending");
  pass();
  await review(page, "confirmed").waitFor();
  const shown = page.getByTestId("signature").getByRole("link");
  expect(await shown.getAttribute("href")).toBe(href.href);
});

test("the answer to the sending is lost: it is done, once", async () => {
  const before = await read("Max");
  await add("2");
  await by(page, (method, route) =>
    method === "sendTransaction" ? answerLost(route) : route.continue(),
  );
  await button(page, "Add to the lock").click();
  await stage.sign(page);
  const after = await read("Max");
  expect(after.locked).toBe(before.locked + 2_000_000n);
  expect(after.held).toBe(before.held - 2_000_000n);
  forgetLosses();
});

test("when nobody answers it says that it may have happened, and finds out later", async () => {
  const before = await read("Max");
  await add("3");
  let isSilent = false;
  let asked = 0;
  await by(page, (method, route) => {
    if (isSilent) {
      if (method === "getEpochInfo") asked += 1;
      return route.abort();
    }
    isSilent = method === "sendTransaction";
    return isSilent ? answerLost(route) : route.continue();
  });
  await button(page, "Add to the lock").click();
  await button(page, "Sign and send").click();
  await review(page, "pending").waitFor();
  await expect.poll(() => asked, PATIENCE).toBeGreaterThan(0);
  // Half a minute passes.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 31_000;
  });
  await review(page, "unknown").waitFor();
  expect(await page.getByTestId("unknown").innerText()).toContain(
    "The RPC endpoint cannot be reached: whether the transaction has happened is not known",
  );
  expect(await button(page, "Try again").count()).toBe(0);
  expect(await button(page, "Sign and send").count()).toBe(0);
  expect(await isFocused(page, "Check again")).toBe(true);
  expect(await review(page).getByRole("link").count()).toBe(1);
  await stage.inspect(page, "transact-unknown");

  await by(page, passing);
  await button(page, "Check again").click();
  await review(page, "confirmed").waitFor();
  await closeButton(page).click();
  await stage.value(page, "lock-amount", before.locked + 3_000_000n);
  expect(await read("Max")).toEqual({
    locked: before.locked + 3_000_000n,
    held: before.held - 3_000_000n,
  });
  forgetLosses();
});

/** A wallet in the browser that has Max's account, and whose owner always says no. */
async function registerRefuser(page: Page) {
  const { address } = await stage.net.person("Max");
  await page.evaluate((address) => {
    type Listener = (change: { accounts: readonly unknown[] }) => void;
    let listener: Listener | undefined;
    const accounts = () => [
      {
        address,
        publicKey: new Uint8Array(32),
        chains: ["solana:localnet"],
        features: ["solana:signTransaction"],
      },
    ];
    const refuse = () => Promise.reject(new Error("User rejected the request."));
    const wallet = {
      version: "1.0.0",
      name: "Refuser",
      icon: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
      chains: ["solana:localnet"],
      get accounts() {
        return accounts();
      },
      features: {
        "standard:connect": { version: "1.0.0", connect: async () => ({ accounts: accounts() }) },
        "standard:events": {
          version: "1.0.0",
          on: (_: "change", told: Listener) => {
            listener = told;
            return () => (listener = undefined);
          },
        },
        "solana:signTransaction": {
          version: "1.0.0",
          supportedTransactionVersions: ["legacy", 0],
          signTransaction: refuse,
        },
      },
    };
    (window as unknown as Telling).tellAnew = () => listener!({ accounts: accounts() });
    const detail = ({ register }: { register: (wallet: unknown) => void }) => register(wallet);
    window.dispatchEvent(new CustomEvent("wallet-standard:register-wallet", { detail }));
  }, address);
}

/** Has the wallet tell of its account, which is the same, by another object. */
type Telling = { tellAnew: () => void };

test("a visitor who says no in the wallet is told so, nothing is sent, and may try again", async () => {
  const before = await read("Max");
  page = await stage.visit("/stake");
  await page.getByTestId("stake").waitFor();
  await registerRefuser(page);
  await stage.connect(page, "Refuser");
  await page.getByLabel("Amount to add", { exact: true }).fill("4");
  await button(page, "Add to the lock").click();
  await review(page, "review").waitFor();
  await page.evaluate(() => (window as unknown as Telling).tellAnew());
  await button(page, "Sign and send").click();
  await review(page, "failed").waitFor();
  expect(await page.getByTestId("refusal").innerText()).toContain("User rejected the request.");
  expect(await isInDialog(page)).toBe(true);
  await button(page, "Try again").click();
  await review(page, "review").waitFor();
  await page.keyboard.press("Escape");
  await review(page).waitFor({ state: "hidden" });
  expect(await read("Max")).toEqual(before);
});

test("what was prepared for one wallet is not signed once it is gone", async () => {
  await add("5");
  await button(page, "Add to the lock").click();
  await review(page, "review").waitFor();
  // Behind the dialog, as a wallet changes by itself.
  await page.getByTestId("wallet").evaluate((element: HTMLElement) => element.click());
  await page
    .getByRole("menuitem", { name: "Disconnect", includeHidden: true })
    .evaluate((element: HTMLElement) => element.click());
  await review(page, "failed").waitFor();
  expect(await page.getByTestId("refusal").innerText()).toContain("The wallet has changed");
  expect(await button(page, "Try again").count()).toBe(0);
  expect(await button(page, "Sign and send").count()).toBe(0);
  await closeButton(page).click();
  await review(page).waitFor({ state: "hidden" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
});

test("of two deeds begun at once one is prepared, shown and signed: the first", async () => {
  const { chain, deployment } = stage.net;
  const tallies = async () =>
    (await governance.readProposals(chain, deployment.governor)).find(
      ({ number }) => number === 8n,
    )!;
  const before = await tallies();
  page = await stage.visit("/governance/8", "Max");
  const votes = page.getByTestId("voice-own").getByRole("group", { name: "Vote" });
  const say = (name: string) => votes.getByRole("button", { name });
  await say("For").waitFor();
  await expect.poll(() => say("For").isEnabled(), PATIENCE).toBe(true);
  let pass: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (pass = resolve));
  await by(page, async (_, route) => {
    await held;
    return route.continue();
  });
  await votes.evaluate((group) =>
    ["For", "Against"].forEach((name) =>
      [...group.querySelectorAll("button")].find((each) => each.textContent === name)?.click(),
    ),
  );
  await expect.poll(() => say("Abstain").isDisabled(), PATIENCE).toBe(true);
  pass();
  await review(page, "review").waitFor();
  expect(await page.getByRole("dialog").count()).toBe(1);
  expect(await page.getByRole("dialog").innerText()).toContain("Vote For on proposal 8");
  await by(page, passing);
  await stage.sign(page);
  await sleep(1_000);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await stage.value(page, "choice-own", "for");
  const after = await tallies();
  expect(after.votesFor).toBeGreaterThan(before.votesFor);
  expect(after.votesAgainst).toBe(before.votesAgainst);
});

test("a vote that cannot be prepared is told in words", async () => {
  page = await stage.visit("/governance/8", "Ben");
  const abstain = page.getByTestId("voice-own").getByRole("button", { name: "Abstain" });
  await expect.poll(() => abstain.isEnabled(), PATIENCE).toBe(true);
  await by(page, (_, route) => route.abort());
  await abstain.click();
  const told = page.getByRole("alert").filter({ hasText: "This could not be prepared" });
  await told.waitFor();
  expect(await told.innerText()).toContain("The RPC endpoint cannot be reached");
  await expect.poll(() => abstain.isEnabled(), PATIENCE).toBe(true);
  // The newest takes the place of the one before, and goes once it is no longer true.
  await by(page, (_, route) => route.fulfill({ status: 429 }));
  await abstain.click();
  await told.getByText("too many questions").waitFor();
  expect(await told.count()).toBe(1);
  await expect.poll(() => abstain.isEnabled(), PATIENCE).toBe(true);
  await by(page, passing);
  await abstain.click();
  await review(page, "review").waitFor();
  await told.waitFor({ state: "hidden" });
  forgetLosses("status of 429");
});

/** Goes on with the tabulator until it is there. */
async function tabTo(page: Page, is: () => Promise<boolean>) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await is()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not lead there");
}

test("with the keyboard alone one adds to a lock; the focus stays in the dialog, and goes back", async () => {
  const before = await read("Max");
  page = await stage.visit("/stake", "Max");
  const amount = page.getByLabel("Amount to add", { exact: true });
  await tabTo(page, () => hasFocus(amount));
  await page.keyboard.type("6");
  await tabTo(page, () => isFocused(page, "Add to the lock"));
  await page.keyboard.press("Enter");
  await review(page, "review").waitFor();
  await page.keyboard.press("Escape");
  await review(page).waitFor({ state: "hidden" });
  await expect.poll(() => isFocused(page, "Add to the lock"), PATIENCE).toBe(true);

  // Slow enough for each stage to be seen.
  await by(page, async (_, route) => {
    await sleep(300);
    return route.continue();
  });
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    setInterval(() => {
      const at = document.querySelector("[data-testid=review]")?.getAttribute("data-stage");
      const focused = document.activeElement;
      const where = focused?.closest("[role=dialog]") == null ? "outside" : "inside";
      const what = focused?.tagName === "BUTTON" ? focused.textContent : "the title";
      const line = `${at}: ${what} ${where}`;
      if (at != null && !seen.includes(line)) seen.push(line);
    }, 20);
  });
  await page.keyboard.press("Enter");
  await review(page, "review").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await isInDialog(page)).toBe(true);
  await tabTo(page, () => isFocused(page, "Sign and send"));
  await page.keyboard.press("Enter");
  await review(page, "pending").waitFor();
  await page.keyboard.press("Shift+Tab");
  await review(page, "confirmed").waitFor();
  await expect.poll(() => hasFocus(closeButton(page)), PATIENCE).toBe(true);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  // The dialog is drawn a moment before it takes the focus.
  const later = seen.slice(seen.indexOf("simulating: the title inside"));
  expect(later.filter((line) => line.endsWith("outside"))).toEqual([]);
  expect(seen).toContain("simulating: the title inside");
  expect(seen).toContain("review: Sign and send inside");
  expect(seen).toContain("signing: the title inside");
  expect(seen.some((line) => line.startsWith("pending: "))).toBe(true);
  await page.keyboard.press("Enter");
  await review(page).waitFor({ state: "hidden" });
  await by(page, passing);
  // The form is empty again, so that its button cannot be pressed: the focus is beside it.
  const form = page.getByTestId("change-lock").locator("*:focus");
  await expect.poll(() => form.count(), PATIENCE).toBe(1);
  expect(await read("Max")).toEqual({
    locked: before.locked + 6_000_000n,
    held: before.held - 6_000_000n,
  });
});

test("a dialog gives the focus back to where it was opened, also by way of the review", async () => {
  page = await stage.visit("/membership", "Lea");
  const isBack = () => isFocused(page, "Deposit more");
  await button(page, "Deposit more").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Deposit/ });
  await dialog.waitFor();
  await expect.poll(() => isInDialog(page), PATIENCE).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(isBack, PATIENCE).toBe(true);

  await page.keyboard.press("Enter");
  await page.getByLabel("Amount", { exact: true }).fill("1");
  await button(page, "Review").focus();
  await page.keyboard.press("Enter");
  await review(page, "review").waitFor();
  expect(await isFocused(page, "Sign and send")).toBe(true);
  await page.keyboard.press("Escape");
  await review(page).waitFor({ state: "hidden" });
  await expect.poll(isBack, PATIENCE).toBe(true);
});
