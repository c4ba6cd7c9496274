import { generateKeyPairSigner, type Address, type KeyPairSigner } from "@solana/kit";
import { fetchToken } from "@solana-program/token";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  balance,
  execute,
  governance,
  governor,
  locker,
  now,
  pack,
  revenue,
  simulate,
  tokenAccount,
  type Token,
} from "../../src";
import { Localnet } from "./localnet";

const DAY = 86_400n;

let net: Localnet;
let usdc: Token;

beforeAll(async () => {
  net = await Localnet.start();
  usdc = net.deployment.tokens.find(({ symbol }) => symbol === "USDC")!;
});
afterAll(() => net.stop());

const dao = () => governance.readDao(net.chain, net.deployment);
const proposals = async () => governance.readProposals(net.chain, net.deployment.governor);

async function numbered(number: bigint) {
  const found = (await proposals()).find((proposal) => proposal.number === number);
  if (found === undefined) throw new Error(`there is no proposal ${number}`);
  return found;
}

async function lockOf({ address: owner }: { address: Address }) {
  const [voice] = await governance.readVoices(net.chain, await dao(), owner);
  if (voice === undefined) throw new Error(`${owner} has no lock`);
  return voice;
}

async function vote(who: KeyPairSigner, number: bigint, choice: governance.Choice) {
  const [{ address: lock }, { address: proposal }] = [await lockOf(who), await numbered(number)];
  const { chain } = net;
  await execute(
    chain,
    who,
    await governance.castVote({ chain, dao: await dao(), voter: who, lock, proposal, choice }),
  );
}

async function propose(who: KeyPairSigner, title: string, ...templates: governance.Template[]) {
  const [read, { address: lock }] = [await dao(), await lockOf(who)];
  const actions = await Promise.all(templates.map((each) => governance.actionOf(read, each)));
  const draft = { title, link: "https://forum.example.com/t/1", actions };
  const { chain } = net;
  const { proposal, steps } = await governance.propose({
    chain,
    dao: read,
    proposer: who,
    lock,
    draft,
  });
  for (const transaction of pack(who.address, steps)) await execute(chain, who, transaction);
  return (await governance.findProposal(chain, proposal))!;
}

