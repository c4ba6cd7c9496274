import type { Address, Instruction, KeyPairSigner } from "@solana/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  balance,
  execute,
  locker as program,
  locks,
  PERMANENT,
  powerAt,
  Refusal,
  simulate,
  startOf,
  type Token,
} from "../../src";
import { Localnet } from "./localnet";

const ONE = 1_000_000n;
/** A power of 1 for each token and week of these, with all of them left. */
const YEARS = 208;

let net: Localnet;
let token: Token;
beforeAll(async () => {
  net = await Localnet.start();
  token = net.deployment.tokens[0]!;
});
afterAll(() => net.stop());

const read = (owner: Address) => locks.readPosition(net.chain, net.deployment.locker, owner);
const own = (owner: KeyPairSigner) => ({ locker: net.deployment.locker, owner });
const held = (owner: Address) => balance(net.chain, owner, token);

/** What a view answers, and the position it was asked of, both at the same second. */
async function view(owner: KeyPairSigner, instruction: Instruction) {
  for (;;) {
    const position = await read(owner.address);
    const { returned, refusal } = await simulate(net.chain, owner.address, [instruction]);
    if ((await read(owner.address)).now !== position.now) continue;
    expect(refusal).toBeUndefined();
    return { position, power: program.getPowerDecoder().decode(returned!) };
  }
}

async function powerView(owner: KeyPairSigner) {
  const lock = await locks.lockAddressOf(net.deployment.locker, owner.address);
  return view(owner, program.getPowerInstruction({ locker: net.deployment.locker, lock }));
}

const HOLDERS = ["Ada", "Ben", "Max", "Fay", "Eva", "Carl", "Dora"];

test.each(HOLDERS)("%s: power is what the program answers", async (name) => {
  const { position, power } = await powerView(await net.person(name));
  expect(powerAt(position.lock!, position.now)).toBe(power.lock);
  expect(locks.totalPowerAt(position.locker, position.now)).toBe(power.total);
  expect(power.total).toBeGreaterThan(0n);
});

test.each(["Ada", "Eva", "Dora"])("%s: history is what the program answers", async (name) => {
  const owner = await net.person(name);
  const position = await read(owner.address);
  const { week } = position.locker;
  const { locker } = net.deployment;
  const lock = position.lock!.address;
  const series = locks.powerSeries(position, week - 9, week);
  expect(series.map((point) => point.week)).toEqual(
    Array.from({ length: 10 }, (_, index) => week - 9 + index),
  );
  for (const { week, second, lock: own, total } of series) {
    const asked = await view(owner, program.getPowerAtWeekInstruction({ locker, lock, week }));
    expect({ lock: own, total }).toEqual(asked.power);
    expect(second).toBe(startOf(week));
  }
  expect(locks.firstPoweredWeek(position)).toBe(week - 8);
});

test.each(HOLDERS)("%s: what cannot be done is what the program refuses", async (name) => {
  const owner = await net.person(name);
  const position = await read(owner.address);
  const obstacles = locks.obstaclesOf(position);
  const most = locks.lockWeeks(position.locker).most;
  const deeds: Record<locks.Verb, Promise<Instruction[]>> = {
    lock: locks.lock(net.chain, { ...own(owner), amount: 1n, weeks: most }),
    increase: locks.increase(net.chain, { ...own(owner), amount: 1n }),
    extend: locks.extend(net.chain, { ...own(owner), weeks: most }),
    makePermanent: locks.makePermanent(net.chain, own(owner)),
    beginUnlock: locks.beginUnlock(net.chain, own(owner)),
    withdraw: locks.withdraw(net.chain, own(owner)),
    exitEarly: locks.exitEarly(net.chain, { ...own(owner), mostPenalty: 2n ** 64n - 1n }),
    setDelegate: locks.setDelegate({ ...own(owner), delegate: owner.address }),
    close: locks.close(net.chain, own(owner)),
  };
  for (const [verb, deed] of Object.entries(deeds)) {
    const { refusal } = await simulate(net.chain, owner.address, await deed);
    expect(refusal, verb).toEqual(obstacles[verb as locks.Verb]);
  }
});

