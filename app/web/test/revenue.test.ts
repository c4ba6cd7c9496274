import { type KeyPairSigner } from "@solana/kit";
import {
  getCreateAssociatedTokenIdempotentInstruction,
  getMintToInstruction,
  getTransferCheckedInstruction,
} from "@solana-program/token";
import {
  balance,
  execute,
  governance,
  locks,
  sharing,
  tokenAccount,
  WEEK,
  type Token,
} from "@tenure/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explorerUrl } from "../src/ui/explorer";
import { Stage } from "./stage";

let stage: Stage;
let max: KeyPairSigner;
let tmai: Token;
let usdc: Token;
let weth: Token;
beforeAll(async () => {
  stage = await Stage.open();
  max = await stage.net.person("Max");
  [tmai, usdc, weth] = stage.net.deployment.tokens as [Token, Token, Token];
});
afterAll(() => stage.close());

test("all that is shown as claimable is claimed, in one transaction", async () => {
  const page = await stage.visit("/revenue", "Max");
  const earnings = await earningsOf(max);
  for (const [symbol, amount] of owed(earnings)) {
    expect(amount).toBeGreaterThan(0n);
    await stage.value(page, `claimable-${symbol}`, amount);
  }
  await stage.value(page, "transactions", 1);
  expect(await page.getByTestId("weeks-USDC").innerText()).toMatch(/^8 weeks, \d+ \w+ 20\d\d to /);
  expect(await page.getByTestId("no-claims").innerText()).toContain("Nothing has been claimed");
  await page.locator(".recharts-bar-rectangle:visible").first().waitFor();
  await stage.inspect(page, "revenue-desk");

  const before = await balances(max);
  await page.getByRole("button", { name: "Claim all" }).click();
  for (const [symbol, amount] of owed(earnings)) {
    await stage.value(page, `effect-${symbol}`, amount);
  }
  await stage.inspect(page, "revenue-claim");
  await stage.sign(page);
  const after = await balances(max);
  expect(after.map((amount, index) => amount - before[index]!)).toEqual(
    owed(earnings).map(([, amount]) => amount),
  );

  for (const [symbol, amount] of owed(earnings)) {
    await stage.value(page, `claimable-${symbol}`, 0);
    await stage.value(page, `claimed-${symbol}`, amount);
  }
  expect(await page.getByTestId("claim-row").count()).toBe(3);
  expect(await page.getByRole("button", { name: "Claim all" }).isDisabled()).toBe(true);
  expect(await page.getByTestId("obstacle").innerText()).toContain("Nothing to claim before");
  await page.context().close();
});

test("the week's income, the terms and every week's part are what the chain holds", async () => {
  const page = await stage.visit("/revenue", "Max", { dark: true });
  const { income, earnings } = await read(max);
  for (const [index, { symbol }] of [tmai, usdc, weth].entries()) {
    const running = sharing.incomeWeeks(income, income.pools[index]!, earnings, 1)[0]!;
    expect(running.revenue).toBeGreaterThan(0n);
    await stage.value(page, `week-${symbol}`, running.revenue);
    await stage.value(page, `estimate-${symbol}`, running.share);
    await stage.value(page, "power-share", running.power);
  }
  await stage.value(page, "terms-lockers", 4_500);
  await stage.value(page, "terms-burned", 500);
  await stage.value(page, "terms-treasury", 5_000);
  await page.getByTestId("no-change").waitFor();

  await page.getByText("USDC", { exact: true }).and(page.locator("span, label")).first().click();
  await page.getByText("Table", { exact: true }).click();
  const weeks = sharing.incomeWeeks(income, income.pools[1]!, earnings, 26).reverse();
  const rows = page.getByTestId("week-row");
  await expect.poll(() => rows.count()).toBe(weeks.length);
  for (const [index, { revenue, share }] of weeks.entries()) {
    const cells = rows.nth(index).locator("[data-value]");
    const values = await cells.evaluateAll((found) =>
      found.map((cell) => cell.getAttribute("data-value")),
    );
    expect(values).toEqual([String(revenue), String(share)]);
  }
  await stage.inspect(page, "revenue-dark");
  await page.context().close();
});

