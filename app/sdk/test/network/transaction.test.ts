import { generateKeyPairSigner, lamports } from "@solana/kit";
import { getTransferSolInstruction } from "@solana-program/system";
import { getTransferCheckedInstruction } from "@solana-program/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  balance,
  effects,
  execute,
  fits,
  now,
  pack,
  Refusal,
  send,
  simulate,
  tokenAccount,
  type Token,
} from "../../src";
import { Localnet } from "./localnet";

let net: Localnet;
beforeAll(async () => {
  net = await Localnet.start();
});
afterAll(() => net.stop());

async function transfer(from: string, to: string, token: Token, units: bigint) {
  const authority = await net.person(from);
  const recipient = await net.person(to);
  const instruction = getTransferCheckedInstruction(
    {
      source: await tokenAccount(authority.address, token),
      destination: await tokenAccount(recipient.address, token),
      authority,
      mint: token.mint,
      amount: units,
      decimals: token.decimals,
    },
    { programAddress: token.program },
  );
  return { authority, recipient, instruction };
}

test("a transfer does what its simulation told, to the unit", async () => {
  const [token] = net.deployment.tokens;
  const { authority, recipient, instruction } = await transfer("Max", "Nora", token!, 1_234_567n);
  const told = await effects(net.chain, authority.address, [instruction], net.deployment.tokens);
  expect(told.refusal).toBeUndefined();
  expect(told.tokens).toEqual([{ token, change: -1_234_567n }]);
  expect(told.sol).toBe(-5_000n);

  const before = await balance(net.chain, recipient.address, token!);
  await execute(net.chain, authority, [instruction]);
  expect(await balance(net.chain, recipient.address, token!)).toBe(before + 1_234_567n);
});

test("a refusal is told in the token program's words, and nothing is sent", async () => {
  const [token] = net.deployment.tokens;
  const held = await balance(net.chain, (await net.person("Nora")).address, token!);
  const { authority, instruction } = await transfer("Nora", "Max", token!, held + 1n);
  const refused = execute(net.chain, authority, [instruction]);
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow("The token account holds fewer tokens than that");
  expect(await balance(net.chain, authority.address, token!)).toBe(held);
});

test("of two transactions that spend the same, one is refused in words", async () => {
  const [token] = net.deployment.tokens;
  const { authority, instruction } = await transfer("Lea", "Max", token!, 1n);
  const all = await balance(net.chain, authority.address, token!);
  const first = await transfer("Lea", "Max", token!, all);
  const second = await transfer("Lea", "Nora", token!, all);
  const { units } = await simulate(net.chain, authority.address, [instruction]);
  const ends = await Promise.allSettled(
    [first, second].map(({ instruction }) => send(net.chain, authority, [instruction], { units })),
  );
  const refused = ends.filter((end) => end.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]!.reason).toBeInstanceOf(Refusal);
  expect((refused[0]!.reason as Refusal).name).toBe("InsufficientFunds");
  expect(await balance(net.chain, authority.address, token!)).toBe(0n);
});

test("a wallet without SOL is told so", async () => {
  const nobody = await generateKeyPairSigner();
  const instruction = getTransferSolInstruction({
    source: nobody,
    destination: nobody.address,
    amount: lamports(1n),
  });
  const { refusal } = await simulate(net.chain, nobody.address, [instruction]);
  expect(refusal?.words).toMatch(/holds (no|too little) SOL/);
});

test("steps stay whole and in order, in as few transactions as hold them", async () => {
  const payer = await net.person("Max");
  const step = (length: number) =>
    Array.from({ length }, () =>
      getTransferSolInstruction({
        source: payer,
        destination: payer.address,
        amount: lamports(1n),
      }),
    );
  const counts = Array.from({ length: 200 }, (_, count) => count + 1);
  const most = Math.max(...counts.filter((count) => fits(payer.address, step(count))));
  expect(pack(payer.address, [])).toEqual([]);
  expect(pack(payer.address, [step(1), step(2)]).map(({ length }) => length)).toEqual([3]);
  expect(pack(payer.address, [step(most), step(1)]).map(({ length }) => length)).toEqual([most, 1]);
  expect(pack(payer.address, [step(1), step(most), step(1)]).map(({ length }) => length)).toEqual([
    1,
    most,
    1,
  ]);
});

test("the clock is the chain's, and goes forward on demand", async () => {
  const before = await now(net.chain);
  await net.travel(86_400n);
  expect(await now(net.chain)).toBeGreaterThanOrEqual(before + 86_400n);
});