test("a lock is made, grows, lasts longer, becomes permanent and begins to end", async () => {
  const nora = await net.person("Nora");
  const before = await read(nora.address);
  expect(before.lock).toBeUndefined();
  const had = await held(nora.address);
  const deposits = before.locker.deposits;
  const week = locks.countingWeek(before.locker, before.now);

  const amount = 208n * ONE;
  await execute(net.chain, nora, await locks.lock(net.chain, { ...own(nora), amount, weeks: 52 }));
  const locked = await powerView(nora);
  expect(locked.position.lock).toMatchObject({ amount, endWeek: week + 52 });
  expect(locked.power.lock).toBe(powerAt(locked.position.lock!, locked.position.now));
  expect(locked.power.lock).toBeLessThan(52n * ONE);
  expect(locked.power.lock).toBeGreaterThan(51n * ONE);
  expect(locked.position.locker.deposits).toBe(deposits + amount);
  expect(await held(nora.address)).toBe(had - amount);

  await execute(net.chain, nora, await locks.increase(net.chain, { ...own(nora), amount: ONE }));
  expect((await read(nora.address)).lock).toMatchObject({
    amount: amount + ONE,
    endWeek: week + 52,
  });
  expect(await held(nora.address)).toBe(had - amount - ONE);

  expect(locks.extensionWeeks(await read(nora.address))).toEqual({ least: 53, most: YEARS });
  await execute(net.chain, nora, await locks.extend(net.chain, { ...own(nora), weeks: 104 }));
  expect((await read(nora.address)).lock).toMatchObject({ endWeek: week + 104 });

  await execute(net.chain, nora, await locks.makePermanent(net.chain, own(nora)));
  const permanent = await powerView(nora);
  expect(permanent.power.lock).toBe(amount + ONE);
  expect(permanent.position.lock!.endWeek).toBe(PERMANENT);
  expect(locks.extensionWeeks(permanent.position)).toBeUndefined();

  await execute(net.chain, nora, await locks.beginUnlock(net.chain, own(nora)));
  const ending = await powerView(nora);
  expect(ending.position.lock).toMatchObject({ endWeek: week + YEARS, reducedWeek: week });
  expect(ending.power.lock).toBe(powerAt(ending.position.lock!, ending.position.now));
});

test("a lock shorter than the locker's shortest, or without tokens, is refused in words", async () => {
  const sam = await net.person("Sam");
  const refused = async (amount: bigint, weeks: number) =>
    execute(net.chain, sam, await locks.lock(net.chain, { ...own(sam), amount, weeks }));
  await expect(refused(ONE, 0)).rejects.toThrow(Refusal);
  await expect(refused(ONE, 0)).rejects.toThrow("shorter than the locker's minimum");
  await expect(refused(ONE, 209)).rejects.toThrow("longer than the locker's maximum");
  await expect(refused(0n, 52)).rejects.toThrow("The amount is zero");
  await expect(refused((await held(sam.address)) + 1n, 52)).rejects.toThrow("fewer tokens");
  expect((await read(sam.address)).lock).toBeUndefined();
});

test("leaving early costs the penalty of its second, and no more than was agreed to", async () => {
  const nora = await net.person("Nora");
  const { locker, lock, now } = await read(nora.address);
  const { amount } = lock!;
  const due = locks.penaltyAt(locker, lock!, now);
  const had = await held(nora.address);
  const stingy = locks.exitEarly(net.chain, { ...own(nora), mostPenalty: due / 2n });
  await expect(stingy.then((exit) => execute(net.chain, nora, exit))).rejects.toThrow(
    "The penalty is above the most the owner accepts",
  );

  const exit = await locks.exitEarly(net.chain, { ...own(nora), mostPenalty: due });
  await execute(net.chain, nora, exit);
  const after = await read(nora.address);
  const paid = had + amount - (await held(nora.address));
  const possible = Array.from({ length: Number(after.now - now) + 1 }, (_, passed) =>
    locks.penaltyAt(locker, lock!, now + BigInt(passed)),
  );
  expect(possible).toContain(paid);
  expect(after.lock!.amount).toBe(0n);
  expect(after.locker.deposits).toBe(locker.deposits - amount);
  expect(locks.standingOf(after.lock, after.locker.week)).toBe("empty");
});

