import { type Address, type KeyPairSigner } from "@solana/kit";
import {
  getCreateAssociatedTokenIdempotentInstruction,
  getTransferCheckedInstruction,
} from "@solana-program/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  balance,
  execute,
  locker,
  locks,
  sharing,
  simulate,
  tokenAccount,
  WEEK,
  type Token,
} from "../../src";
import { Localnet } from "./localnet";

let net: Localnet;
let tmai: Token;
let usdc: Token;
let weth: Token;
beforeAll(async () => {
  net = await Localnet.start();
  [tmai, usdc, weth] = net.deployment.tokens as [Token, Token, Token];
});
afterAll(() => net.stop());

test("what the program says is claimable is what the weeks sum up to, for everybody", async () => {
  const income = await readIncome();
  const lockers = ["Max", "Ada", "Ben", "Fay", "Eva", "Carl", "Dora"];
  for (const name of lockers) {
    const earnings = await earningsOf(name);
    expect(earnings.dues.map(({ pool }) => pool.mint)).toEqual([tmai.mint, usdc.mint, weth.mint]);
    for (const due of earnings.dues) {
      expect(claimableIn(income, due.pool, earnings)).toBe(due.amount);
    }
  }
  const max = await earningsOf("Max");
  expect(max.record).toBeUndefined();
  expect(max.dues.map(({ fromWeek, toWeek }) => toWeek - fromWeek)).toEqual([8, 8, 8]);
  expect(max.dues.every(({ amount }) => amount > 0n)).toBe(true);
  const nora = await earningsOf("Nora");
  expect([nora.lock, nora.record, nora.dues]).toEqual([undefined, undefined, []]);
});

test("the terms in force and the announced ones divide to the last unit", async () => {
  const { splitter, pools } = await readIncome();
  const week = sharing.currentWeek(await readIncome());
  const terms = sharing.termsIn(splitter, week);
  expect([terms.stakerBps, terms.burnBps]).toEqual([4_500, 500]);
  expect(sharing.termsIn(splitter, week - 1).stakerBps).toBe(4_000);
  expect(sharing.announcedTerms(splitter, week)).toBeUndefined();
  expect(sharing.announcedTerms(splitter, week - 1)).toEqual({ terms, fromWeek: week });
  expect(sharing.sharesFor(terms, 999n, true)).toEqual({
    lockers: 449n,
    burned: 49n,
    treasury: 501n,
  });
  expect(sharing.sharesFor(terms, 999n, false)).toEqual({
    lockers: 449n,
    burned: 0n,
    treasury: 550n,
  });
  expect(pools.map(({ waiting }) => waiting)).toEqual([0n, 750_000_000n, 0n]);
});

test("all tokens are claimed in one transaction, to the last unit, and only once", async () => {
  const max = await net.person("Max");
  const { dues } = await earningsOf("Max");
  const before = await balances(max.address);
  const transactions = await sharing.claimAll(net.chain, { deployment, payer: max });
  expect(transactions).toHaveLength(1);
  await executeAll(max, transactions);
  const after = await balances(max.address);
  expect(after.map((amount, index) => amount - before[index]!)).toEqual(
    dues.map(({ amount }) => amount),
  );

  const earnings = await earningsOf("Max");
  expect(earnings.dues.map(({ amount }) => amount)).toEqual([0n, 0n, 0n]);
  expect(await sharing.claimAll(net.chain, { deployment, payer: max })).toEqual([]);
  await expect(execute(net.chain, max, transactions[0]!.slice(1))).rejects.toThrow(
    "No closed week is left to claim",
  );

  const income = await readIncome();
  const { lock, record } = earnings.addresses;
  const isHis = (event: sharing.RevenueEvent): event is sharing.Claimed =>
    event.kind === "claimed" && event.lock === lock;
  const request = { accounts: [record], wanted: isHis };
  const whole = await sharing.readPast(net.chain, { ...request, most: 20 });
  const claims = whole.past.map(({ event }) => [event.mint, event.amount]);
  expect(claims).toEqual(dues.map(({ pool, amount }) => [pool.mint, amount]));
  expect(whole.mayHaveOlder).toBe(false);
  const newest = await sharing.readPast(net.chain, { ...request, most: 2 });
  expect(newest.past).toEqual(whole.past.slice(0, 2));
  expect(newest.mayHaveOlder).toBe(true);
  const states = sharing.incomeWeeks(income, income.pools[1]!, earnings);
  expect(states.slice(-3).map(({ state }) => state)).toEqual(["claimed", "claimed", "running"]);
});

