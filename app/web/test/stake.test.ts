import { balance, execute, locks, powerAt, startOf, type Token } from "@tenure/sdk";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explorerUrl } from "../src/ui/explorer";
import { rough } from "../src/ui/text";
import { Stage } from "./stage";

const ONE = 1_000_000n;
const WEEK = startOf(1);

let stage: Stage;
let token: Token;
let page: Page;
beforeAll(async () => {
  stage = await Stage.open();
  token = stage.net.deployment.tokens[0]!;
});
afterAll(() => stage.close());

async function read(name: string) {
  const { address } = await stage.net.person(name);
  const { chain, deployment } = stage.net;
  return {
    ...(await locks.readPosition(chain, deployment.locker, address)),
    held: await balance(chain, address, token),
  };
}

const standing = (page: Page, expected: locks.Standing) =>
  page.locator(`[data-testid=stake][data-standing=${expected}]`).waitFor();

const act = async (page: Page, button: string) => {
  await page.getByRole("button", { name: button, exact: true }).click();
  await stage.sign(page);
};

/** From the top, so that the frame is where a visitor finds it. */
const look = async (page: Page, name: string) => {
  await page.evaluate(() => scrollTo(0, 0));
  await stage.inspect(page, name);
};

const choose = (page: Page, tab: string) => page.getByRole("tab", { name: tab }).click();

const obstacle = (page: Page) => page.getByTestId("obstacle").first().innerText();

/** Values that the page shows at one moment. */
async function shown(page: Page, ...testids: string[]): Promise<bigint[]> {
  const values = await page.evaluate(
    (wanted) =>
      wanted.map((testid) =>
        document.querySelector(`[data-testid="${testid}"]`)?.getAttribute("data-value"),
      ),
    testids,
  );
  return values.map((value) => BigInt(value ?? "-1"));
}

/** The power and the total that the page shows are the chain's lock's at the second that the page shows. */
async function expectPower(page: Page, name: string) {
  const { lock, locker } = await read(name);
  const [second, power, total] = await shown(page, "as-of", "lock-power", "total-power");
  expect(power).toBe(powerAt(lock!, second!));
  expect(total).toBe(locks.totalPowerAt(locker, second!));
}

/** The table beside a chart: each row's second, its value, and what it says. */
async function tableIn(chart: Locator) {
  const rows = await chart.locator("[data-second]").evaluateAll((found) =>
    found.map((row) => ({
      second: row.getAttribute("data-second"),
      value: row.querySelector("[data-value]")?.getAttribute("data-value"),
      words: (row as HTMLElement).innerText,
    })),
  );
  return rows.map(({ second, value, words }) => ({
    second: BigInt(second ?? "-1"),
    value: BigInt(value ?? "-1"),
    words,
  }));
}

test("without a wallet one sees what there is, and what a lock would count", async () => {
  const visitor = await stage.visit("/stake");
  const { locker } = await read("Nora");
  await stage.value(visitor, "deposits", locker.deposits);
  expect(await obstacle(visitor)).toBe("Connect a wallet to lock");
  await visitor.getByLabel("Amount to lock", { exact: true }).fill("208");
  await visitor.getByRole("button", { name: "4 years" }).click();
  await visitor.getByTestId("preview-power").waitFor();
  await look(visitor, "stake-visitor");
  expect(await visitor.getByRole("button", { name: "Lock", exact: true }).isDisabled()).toBe(true);
});