test("an emptied lock is closed once its history counts for nothing, and its rent comes back", async () => {
  const dora = await net.person("Dora");
  const { lock, locker } = await read(dora.address);
  const close = async (giveUpBefore?: number) =>
    execute(
      net.chain,
      dora,
      await locks.close(net.chain, { ...own(dora), ...(giveUpBefore && { giveUpBefore }) }),
    );
  await expect(close()).rejects.toThrow("still has power in a week that is not given up");
  const last = locks.lastCountedWeek(lock!, locker.week)!;
  await expect(close(last)).rejects.toThrow("still has power in a week that is not given up");
  await close(last + 1);
  expect((await read(dora.address)).lock).toBeUndefined();
  await expect(close()).rejects.toThrow("There is no lock to close");
});

test("a delegate is named and dismissed", async () => {
  const [ben, sam] = [await net.person("Ben"), await net.person("Sam")];
  await execute(net.chain, ben, await locks.setDelegate({ ...own(ben), delegate: sam.address }));
  expect(locks.delegateOf((await read(ben.address)).lock!)).toBe(sam.address);
  await execute(net.chain, ben, await locks.setDelegate({ ...own(ben), delegate: undefined }));
  expect(locks.delegateOf((await read(ben.address)).lock!)).toBeUndefined();
});

test("pruning drops what is given up, and refuses while all is needed", async () => {
  const eva = await net.person("Eva");
  const { lock } = await read(eva.address);
  const count = lock!.checkpointCount;
  expect(count).toBeGreaterThan(1);
  const prune = async (giveUpBefore?: number) =>
    execute(
      net.chain,
      eva,
      await locks.prune({ ...own(eva), ...(giveUpBefore && { giveUpBefore }) }),
    );
  await expect(prune()).rejects.toThrow("Every checkpoint is still needed");
  const kept = locks.keptAfterPruning(lock!, 1)!;
  expect(locks.prunable(lock!, kept)).toBe(1);
  expect(locks.prunable(lock!, kept - 1)).toBe(0);
  await expect(prune(kept - 1)).rejects.toThrow("Every checkpoint is still needed");
  await prune(kept);
  expect((await read(eva.address)).lock!.checkpointCount).toBe(count - 1);
});

test("after ten weeks that nobody touched, the locker is cranked with the change", async () => {
  const [carl, fay] = [await net.person("Carl"), await net.person("Fay")];
  const before = await read(fay.address);
  await net.travel(10n * startOf(1));
  const { position, power } = await powerView(fay);
  expect(position.locker.week).toBe(before.locker.week);
  expect(locks.totalPowerAt(before.locker, position.now)).toBe(power.total);
  const week = locks.countingWeek(position.locker, position.now);
  expect(locks.totalPowers(before.locker, week, week)).toEqual([
    locks.totalPowerAt(before.locker, startOf(week)),
  ]);

  const had = await held(carl.address);
  const { lock } = await read(carl.address);
  expect(lock!.amount).toBe(10_400n * ONE);
  await execute(net.chain, carl, await locks.withdraw(net.chain, own(carl)));
  const after = await read(carl.address);
  expect(await held(carl.address)).toBe(had + lock!.amount);
  expect(after.lock!.amount).toBe(0n);
  expect(after.locker.week).toBe(week);
  const forecast = locks.totalPowers(before.locker, before.locker.week, week);
  expect(locks.totalPowers(after.locker, before.locker.week, week)).toEqual(forecast);
});

test("what is no locker is told in words", async () => {
  const { lock } = await read((await net.person("Ada")).address);
  await expect(locks.readPosition(net.chain, lock!.address)).rejects.toThrow("is not a locker");
  const nothing = await locks.lockAddressOf(net.deployment.locker, token.mint);
  for (const none of [nothing, token.mint])
    await expect(locks.readPosition(net.chain, none)).rejects.toThrow("There is no locker");
});