test("anyone distributes what has come in, and the treasury gets the rest", async () => {
  const page = await stage.visit("/revenue");
  await stage.value(page, "waiting-USDC", 750_000_000);
  const button = page.getByRole("button", { name: "Distribute", exact: true });
  expect(await button.isDisabled()).toBe(true);
  expect(await page.getByTestId("obstacle").innerText()).toContain("Connect a wallet");
  expect(await page.getByTestId("no-wallet").innerText()).toContain("Connect a wallet");

  await stage.inspect(page, "revenue-no-wallet");

  await stage.connect(page, "Sam");
  const [before, treasury] = [await poolOf(usdc), await treasuryOf(usdc)];
  await button.click();
  await stage.sign(page);
  const after = await poolOf(usdc);
  expect(after.credited - before.credited).toBe(337_500_000n);
  expect((await treasuryOf(usdc)) - treasury).toBe(412_500_000n);
  await page.getByTestId("intake-empty").waitFor();
  await stage.value(page, "week-USDC", after.revenue[(await currentWeek()) % 256]!);

  // What is paid in since goes through the same account, as every subscription's charge does.
  for (let each = 0; each < 11; each += 1) await pay(usdc, 1n);
  await page.reload();
  await page.getByRole("tab", { name: "Distributions" }).click();
  await stage.value(page, "distributed-USDC", 750_000_000);
  const rows = page.getByTestId("distribution-row");
  const { rpc } = stage.net.chain;
  const [newest] = await rpc.getSignaturesForAddress(after.treasury, { limit: 1 }).send();
  expect(await rows.first().getByRole("link").getAttribute("href")).toBe(
    explorerUrl(stage.net.deployment, "tx", newest!.signature),
  );
  expect(await rows.count()).toBe(10);
  await page.getByRole("button", { name: "Show older" }).click();
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(20);
  await stage.inspect(page, "revenue-distributions");
  await page.context().close();
});

test("who has no lock is told what to do", async () => {
  const page = await stage.visit("/revenue", "Nora", { phone: true });
  await page.getByTestId("no-lock").waitFor();
  await stage.inspect(page, "revenue-no-lock");
  await page.getByRole("link", { name: "Lock TMAI" }).click();
  await expect.poll(() => page.url()).toContain("#/stake");
  await page.context().close();
});

test("a week later what was locked earns again, and goes into the lock", async () => {
  await pay(tmai, 5_000_000_007n);
  const page = await stage.visit("/revenue", "Max", { phone: true });
  await stage.value(page, "waiting-TMAI", 5_000_000_007n);
  await page.getByRole("button", { name: "Distribute", exact: true }).click();
  await stage.sign(page);
  await page.getByTestId("intake-empty").waitFor();
  await stage.net.travel(WEEK);
  await announceHalfForLockers();
  await page.reload();
  await stage.value(page, "announced-lockers", 5_000);
  await stage.value(page, "announced-burned", 1_000);
  await stage.value(page, "announced-treasury", 4_000);
  await stage.value(page, "terms-lockers", 4_500);

  const earnings = await earningsOf(max);
  const [[, amount]] = owed(earnings) as [[string, bigint]];
  expect(amount).toBeGreaterThan(0n);
  await stage.value(page, "claimable-TMAI", amount);
  await page.locator(".recharts-bar-rectangle:visible").first().waitFor();
  await stage.inspect(page, "revenue-phone");
  const held = await balances(max);
  await page.getByRole("button", { name: "Claim and lock" }).click();
  await page.getByTestId("review").getByText("Your lock then").waitFor();
  await stage.inspect(page, "revenue-lock");
  await stage.sign(page);
  const after = await earningsOf(max);
  expect(after.lock!.amount - earnings.lock!.amount).toBe(amount);
  expect(await balances(max)).toEqual(held);
  await stage.value(page, "claimable-TMAI", 0);
  await stage.value(page, "claimable-USDC", owed(earnings)[1]![1]);

  await page.getByRole("button", { name: "Claim USDC" }).click();
  await stage.sign(page);
  await stage.value(page, "claimable-USDC", 0);
  expect((await balances(max))[1]! - held[1]!).toBe(owed(earnings)[1]![1]);

  // A transaction that claims for others too: only what was his is in his history.
  const [sam, ada] = [await stage.net.person("Sam"), await stage.net.person("Ada")];
  const together = [
    await sharing.claimAll(stage.net.chain, { ...request(sam, weth), owner: max.address }),
    await sharing.claimAll(stage.net.chain, { ...request(sam, usdc), owner: ada.address }),
  ].flat(2);
  await execute(stage.net.chain, sam, together);
  await stage.value(page, "claimed-wETH", owed(earnings)[2]![1]);
  expect(await page.getByTestId("claim-row").count()).toBe(6);
  await page.context().close();
});