test("Nora locks: the preview is what the chain then counts", async () => {
  page = await stage.visit("/stake", "Nora");
  const before = await read("Nora");
  await stage.value(page, "held", before.held);
  expect(await obstacle(page)).toBe("Enter an amount");
  await page.getByLabel("Amount to lock", { exact: true }).fill("1,000.5");
  await page.getByRole("textbox", { name: "Lock for" }).fill("0");
  expect(await obstacle(page)).toBe("The shortest possible is 1 week");
  await page.getByRole("textbox", { name: "Lock for" }).fill("209");
  expect(await obstacle(page)).toBe("The longest possible is 208 weeks");
  await page.getByRole("button", { name: "1 year" }).click();

  const endWeek = locks.countingWeek(before.locker, before.now) + 52;
  await stage.value(page, "preview-end", startOf(endWeek));
  const stake = { amount: 1_000_500_000n, endWeek };
  const [clock, preview] = await shown(page, "clock", "preview-power");
  const near = [clock! - 1n, clock!, clock! + 1n].map((second) => powerAt(stake, second));
  expect(near).toContain(preview);
  await look(page, "stake-lock");

  await act(page, "Lock");
  await standing(page, "decaying");
  await stage.value(page, "lock-amount", stake.amount);
  const after = await read("Nora");
  expect(after.lock).toMatchObject(stake);
  expect(after.held).toBe(before.held - stake.amount);
  await stage.value(page, "held", after.held);
  await stage.value(page, "deposits", before.locker.deposits + stake.amount);
  await stage.value(page, "lock-end", startOf(endWeek));
  await expectPower(page, "Nora");
});

test("she adds to it, more than she has not", async () => {
  const before = await read("Nora");
  await page.getByLabel("Amount to add", { exact: true }).fill("5000");
  expect(await obstacle(page)).toBe("You have less TMAI than that");
  await page.getByLabel("Amount to add", { exact: true }).fill("99.5");
  await act(page, "Add to the lock");
  await stage.value(page, "lock-amount", before.lock!.amount + 99_500_000n);
  const after = await read("Nora");
  expect(after.lock).toMatchObject({
    amount: before.lock!.amount + 99_500_000n,
    endWeek: before.lock!.endWeek,
  });
  expect(after.held).toBe(before.held - 99_500_000n);
  await expectPower(page, "Nora");
});

test("she extends it, only to later", async () => {
  const before = await read("Nora");
  const week = locks.countingWeek(before.locker, before.now);
  await choose(page, "Extend");
  await page.getByRole("textbox", { name: "Let it run for" }).fill("52");
  expect(await obstacle(page)).toBe("The shortest possible is 53 weeks");
  await page.getByRole("button", { name: "2 years" }).click();
  await look(page, "stake-extend");
  await act(page, "Extend");
  await stage.value(page, "lock-end", startOf(week + 104));
  expect((await read("Nora")).lock!.endWeek).toBe(week + 104);
  await expectPower(page, "Nora");
});

test("she makes it permanent, and begins to unlock", async () => {
  await choose(page, "Make permanent");
  await act(page, "Make permanent");
  await standing(page, "permanent");
  await stage.value(page, "lock-end", "never");
  const { lock, locker, now } = await read("Nora");
  await stage.value(page, "lock-power", lock!.amount);

  await choose(page, "Begin to unlock");
  await act(page, "Begin to unlock");
  await standing(page, "decaying");
  const end = locks.countingWeek(locker, now) + 208;
  await stage.value(page, "lock-end", startOf(end));
  expect((await read("Nora")).lock!.endWeek).toBe(end);
  await expectPower(page, "Nora");
});

test("she names a delegate, and dismisses him", async () => {
  const ben = await stage.net.person("Ben");
  await choose(page, "Delegate");
  await page.getByLabel("Delegate's address").fill("nobody");
  expect(await obstacle(page)).toBe("Enter a Solana address");
  await page.getByLabel("Delegate's address").fill(ben.address);
  await act(page, "Name the delegate");
  await stage.value(page, "delegate", ben.address);
  expect(locks.delegateOf((await read("Nora")).lock!)).toBe(ben.address);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await stage.sign(page);
  await stage.value(page, "delegate", "");
  expect(locks.delegateOf((await read("Nora")).lock!)).toBeUndefined();
});