describe("reading", () => {
  test("every proposal stands where the program says it stands", async () => {
    const [second, all, nora] = [await now(net.chain), await proposals(), await net.person("Nora")];
    expect(all.map(({ number }) => number)).toEqual([10n, 9n, 8n, 7n, 6n, 5n, 4n, 3n, 2n, 1n]);
    expect(all.map((proposal) => governance.stateAt(proposal, second)).reverse()).toEqual([
      "executed",
      "expired",
      "defeated",
      "cancelled",
      "vetoed",
      "succeeded",
      "queued",
      "active",
      "active",
      "pending",
    ]);
    for (const proposal of all) {
      const view = governor.getProposalStateInstruction({ proposal: proposal.address });
      const { returned } = await simulate(net.chain, nora.address, [view]);
      expect(PROGRAM_STATES[returned![0]!]).toBe(governance.stateAt(proposal, second));
    }
  });

  test("title, link and actions stand behind a proposal's fields", async () => {
    const [read, { title, link, steps }] = [await dao(), await numbered(8n)];
    expect(title).toBe("Pay 8,000 USDC for the audit");
    expect(link).toBe("https://forum.example.com/t/pay-8-000-usdc-for-the-audit");
    const [transfer] = await governance.explainActions(read, steps!);
    const ben = await net.person("Ben");
    expect(transfer).toMatchObject({ headline: "Transfers 8,000 USDC", known: true });
    expect(transfer!.accounts).toContainEqual({
      name: "which belongs to",
      words: ben.address,
      address: ben.address,
    });
  });

  test("what an action would change is shown beside what is", async () => {
    const [read, { steps }] = [await dao(), await numbered(9n)];
    const [update] = await governance.explainActions(read, steps!);
    const penalty = update!.values.find(({ name }) => name === "params.penalty_bps");
    expect(penalty).toEqual({ name: "params.penalty_bps", words: "40 %", now: "50 %" });
  });

  test("the treasury is told to accept, to resume and to name who may pause", async () => {
    const read = await dao();
    const of = async (template: governance.Template) => {
      const [words] = await governance.explainActions(read, [
        await governance.actionOf(read, template),
      ]);
      return [words!.called, words!.values.map(({ now }) => now), words!.accounts[0]!.address];
    };
    const pauser = governance.NOBODY;
    const operator = (await net.person("Operator")).address;
    for (const [ruled, program, account] of [
      ["locker", "locker", net.deployment.locker],
      ["revenue", "revenue", net.deployment.splitter],
      ["store", "subscriptions", net.deployment.store],
    ] as const) {
      const accept = await of({ kind: "acceptAuthority", of: ruled });
      expect(accept).toEqual([`${program} accept_authority`, [], account]);
      const resume = await of({ kind: "resume", of: ruled });
      expect(resume).toEqual([`${program} resume`, [], account]);
      const set = await of({ kind: "setPauser", of: ruled, pauser });
      const offer = await of({ kind: "proposeAuthority", of: ruled, proposed: operator });
      expect(offer).toEqual([`${program} propose_authority`, [undefined], account]);
      // What a store's is now is not read here.
      const now = ruled === "store" ? undefined : operator;
      expect(set).toEqual([`${program} set_pauser`, [now], account]);
    }
  });

  test("a lock's weight is what the program counted", async () => {
    let compared = 0;
    for (const number of [8n, 9n]) {
      const proposal = await numbered(number);
      for (const recorded of await governance.readVotes(net.chain, await dao(), proposal)) {
        const { data: lock } = await locker.fetchLock(net.chain.rpc, recorded.lock);
        expect(governance.weightOf(lock, proposal)).toBe(recorded.weight);
        compared += 1;
      }
    }
    expect(compared).toBe(4);
  });

  test("a delegate speaks for two locks, a newcomer for none", async () => {
    const [ben, ada, nora] = await Promise.all(["Ben", "Ada", "Nora"].map((n) => net.person(n)));
    const voices = await governance.readVoices(net.chain, await dao(), ben!.address);
    expect(voices.map(({ owner }) => owner)).toEqual([ben!.address, ada!.address]);
    expect(await governance.readVoices(net.chain, await dao(), nora!.address)).toEqual([]);
  });

  test("the treasury's holdings are those of its token accounts", async () => {
    const read = await dao();
    const holdings = await governance.readHoldings(net.chain, read.treasury);
    for (const token of net.deployment.tokens) {
      const held = holdings.find(({ mint }) => mint === token.mint);
      expect(held?.amount).toBe(await balance(net.chain, read.treasury, token));
    }
    const { value: lamports } = await net.chain.rpc.getBalance(read.treasury).send();
    expect(read.treasurySol).toBe(lamports);
  });
});

describe("stopping", () => {
  test("a proposer cancels, and nobody else while the power is there", async () => {
    const { chain } = net;
    const [max, nora] = [await net.person("Max"), await net.person("Nora")];
    const proposal = await propose(max, "Sleep on it", { kind: "acceptAuthority", of: "locker" });
    const voice = await governance.findVoice(chain, proposal.lock);
    expect(governance.mayCancel(proposal, voice, nora.address)).toBe(false);
    expect(governance.mayCancel(proposal, voice, max.address)).toBe(true);
    const by = async (signer: KeyPairSigner) =>
      governance.cancel({ dao: await dao(), signer, proposal });
    await expect(execute(chain, nora, await by(nora))).rejects.toThrow("still has the power");
    await execute(chain, max, await by(max));
    const after = await governance.findProposal(chain, proposal.address);
    expect(governance.stateAt(after!, await now(chain))).toBe("cancelled");
  });

  test("only the council vetoes", async () => {
    const { chain } = net;
    const [max, council] = [await net.person("Max"), await net.person("Council")];
    const { address: proposal } = await propose(max, "Stop me", {
      kind: "acceptAuthority",
      of: "revenue",
    });
    const by = async (signer: KeyPairSigner) =>
      governance.veto({ dao: await dao(), council: signer, proposal });
    await expect(execute(chain, max, await by(max))).rejects.toThrow("not the council");
    await execute(chain, council, await by(council));
    const after = await governance.findProposal(chain, proposal);
    expect(governance.stateAt(after!, await now(chain))).toBe("vetoed");
  });
});