test("what an ended lock cannot do is said, and what the chain refuses too", async () => {
  const carl = await stage.net.person("Carl");
  const page = await stage.visit("/revenue", "Carl");
  const [[, amount]] = owed(await earningsOf(carl)) as [[string, bigint]];
  await stage.value(page, "claimable-TMAI", amount);
  expect(await page.getByRole("button", { name: "Claim and lock" }).isDisabled()).toBe(true);
  expect(await page.getByTestId("obstacle").innerText()).toContain("The lock has ended");

  await page.getByRole("button", { name: "Claim TMAI" }).click();
  const review = page.getByTestId("review");
  await review.and(page.locator("[data-stage=review]")).waitFor();
  await executeAll(carl, await sharing.claimAll(stage.net.chain, request(carl, tmai)));
  await page.getByRole("button", { name: "Sign and send" }).click();
  await expect
    .poll(() => page.getByTestId("refusal").innerText(), { timeout: 30_000 })
    .toContain("exists already");
  await page.getByTestId("review").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Claim all" }).click();
  await stage.sign(page);

  const place = { locker: stage.net.deployment.locker, owner: carl };
  await execute(stage.net.chain, carl, await locks.withdraw(stage.net.chain, place));
  const giveUpBefore = (await currentWeek()) + 1;
  await execute(
    stage.net.chain,
    carl,
    await locks.close(stage.net.chain, { ...place, giveUpBefore }),
  );
  await page.getByRole("button", { name: "Close the record" }).click();
  await stage.sign(page);
  expect((await earningsOf(carl)).record).toBeUndefined();
  await page.getByTestId("no-lock").waitFor();
  await expect.poll(() => page.getByText("left a record behind").count()).toBe(0);
  await page.context().close();
});

test("what cannot be read is said in words, and read when asked again", async () => {
  const page = await stage.visit("/stake");
  const { rpc } = stage.net.deployment;
  await page.route(`${rpc}/**`, (route) =>
    route.fulfill({
      headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" },
      json: {
        jsonrpc: "2.0",
        id: 1,
        error: { code: -32_005, message: "Node is behind", data: {} },
      },
    }),
  );
  await page.getByRole("tab", { name: "Revenue" }).click();
  await page.getByText("Could not read the income").waitFor();
  await page.getByText("The RPC endpoint is behind the cluster").first().waitFor();
  await page.unroute(`${rpc}/**`);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByTestId("this-week").waitFor();
  await page.context().close();
});

