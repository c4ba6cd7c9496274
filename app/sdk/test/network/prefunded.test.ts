import {
  generateKeyPairSigner,
  lamports,
  type Address,
  type Instruction,
  type KeyPairSigner,
} from "@solana/kit";
import { getTransferSolInstruction } from "@solana-program/system";
import {
  ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  getCreateAssociatedTokenIdempotentInstruction,
  getTransferCheckedInstruction,
} from "@solana-program/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  balance,
  effects,
  execute,
  governance,
  governor,
  locks,
  now,
  pack,
  revenue,
  sharing,
  shops,
  subscriptions,
  SYSTEM_PROGRAM_ADDRESS,
  tokenAccount,
  type Token,
} from "../../src";
import { badgeAddresses, subscriptionAddress } from "../../src/membership/addresses";
import { Localnet } from "./localnet";

/** In lamports: the least that an account without data lives on. */
const GIFT = 890_880n;
const ONE = 1_000_000n;

let net: Localnet;
let [tmai, usdc, weth]: Token[] = [];
/** Has SOL and nothing else. */
let zoe: KeyPairSigner;
/** Has a lock and earnings, and has neither claimed nor voted. */
let max: KeyPairSigner;

beforeAll(async () => {
  net = await Localnet.start();
  [tmai, usdc, weth] = net.deployment.tokens;
  [zoe, max] = await Promise.all([generateKeyPairSigner(), net.person("Max")]);
  await give(1_000n * GIFT, zoe.address);
});
afterAll(() => net.stop());

test("what holds lamports only is missing, and is told so", async () => {
  const { deployment, chain } = net;
  const nothing = (await generateKeyPairSigner()).address;
  await give(GIFT, nothing);
  await expect(locks.readPosition(chain, nothing)).rejects.toThrow("There is no locker");
  for (const [name, words] of [
    ["governor", "there is no governor"],
    ["locker", "there is no locker"],
    ["splitter", "there is no splitter"],
  ] as const) {
    const without = { ...deployment, [name]: nothing };
    await expect(governance.readDao(chain, without)).rejects.toThrow(words);
  }
  for (const name of ["store", "collection"] as const) {
    const without = { ...deployment, [name]: nothing };
    await expect(shops.readShop(chain, without)).rejects.toThrow(`the ${name} is missing`);
  }
});

test("a newcomer reads as one, and receives tokens, subscribes and prepays", async () => {
  const { chain } = net;
  const shop = await readShop();
  const before = await shops.readMember(chain, shop, zoe.address);
  await give(GIFT, ...(await membershipAddresses(shop, zoe.address)));
  const member = await shops.readMember(chain, shop, zoe.address);
  expect(member).toEqual(before);
  expect(member).toMatchObject({ opened: false, prepayments: [] });
  expect([...member.purses.values()].map(({ exists }) => exists)).toEqual([false, false]);
  expect(await balance(chain, zoe.address, usdc!)).toBe(0n);

  await receive(zoe, usdc!, 100n * ONE);
  const [plan, token] = [shop.plans[0]!, shops.shopTokenOf(shop, usdc!.mint)!];
  const second = await now(chain);
  const { units } = shops.quoteSubscription(shop, plan, token, undefined, second).value!;
  const mandate = {
    perCharge: units,
    perPeriod: units,
    total: 12n * units,
    expiresAt: second + 365n * 86_400n,
  };
  const consent = shops.consentTo(undefined, units, second);
  const deed = { shop, member, plan, token, user: zoe, consent, mandate };
  await execute(chain, zoe, await shops.subscribe(deed));
  const [sessionKey, amount] = [zoe.address, 2n * ONE];
  const deposit = { shop, token, user: zoe, amount, sessionKey };
  await execute(chain, zoe, await shops.depositCredit(deposit));

  const after = await shops.readMember(chain, shop, zoe.address);
  expect(after.subscription).toMatchObject({ plan: 0, tier: 1, price: 19_900_000n });
  expect(after.mandate).toMatchObject({ perCharge: 19_900_000n, totalLeft: 238_800_000n });
  expect(after.prepayments.map(({ state }) => state.deposited)).toEqual([amount]);
  expect(after.purses.get(usdc!.mint)).toMatchObject({ exists: true, delegated: 238_800_000n });
  expect(await balance(chain, zoe.address, usdc!)).toBe(78_100_000n);
  const { badge, badgeToken } = after;
  expect(shops.badgeFaults(shop, after.subscription!, badge, badgeToken)).toEqual([]);
});