test("somebody else claims one token for a lock, and its owner receives", async () => {
  const [nora, ada] = [await net.person("Nora"), await net.person("Ada")];
  const due = await dueOf("Ada", weth);
  const others = [await dueOf("Ada", tmai), await dueOf("Ada", usdc)];
  const request = { deployment, payer: nora, owner: ada.address, mints: [weth.mint] };
  const [held, hers] = [await balances(nora.address), await balance(net.chain, ada.address, weth)];
  await executeAll(nora, await sharing.claimAll(net.chain, request));
  expect(await balances(nora.address)).toEqual(held);
  expect((await balance(net.chain, ada.address, weth)) - hers).toBe(due.amount);
  expect([await dueOf("Ada", tmai), await dueOf("Ada", usdc)].map(({ amount }) => amount)).toEqual(
    others.map(({ amount }) => amount),
  );
});

test("what has come in is distributed by anyone, as it was said", async () => {
  const sam = await net.person("Sam");
  const before = await poolOf(usdc);
  const expected = sharing.distributionOf(await readIncome(), before);
  expect(expected).toEqual({
    lockers: 337_500_000n,
    burned: 0n,
    treasury: 412_500_000n,
    recycled: 0n,
    powered: true,
  });
  await executeAll(sam, await distribution(sam));
  const after = await poolOf(usdc);
  expect(after.credited - before.credited).toBe(expected.lockers);
  expect(after.waiting).toBe(0n);

  const event = {
    kind: "distributed",
    amount: 750_000_000n,
    stakers: expected.lockers,
    treasury: expected.treasury,
  };
  const distributions = (most: number) =>
    sharing.readPast(net.chain, { accounts: [after.treasury], wanted: isDistribution, most });
  expect((await distributions(5)).past[0]!.event).toMatchObject(event);
  // What pays the treasury directly fills a page, and hides nothing.
  for (let each = 0; each < 21; each += 1) await pay(usdc, BigInt(each + 1), after.treasury);
  const [newest] = (await distributions(5)).past;
  expect(newest!.event).toMatchObject(event);
  expect(await distribution(sam)).toEqual([]);
  const named = await distribution(sam, [usdc.mint]);
  await expect(execute(net.chain, sam, named[0]!)).rejects.toThrow(
    "There is nothing to distribute",
  );
});

test("a week later the new week is claimable, and what was earned goes into the lock", async () => {
  const max = await net.person("Max");
  await pay(tmai, 3_000_000_001n);
  await executeAll(max, await distribution(max));
  const income = await readIncome();
  const running = sharing.incomeWeeks(income, await poolOf(tmai), await earningsOf("Max")).at(-1)!;
  expect(running.state).toBe("running");
  await net.travel(WEEK);

  const due = await dueOf("Max", tmai);
  expect(due.amount).toBe(running.share);
  const held = await balances(max.address);
  const before = (await earningsOf("Max")).lock!.amount;
  await executeAll(max, await sharing.claimAndLock(net.chain, { deployment, owner: max }));
  const after = (await earningsOf("Max")).lock!.amount;
  expect(after - before).toBe(due.amount);
  expect(await balances(max.address)).toEqual(held);
  expect((await dueOf("Max", tmai)).amount).toBe(0n);
  expect((await dueOf("Max", usdc)).amount).toBeGreaterThan(0n);
});

test("an ended lock cannot take its earnings in, and says so", async () => {
  const carl = await net.person("Carl");
  expect((await dueOf("Carl", tmai)).amount).toBeGreaterThan(0n);
  const [transaction] = await sharing.claimAndLock(net.chain, { deployment, owner: carl });
  await expect(execute(net.chain, carl, transaction!)).rejects.toThrow("The lock has ended");
});

test("a record is closed once its lock is, and not before", async () => {
  const carl = await net.person("Carl");
  const place = { deployment, owner: carl.address };
  expect(await sharing.closeClaimRecord(net.chain, place)).toEqual([]);
  await executeAll(carl, await sharing.claimAll(net.chain, { deployment, payer: carl }));
  const early = await sharing.closeClaimRecord(net.chain, place);
  await expect(execute(net.chain, carl, early)).rejects.toThrow("The lock still exists");

  const { lock, addresses } = await earningsOf("Carl");
  const income = await readIncome();
  await execute(net.chain, carl, [
    await locker.getWithdrawInstructionAsync({
      owner: carl,
      locker: deployment.locker,
      destination: await tokenAccount(carl.address, tmai),
      vault: income.locker.vault,
      mint: tmai.mint,
    }),
    await locker.getCloseLockInstructionAsync({
      owner: carl,
      locker: deployment.locker,
      rentPayer: lock!.rentPayer,
      giveUpBefore: sharing.currentWeek(income) + 1,
    }),
  ]);
  const closed = await earningsOf("Carl");
  expect([closed.lock, closed.dues]).toEqual([undefined, []]);
  expect(closed.record?.address).toBe(addresses.record);
  await executeAll(carl, [await sharing.closeClaimRecord(net.chain, place)]);
  expect((await earningsOf("Carl")).record).toBeUndefined();
});