test("she leaves early, for the penalty that was shown", async () => {
  await choose(page, "Leave early");
  expect(await obstacle(page)).toBe("Agree to the penalty first");
  const before = await read("Nora");
  const [second, penalty, rest] = await shown(page, "as-of", "penalty", "penalty-rest");
  expect(penalty).toBe(locks.penaltyAt(before.locker, before.lock!, second!));
  expect(rest).toBe(before.lock!.amount - penalty!);
  await page.getByLabel("I want to leave now and pay the penalty").check();
  await look(page, "stake-leave");
  await page.getByRole("button", { name: "Leave early", exact: true }).click();
  const effect = page.getByTestId(`effect-${token.symbol}`);
  await effect.waitFor();
  await look(page, "stake-review");
  const simulated = BigInt((await effect.getAttribute("data-value"))!);
  await stage.sign(page);
  await standing(page, "empty");

  const after = await read("Nora");
  const received = after.held - before.held;
  const paid = before.lock!.amount - received;
  const passed = Array.from({ length: Number(after.now - before.now) + 1 }, (_, seconds) =>
    locks.penaltyAt(before.locker, before.lock!, before.now + BigInt(seconds)),
  );
  expect(passed).toContain(paid);
  expect(received).toBeGreaterThanOrEqual(simulated);
  expect(received - simulated).toBeLessThan(1_000n);
  await stage.value(page, "held", after.held);
});

test("her empty lock is closed, and then she is new again", async () => {
  expect(await page.getByTestId("close-lock").getByTestId("obstacle").count()).toBe(0);
  await act(page, "Close the lock");
  await standing(page, "none");
  expect((await read("Nora")).lock).toBeUndefined();
});

test("what the chain refuses by now is told in its words", async () => {
  const nora = await stage.net.person("Nora");
  const { chain, deployment } = stage.net;
  await page.getByLabel("Amount to lock", { exact: true }).fill("10");
  // The page learns of nothing that happens now until the review asks the chain.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(`${deployment.rpc}/**`, async (route) => {
    if (route.request().postData()?.includes("getMultipleAccounts")) await held;
    await route.continue();
  });
  const own = { locker: deployment.locker, owner: nora };
  await execute(chain, nora, await locks.lock(chain, { ...own, amount: ONE, weeks: 1 }));
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  release();
  const refusal = page.getByTestId("refusal");
  await refusal.waitFor();
  expect(await refusal.getAttribute("data-name")).toBe("AlreadyLocked");
  expect(await refusal.innerText()).toContain(
    "The lock already holds tokens: increase or extend it",
  );
  await look(page, "stake-refused");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.unrouteAll({ behavior: "wait" });
  await standing(page, "decaying");
});

test("a lock that a vote counts cannot be left, and says until when", async () => {
  const ada = await stage.visit("/stake", "Ada");
  await standing(ada, "permanent");
  const { lock } = await read("Ada");
  await stage.value(ada, "voting-until", lock!.votingUntil);
  await stage.value(ada, "delegate", (await stage.net.person("Ben")).address);
  for (const [tab, button] of [
    ["Begin to unlock", "Begin to unlock"],
    ["Leave early", "Leave early"],
  ] as const) {
    await choose(ada, tab);
    expect(await obstacle(ada)).toMatch(/^A vote counts your lock until .* UTC$/);
    const deed = ada.getByRole("button", { name: button, exact: true });
    expect(await deed.isDisabled()).toBe(true);
  }
  await look(ada, "stake-held");
});

test("who left with earnings unclaimed closes the lock only if she gives them up", async () => {
  const dora = await stage.visit("/stake", "Dora");
  await standing(dora, "empty");
  const section = dora.getByTestId("close-lock");
  expect(await section.getByTestId("obstacle").innerText()).toBe(
    "Claim your revenue, or give it up",
  );
  await section.getByRole("checkbox").check();
  await act(dora, "Close the lock");
  await standing(dora, "none");
  expect((await read("Dora")).lock).toBeUndefined();
});