test("after more than a year what is owed takes two transactions, and comes whole", async () => {
  await stage.net.travel(60n * WEEK);
  await Promise.all([pay(tmai, 1_000_000_000n), pay(usdc, 2_000_000_001n)]);
  await pay(weth, 30_000_000n);
  const page = await stage.visit("/revenue", "Max");
  await page.getByRole("button", { name: "Distribute", exact: true }).click();
  await stage.sign(page);
  await page.getByTestId("intake-empty").waitFor();
  await stage.net.travel(WEEK);
  await page.reload();

  const earnings = await earningsOf(max);
  for (const [symbol, amount] of owed(earnings)) {
    expect(amount).toBeGreaterThan(0n);
    await stage.value(page, `claimable-${symbol}`, amount);
  }
  await stage.value(page, "transactions", 2);
  await stage.inspect(page, "revenue-year");
  const before = await balances(max);
  await page.getByRole("button", { name: "Claim all" }).click();
  await stage.sign(page);
  const after = await balances(max);
  expect(after.map((amount, index) => amount - before[index]!)).toEqual(
    owed(earnings).map(([, amount]) => amount),
  );
  await stage.value(page, "claimable-wETH", 0);
  await page.context().close();
});

async function read(owner: KeyPairSigner) {
  const income = await sharing.readIncome(stage.net.chain, stage.net.deployment);
  return { income, earnings: await sharing.readEarnings(stage.net.chain, income, owner.address) };
}

async function earningsOf(owner: KeyPairSigner): Promise<sharing.Earnings> {
  return (await read(owner)).earnings;
}

/** Each token's symbol and what is owed of it. */
function owed({ dues }: sharing.Earnings): [string, bigint][] {
  return [tmai, usdc, weth].map(({ symbol, mint }) => [
    symbol,
    dues.find(({ pool }) => pool.mint === mint)!.amount,
  ]);
}

async function currentWeek(): Promise<number> {
  return sharing.currentWeek((await read(max)).income);
}

/** The proposal has passed, and waits for somebody to execute it. */
async function announceHalfForLockers() {
  const { chain, deployment } = stage.net;
  const dao = await governance.readDao(chain, deployment);
  const proposals = await governance.readProposals(chain, deployment.governor);
  const proposal = proposals.find(({ title }) => title === "Half of all income to lockers")!;
  await executeAll(max, await governance.executeNext({ chain, dao, payer: max, proposal }));
}

async function poolOf({ mint }: Token): Promise<sharing.IncomePool> {
  const { pools } = await sharing.readIncome(stage.net.chain, stage.net.deployment);
  return pools.find((pool) => pool.mint === mint)!;
}

async function treasuryOf(token: Token): Promise<bigint> {
  const { value } = await stage.net.chain.rpc
    .getTokenAccountBalance((await poolOf(token)).treasury, { commitment: "confirmed" })
    .send();
  return BigInt(value.amount);
}

function balances({ address }: KeyPairSigner): Promise<bigint[]> {
  return Promise.all([tmai, usdc, weth].map((token) => balance(stage.net.chain, address, token)));
}

function request(payer: KeyPairSigner, { mint }: Token) {
  return { deployment: stage.net.deployment, payer, mints: [mint] };
}

async function executeAll(
  payer: KeyPairSigner,
  transactions: Awaited<ReturnType<typeof sharing.claimAll>>,
) {
  for (const instructions of transactions) await execute(stage.net.chain, payer, instructions);
}

/** As anyone may; Token-2022's wETH is minted, as nobody has any. */
async function pay(token: Token, units: bigint) {
  const { chain, deployment } = stage.net;
  const operator = await stage.net.person("Operator");
  const ata = await tokenAccount(deployment.splitter, token);
  const { mint, decimals, program: tokenProgram } = token;
  const open = getCreateAssociatedTokenIdempotentInstruction({
    payer: operator,
    ata,
    owner: deployment.splitter,
    mint,
    tokenProgram,
  });
  const transfer =
    token.mint === weth.mint
      ? getMintToInstruction(
          { mint, token: ata, mintAuthority: operator, amount: units },
          { programAddress: tokenProgram },
        )
      : getTransferCheckedInstruction(
          {
            source: await tokenAccount(operator.address, token),
            mint,
            destination: ata,
            authority: operator,
            amount: units,
            decimals,
          },
          { programAddress: tokenProgram },
        );
  await execute(chain, operator, [open, transfer]);
}