test("after a year, with the locker far behind, several claims in several transactions take all", async () => {
  const max = await net.person("Max");
  await net.travel(60n * WEEK);
  const late = await readIncome();
  expect(locks.catchUp(late.locker, late.now)).toHaveLength(1);
  await Promise.all([pay(tmai, 1_000_000_000n), pay(usdc, 2_000_000_000n)]);
  const [transaction] = await distribution(max);
  expect((await simulate(net.chain, max.address, transaction!.slice(1))).refusal?.words).toBe(
    "The locker is more than eight weeks behind: crank it first",
  );
  await executeAll(max, [transaction!]);
  await net.travel(WEEK);

  const income = await readIncome();
  const earnings = await earningsOf("Max");
  for (const due of earnings.dues) {
    expect(due.toWeek - due.fromWeek).toBeGreaterThan(52);
    expect(claimableIn(income, due.pool, earnings)).toBe(due.amount);
  }
  const owed = earnings.dues.map(({ amount }) => amount);
  expect(owed[0]! > 0n && owed[1]! > 0n).toBe(true);
  const before = await balances(max.address);
  const transactions = await sharing.claimAll(net.chain, { deployment, payer: max });
  expect(transactions).toHaveLength(2);
  await executeAll(max, transactions);
  const after = await balances(max.address);
  expect(after.map((amount, index) => amount - before[index]!)).toEqual(owed);
  expect((await earningsOf("Max")).dues.map(({ amount }) => amount)).toEqual([0n, 0n, 0n]);
});

const deployment = {
  get splitter() {
    return net.deployment.splitter;
  },
  get locker() {
    return net.deployment.locker;
  },
};

const readIncome = () => sharing.readIncome(net.chain, deployment);

async function earningsOf(name: string): Promise<sharing.Earnings> {
  const { address } = await net.person(name);
  return sharing.readEarnings(net.chain, await readIncome(), address);
}

async function dueOf(name: string, { mint }: Token): Promise<sharing.Due> {
  return (await earningsOf(name)).dues.find(({ pool }) => pool.mint === mint)!;
}

async function poolOf({ mint }: Token): Promise<sharing.IncomePool> {
  return (await readIncome()).pools.find((pool) => pool.mint === mint)!;
}

/** By arithmetic. */
function claimableIn(
  income: sharing.Income,
  pool: sharing.IncomePool,
  earnings: sharing.Earnings,
): bigint {
  return sharing
    .incomeWeeks(income, pool, earnings)
    .filter(({ state }) => state === "claimable")
    .reduce((sum, { share }) => sum + share, 0n);
}

function distribution(payer: KeyPairSigner, mints?: readonly Address[]) {
  return sharing.distribute(net.chain, { deployment, payer: payer.address, mints });
}

async function executeAll(
  payer: KeyPairSigner,
  transactions: Awaited<ReturnType<typeof distribution>>,
) {
  for (const instructions of transactions) await execute(net.chain, payer, instructions);
}

function balances(owner: Address): Promise<bigint[]> {
  return Promise.all([tmai, usdc, weth].map((token) => balance(net.chain, owner, token)));
}

const isDistribution = (event: sharing.RevenueEvent): event is sharing.Distributed =>
  event.kind === "distributed";

/** The operator pays in, as anyone may; or straight into another account. */
async function pay(token: Token, units: bigint, into?: Address) {
  const operator = await net.person("Operator");
  const ata = await tokenAccount(deployment.splitter, token);
  const { mint, decimals, program: tokenProgram } = token;
  await execute(net.chain, operator, [
    getCreateAssociatedTokenIdempotentInstruction({
      payer: operator,
      ata,
      owner: deployment.splitter,
      mint,
      tokenProgram,
    }),
    getTransferCheckedInstruction(
      {
        source: await tokenAccount(operator.address, token),
        mint,
        destination: into ?? ata,
        authority: operator,
        amount: units,
        decimals,
      },
      { programAddress: tokenProgram },
    ),
  ]);
}