test("a store still does not take a token because of lamports where it would say so", async () => {
  const { store } = net.deployment;
  const [payToken] = await subscriptions.findPayTokenPda({ store, mint: weth!.mint });
  await give(GIFT, payToken);
  expect((await readShop()).tokens.map(({ token }) => token.symbol)).toEqual(["TMAI", "USDC"]);
});

test("who has no lock has none, earns nothing, and locks", async () => {
  const { chain, deployment } = net;
  const { locker } = deployment;
  const lock = await locks.lockAddressOf(locker, zoe.address);
  await give(GIFT, lock, await recordOf(lock));
  expect((await locks.readPosition(chain, locker, zoe.address)).lock).toBeUndefined();
  expect(await governance.findVoice(chain, lock)).toBeNull();
  const income = await sharing.readIncome(chain, deployment);
  const { lock: held, record, dues } = await sharing.readEarnings(chain, income, zoe.address);
  expect([held, record, dues]).toEqual([undefined, undefined, []]);
  expect(await sharing.closeClaimRecord(chain, { deployment, owner: zoe.address })).toEqual([]);

  const amount = 208n * ONE;
  await receive(zoe, tmai!, amount + 1n);
  await execute(chain, zoe, await locks.lock(chain, { locker, owner: zoe, amount, weeks: 52 }));
  expect(await balance(chain, zoe.address, tmai!)).toBe(1n);
  const {
    locker: open,
    now: second,
    lock: made,
  } = await locks.readPosition(chain, locker, zoe.address);
  const endWeek = locks.countingWeek(open, second) + 52;
  expect(made).toMatchObject({ address: lock, amount, endWeek });
  expect(await governance.findVoice(chain, lock)).toMatchObject({ owner: zoe.address, amount });
});

test("a first claim opens the record and the missing account, and pays all that is owed", async () => {
  const { chain, deployment } = net;
  const income = await sharing.readIncome(chain, deployment);
  const { addresses, dues } = await sharing.readEarnings(chain, income, max.address);
  const missing = await tokenAccount(max.address, weth!);
  await give(GIFT, addresses.record, missing);
  expect(await balance(chain, max.address, weth!)).toBe(0n);
  const earnings = await sharing.readEarnings(chain, income, max.address);
  expect(earnings).toMatchObject({ record: undefined, dues });

  const owed = dues.map(({ amount }) => amount);
  expect(owed.every((amount) => amount > 0n)).toBe(true);
  const before = await balances(max.address);
  const transactions = await sharing.claimAll(chain, { deployment, payer: max });
  expect(transactions).toHaveLength(1);
  const [claim] = transactions;
  const told = await effects(chain, max.address, claim!, deployment.tokens);
  expect(told.tokens.map(({ change }) => change)).toEqual(owed);
  await execute(chain, max, claim!);
  const after = await balances(max.address);
  expect(after.map((amount, place) => amount - before[place]!)).toEqual(owed);
  const { record } = await sharing.readEarnings(chain, income, max.address);
  expect(record).toMatchObject({ address: addresses.record, rentPayer: max.address });
});

test("a lock that has not voted has said nothing, and votes", async () => {
  const [{ chain }, dao] = [net, await readDao()];
  const all = await governance.readProposals(chain, dao.address);
  const proposal = all.find(({ number }) => number === 8n)!;
  const lock = await locks.lockAddressOf(dao.lockerAddress, max.address);
  const [vote] = await governor.findVotePda({ proposal: proposal.address, lock });
  await give(GIFT, vote);
  expect(await governance.readVotesOf(chain, proposal, [lock])).toEqual([undefined]);

  const cast = { chain, dao, voter: max, lock, proposal: proposal.address };
  await execute(chain, max, await governance.castVote({ ...cast, choice: "for" }));
  const [recorded] = await governance.readVotesOf(chain, proposal, [lock]);
  const voice = await governance.findVoice(chain, lock);
  expect(recorded).toMatchObject({ address: vote, voter: max.address });
  expect(recorded!.weight).toBe(governance.weightOf(voice!, proposal));
  const { votesFor } = (await governance.findProposal(chain, proposal.address))!;
  expect(votesFor).toBe(proposal.votesFor + recorded!.weight);
});