test("history and future are drawn, and said in a table", async () => {
  const max = await stage.visit("/stake", "Max", { dark: true });
  await standing(max, "decaying");
  await expectPower(max, "Max");
  const chart = max.getByTestId("power-over-time");
  await chart.getByText("Show as a table").click();
  const { lock, locker, now } = await read("Max");
  const current = locks.countingWeek(locker, now);
  const own = await tableIn(chart);
  for (const { second, value, words } of own) {
    const week = Number(second / WEEK);
    // Between two weeks there is the present hour only.
    const began = second % WEEK === 0n && week <= current;
    const power = began ? locks.powerInWeek(lock!, week) : powerAt(lock!, second);
    expect(value).toBe(power);
    expect(words).toContain(rough(power, { decimals: 6, symbol: "veTMAI" }));
    expect(words).toContain(String(new Date(Number(second) * 1_000).getUTCDate()));
  }
  expect(own[0]!.second).toBe(startOf(locks.checkpointsOf(lock!)[0]!.week));
  expect(new Set(own.map(({ value }) => value)).size).toBeGreaterThan(5);
  expect(own.at(-1)!.value).toBe(0n);

  await chart.getByText("Everybody's", { exact: true }).click();
  await chart.getByRole("columnheader", { name: "Everybody's power" }).waitFor();
  const all = await tableIn(chart);
  const [first] = all;
  const week = Number(first!.second / WEEK);
  expect(week).toBeLessThan(current);
  expect(first!.value).toBe(locker.powerAt[week % locker.powerAt.length]);
  for (const { second, value } of all.slice(1)) {
    expect(value).toBe(locks.totalPowerAt(locker, second));
  }
  expect(new Set(all.map(({ value }) => value)).size).toBeGreaterThan(5);

  const account = max.getByRole("link", { name: "Account of the lock" });
  expect(await account.getAttribute("href")).toBe(
    explorerUrl(stage.net.deployment, "address", lock!.address),
  );
  await look(max, "stake-dark");
});

test("after the end everything is withdrawn, however long nobody touched the locker", async () => {
  await stage.net.travel(10n * WEEK);
  await page.reload();
  await standing(page, "ended");
  const before = await read("Nora");
  await stage.value(page, "withdrawable", ONE);
  expect(locks.countingWeek(before.locker, before.now) - before.locker.week).toBeGreaterThan(8);
  await look(page, "stake-ended");
  await act(page, "Withdraw");
  await standing(page, "empty");
  const after = await read("Nora");
  expect(after.held).toBe(before.held + ONE);
  expect(after.lock!.amount).toBe(0n);
  await stage.value(page, "held", after.held);
});

test("it all fits a phone", async () => {
  const phone = await stage.visit("/stake", "Fay", { phone: true });
  await standing(phone, "decaying");
  await look(phone, "stake-phone");
  await choose(phone, "Leave early");
  await look(phone, "stake-phone-leave");
  const newcomer = await stage.visit("/stake", "Sam", { phone: true, dark: true });
  await standing(newcomer, "none");
  await newcomer.getByLabel("Amount to lock", { exact: true }).fill("100");
  await look(newcomer, "stake-phone-lock-dark");
});

test("a cluster that cannot be reached is told in words, with another try", async () => {
  const lost = await stage.visit("/stake");
  await lost.getByTestId("stake").waitFor();
  await lost.context().setOffline(true);
  const stale = lost.getByTestId("stale");
  await stale.getByText("The RPC endpoint cannot be reached").waitFor();
  await lost.context().setOffline(false);
  await stale.waitFor({ state: "hidden" });

  await lost.route(`${stage.net.deployment.rpc}/**`, (route) => route.abort("connectionrefused"));
  await lost.reload();
  await lost.getByRole("alert").getByText("The RPC endpoint cannot be reached").waitFor();
  await lost.unrouteAll({ behavior: "wait" });
  await lost.getByRole("button", { name: "Try again" }).click();
  await lost.getByTestId("stake").waitFor();
  const faults = stage.faults.splice(0);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults)
    expect(fault).toMatch(/ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)/);
});

test("a cluster that has no such locker is told in words, with another try", async () => {
  const lost = await stage.visit("/stake");
  await lost.getByTestId("stake").waitFor();
  const answer = { jsonrpc: "2.0", id: 1, result: { context: { slot: 1 }, value: [null, null] } };
  await lost.route(`${stage.net.deployment.rpc}/**`, async (route) => {
    const asked = route.request().postData()?.includes("getMultipleAccounts");
    await (asked ? route.fulfill({ json: answer }) : route.continue());
  });
  await lost.reload();
  await lost
    .getByRole("alert")
    .getByText(/There is no locker/)
    .waitFor();
  await lost.unrouteAll({ behavior: "wait" });
  await lost.getByRole("button", { name: "Try again" }).click();
  await lost.getByTestId("stake").waitFor();
});