describe("flows", () => {
  test("a vote is counted with its weight, and moved when it is changed", async () => {
    const max = await net.person("Max");
    const before = await numbered(8n);
    const weight = governance.weightOf(await lockOf(max), before);
    expect(weight).toBeGreaterThan(0n);
    await vote(max, 8n, "for");
    const voted = await numbered(8n);
    expect(voted.votesFor).toBe(before.votesFor + weight);
    expect(voted.votesAgainst).toBe(before.votesAgainst);
    await vote(max, 8n, "against");
    const changed = await numbered(8n);
    expect(changed.votesFor).toBe(before.votesFor);
    expect(changed.votesAgainst).toBe(before.votesAgainst + weight);
    const [recorded] = await governance.readVotesOf(net.chain, changed, [
      (await lockOf(max)).address,
    ]);
    expect(governance.choiceOf(recorded!)).toBe("against");
  });

  test("who does not speak for a lock is refused in words", async () => {
    const [nora, max] = [await net.person("Nora"), await net.person("Max")];
    const { chain } = net;
    const cast = await governance.castVote({
      chain,
      dao: await dao(),
      voter: nora,
      lock: (await lockOf(max)).address,
      proposal: (await numbered(8n)).address,
      choice: "for",
    });
    await expect(execute(chain, nora, cast)).rejects.toThrow(
      "The signer is neither the lock's owner nor its delegate",
    );
  });

  test("a proposal that passed is executed action by action, and its rent is given back", async () => {
    const { chain } = net;
    const [ben, ada, fay] = await Promise.all(["Ben", "Ada", "Fay"].map((n) => net.person(n)));
    const receiver = (await generateKeyPairSigner()).address;
    const title = "Pay, and limit what follows";
    const proposed = await propose(
      ben!,
      title,
      { kind: "transferToken", token: usdc, to: receiver, amount: 1_500_001n },
      { kind: "transferSol", to: receiver, lamports: 2_000_000_001n },
      { kind: "setOutflowLimit", mint: usdc.mint, limit: 10_000_000n },
      { kind: "updateGovernor", timelock: 3 * 86_400 },
      { kind: "setCouncil", council: governance.NOBODY },
    );
    const { number } = proposed;
    expect(proposed).toMatchObject({ title, actions: 5, actionsRun: 0 });
    await expect(
      governance.propose({
        chain,
        dao: await dao(),
        proposer: ben!,
        lock: proposed.lock,
        draft: { title, link: proposed.link, actions: proposed.steps! },
      }),
    ).rejects.toThrow(`proposed already, as number ${number}`);

    const tooEarly = await governance.executeNext({
      chain,
      dao: await dao(),
      payer: fay!,
      proposal: proposed,
    });
    await expect(execute(chain, fay!, tooEarly.flat())).rejects.toThrow(
      "The proposal did not succeed",
    );
    await net.travel(DAY + 60n);
    for (const who of [ben!, ada!, fay!]) await vote(who, number, "for");
    await net.travel(6n * DAY);
    expect(governance.stateAt(await numbered(number), await now(chain))).toBe("succeeded");

    const payer = fay!;
    const first = await governance.executeNext({
      chain,
      dao: await dao(),
      payer,
      proposal: await numbered(number),
    });
    for (const transaction of pack(payer.address, first)) await execute(chain, payer, transaction);
    expect(await balance(chain, receiver, usdc)).toBe(1_500_001n);
    expect((await numbered(number)).actionsRun).toBe(1);
    const rest = await governance.executeRest({
      chain,
      dao: await dao(),
      payer,
      proposal: await numbered(number),
    });
    for (const transaction of pack(payer.address, rest)) await execute(chain, payer, transaction);
    const { value: lamports } = await chain.rpc
      .getBalance(receiver, { commitment: "confirmed" })
      .send();
    expect(lamports).toBe(2_000_000_001n);
    const after = await dao();
    expect(after.governor).toMatchObject({ timelock: 259_200, council: governance.NOBODY });
    const week = Number((await now(chain)) / 604_800n);
    expect(governance.limitsIn(after.governor, week)).toEqual([
      { mint: usdc.mint, limit: 10_000_000n, spent: 0n, left: 10_000_000n, next: undefined },
    ]);
    expect(governance.stateAt(await numbered(number), await now(chain))).toBe("executed");

    const early = governance.closeProposal({ signer: payer, proposal: await numbered(number) });
    await expect(execute(chain, payer, [early])).rejects.toThrow("still open");
    await net.travel(7n * DAY);
    const votes = await governance.readVotes(chain, after, await numbered(number));
    expect(await governance.readVotes(chain, after, { ...proposed, number: number + 1n })).toEqual(
      [],
    );
    expect(votes).toHaveLength(3);
    const closing = [
      ...votes.map(governance.closeVote),
      governance.closeProposal({ signer: payer, proposal: await numbered(number) }),
    ];
    const rent = async (owner: Address) =>
      (await chain.rpc.getBalance(owner, { commitment: "confirmed" }).send()).value;
    const held = await rent(ben!.address);
    const freed = await Promise.all(
      [proposed.address, votes.find((v) => v.voter === ben!.address)!.address].map(rent),
    );
    await execute(chain, payer, closing);
    expect(await rent(ben!.address)).toBe(held + freed[0]! + freed[1]!);
    expect(await governance.findProposal(chain, proposed.address)).toBeUndefined();
  });

  test("the treasury names who receives its share, and offers what it rules", async () => {
    const { chain, deployment } = net;
    const [ben, ada, fay] = await Promise.all(["Ben", "Ada", "Fay"].map((n) => net.person(n)));
    const receiver = (await generateKeyPairSigner()).address;
    const to = deployment.splitter;
    for (const kind of ["setPoolTreasury", "createPool"] as const)
      await expect(governance.actionOf(await dao(), { kind, token: usdc, to })).rejects.toThrow(
        "The splitter cannot receive",
      );
    const offer = { kind: "proposeAuthority", of: "revenue" } as const;
    await expect(
      governance.actionOf(await dao(), { ...offer, proposed: governance.NOBODY }),
    ).rejects.toThrow("zero address");

    const { number, steps } = await propose(
      ben!,
      "A new receiver",
      { kind: "setPoolTreasury", token: usdc, to: receiver },
      { ...offer, proposed: fay!.address },
    );
    const [set] = await governance.explainActions(await dao(), steps!);
    expect(set!.called).toBe("revenue set_treasury");
    expect(set!.accounts).toContainEqual({
      name: "which belongs to",
      words: receiver,
      address: receiver,
    });
    await net.travel(DAY + 60n);
    for (const who of [ben!, ada!, fay!]) await vote(who, number, "for");
    await net.travel(8n * DAY);
    const payer = fay!;
    const rest = await governance.executeRest({
      chain,
      dao: await dao(),
      payer,
      proposal: await numbered(number),
    });
    for (const transaction of pack(payer.address, rest)) await execute(chain, payer, transaction);

    const [pool] = await revenue.findPoolPda({ splitter: to, mint: usdc.mint });
    const { data } = await revenue.fetchPool(chain.rpc, pool, { commitment: "confirmed" });
    const account = await tokenAccount(receiver, usdc);
    expect(data.treasury).toBe(account);
    // Whoever executed it has made the account.
    const made = await fetchToken(chain.rpc, account, { commitment: "confirmed" });
    expect(made.data).toMatchObject({ owner: receiver, mint: usdc.mint, amount: 0n });
    const { splitter } = await dao();
    expect(splitter.authority).toBe((await dao()).treasury);
    expect(splitter.proposedAuthority).toBe(fay!.address);
  });
});

/** By the numbers of the program's view. */
const PROGRAM_STATES: readonly (governance.ProposalState | undefined)[] = [
  "draft",
  "pending",
  "active",
  "defeated",
  "queued",
  "succeeded",
  "executed",
  "expired",
  "cancelled",
  "vetoed",
];