test("a proposal is made where lamports are, and its transfer opens the account that it misses", async () => {
  const [{ chain }, dao] = [net, await readDao()];
  const nonce = new Uint8Array(8).fill(7);
  const seeds = { governor: dao.address, proposer: max.address, nonce };
  const [address] = await governor.findProposalPda(seeds);
  const to = (await generateKeyPairSigner()).address;
  const destination = await tokenAccount(to, usdc!);
  await give(GIFT, address, destination);
  expect(await governance.findProposal(chain, address)).toBeUndefined();

  const payment = { kind: "transferToken", token: usdc!, to, amount: ONE } as const;
  const draft = { title: "Pay", link: "", actions: [await governance.actionOf(dao, payment)] };
  const lock = await locks.lockAddressOf(dao.lockerAddress, max.address);
  const proposing = { chain, dao, proposer: max, lock, draft, nonce };
  const { proposal: place, steps } = await governance.propose(proposing);
  expect(place).toBe(address);
  for (const transaction of pack(max.address, steps)) await execute(chain, max, transaction);
  const proposal = (await governance.findProposal(chain, address))!;
  expect(proposal).toMatchObject({ number: 11n, title: "Pay", actions: 1 });

  const opening = async () => {
    const run = await governance.executeNext({ chain, dao, payer: max, proposal });
    return run.flat().filter(opensAccount);
  };
  const open = await opening();
  expect(open).toHaveLength(1);
  await execute(chain, max, open);
  expect(await opening()).toEqual([]);
});

test("a vote stays when its lock is closed, and is nobody's", async () => {
  const [{ chain }, dao] = [net, await readDao()];
  const all = await governance.readProposals(chain, dao.address);
  const proposal = all.find(({ number }) => number === 8n)!;
  const before = await governance.readVotes(chain, dao, proposal);
  const [heaviest, ...others] = before;
  expect(before.every(({ owner }) => owner !== undefined)).toBe(true);
  await leaveLamportsOnly(heaviest!.lock);
  expect(await governance.findVoice(chain, heaviest!.lock)).toBeNull();
  expect(await governance.readVotes(chain, dao, proposal)).toEqual([
    { ...heaviest!, owner: undefined },
    ...others,
  ]);
});

const readShop = () => shops.readShop(net.chain, net.deployment);
const readDao = () => governance.readDao(net.chain, net.deployment);

/** A stranger sends so many lamports to each. */
async function give(each: bigint, ...receivers: Address[]): Promise<void> {
  const source = await net.person("Ben");
  const gifts = receivers.map((destination) => [
    getTransferSolInstruction({ source, destination, amount: lamports(each) }),
  ]);
  for (const some of pack(source.address, gifts)) await execute(net.chain, source, some);
}

/** As if an account had been closed, and lamports been sent there since. */
async function leaveLamportsOnly(account: Address): Promise<void> {
  const left = { lamports: Number(GIFT), owner: SYSTEM_PROGRAM_ADDRESS, data: "" };
  const body = { jsonrpc: "2.0", id: 1, method: "surfnet_setAccount", params: [account, left] };
  const response = await fetch(net.deployment.rpc, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(await response.json()).not.toHaveProperty("error");
}

/** Somebody sends tokens, and opens the associated account if it is missing. */
async function receive(owner: KeyPairSigner, token: Token, amount: bigint): Promise<void> {
  const sender = await net.person("Ben");
  const { mint, decimals, program: tokenProgram } = token;
  const destination = await tokenAccount(owner.address, token);
  const source = await tokenAccount(sender.address, token);
  const associated = { payer: sender, ata: destination, owner: owner.address, mint, tokenProgram };
  const transfer = { source, mint, destination, authority: sender, amount, decimals };
  await execute(net.chain, sender, [
    getCreateAssociatedTokenIdempotentInstruction(associated),
    getTransferCheckedInstruction(transfer, { programAddress: tokenProgram }),
  ]);
  expect(await balance(net.chain, owner.address, token)).toBe(amount);
}

/** All that a user can have of a store. */
async function membershipAddresses(shop: shops.Shop, user: Address): Promise<Address[]> {
  const store = shop.address;
  const badge = await badgeAddresses(shop, user);
  const ofTokens = await Promise.all(
    shop.tokens.map(async ({ token }) => {
      const seeds = { store, user, mint: token.mint };
      const [credit] = await subscriptions.findCreditPda(seeds);
      const [vault] = await subscriptions.findVaultPda({ credit });
      const [mandate] = await subscriptions.findMandatePda(seeds);
      return [await tokenAccount(user, token), mandate, credit, vault];
    }),
  );
  return [await subscriptionAddress(shop, user), ...Object.values(badge), ...ofTokens.flat()];
}

async function recordOf(lock: Address): Promise<Address> {
  const [record] = await revenue.findRecordPda({ splitter: net.deployment.splitter, lock });
  return record;
}

function balances(owner: Address): Promise<bigint[]> {
  return Promise.all(net.deployment.tokens.map((token) => balance(net.chain, owner, token)));
}

function opensAccount({ programAddress }: Instruction): boolean {
  return programAddress === ASSOCIATED_TOKEN_PROGRAM_ADDRESS;
}
