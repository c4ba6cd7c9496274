import {
  createDefaultRpcTransport,
  createSolanaRpcFromTransport,
  generateKeyPairSigner,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SolanaError,
  type RpcTransport,
  type Signature,
} from "@solana/kit";
import { getTransferCheckedInstruction } from "@solana-program/token";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import {
  balance,
  inWords,
  outcomeOf,
  Refusal,
  send,
  simulate,
  tokenAccount,
  UnknownOutcome,
  type Chain,
  type Token,
} from "../../src";
import { Localnet, sleep } from "./localnet";

let net: Localnet;
let token: Token;
beforeAll(async () => {
  net = await Localnet.start();
  token = net.deployment.tokens[0]!;
});
afterAll(() => net.stop());

let held: bigint;
/** Another one each time: the same transaction within the same slot is one. */
let amount = 1_234_567n;
beforeEach(async () => {
  held = await heldByNora();
  amount += 1n;
});
afterEach(() => {
  vi.useRealTimers();
});

const heldByNora = async () => balance(net.chain, (await net.person("Nora")).address, token);

type Call = {
  method: string;
  config: Readonly<Record<string, unknown>> | undefined;
  /** Asks the chain, with these changes to the configuration. */
  pass: (changes?: object) => Promise<unknown>;
};
type Answer = { result: unknown };

/** The chain, by a way to it that treats calls as it is told. Nothing can subscribe to anything. */
function by(treat: (call: Call) => Promise<unknown>): Chain {
  const transport = createDefaultRpcTransport({ url: net.deployment.rpc });
  const way = (async (request: Parameters<RpcTransport>[0]) => {
    const payload = request.payload as { method: string; params: [unknown, Call["config"]?] };
    const [subject, config] = payload.params;
    const pass = (changes?: object) =>
      transport(
        changes === undefined
          ? request
          : { ...request, payload: { ...payload, params: [subject, { ...config, ...changes }] } },
      );
    return treat({ method: payload.method, config, pass });
  }) as RpcTransport;
  return { ...net.chain, rpc: createSolanaRpcFromTransport(way) };
}

const lost = (): never => {
  throw new TypeError("fetch failed");
};

/** Max sends Nora some tokens, and no simulation says beforehand what will come of it. */
async function pay(chain: Chain, units = amount) {
  const authority = await net.person("Max");
  const nora = await net.person("Nora");
  const source = await tokenAccount(authority.address, token);
  const destination = await tokenAccount(nora.address, token);
  const { decimals, mint, program: programAddress } = token;
  const transfer = (amount: bigint) =>
    getTransferCheckedInstruction(
      { source, destination, authority, mint, amount, decimals },
      { programAddress },
    );
  const told = await simulate(net.chain, authority.address, [transfer(1n)]);
  return send(chain, authority, [transfer(units)], told);
}

const statusOf = async (signature: Signature) =>
  (await net.chain.rpc.getSignatureStatuses([signature]).send()).value[0];

test("the answer to the sending is lost: it has happened once, and is confirmed", async () => {
  let given = 0;
  const chain = by(async ({ method, pass }) => {
    if (method !== "sendTransaction") return pass();
    given += 1;
    await pass().catch(() => undefined);
    return lost();
  });
  expect(await statusOf(await pay(chain))).toMatchObject({ err: null });
  expect(given).toBeGreaterThanOrEqual(1);
  expect(await heldByNora()).toBe(held + amount);
});

test("the sending itself is lost: the same is given again, and happens once", async () => {
  let given = 0;
  const chain = by(({ method, pass }) => {
    if (method !== "sendTransaction") return pass();
    given += 1;
    return given === 1 ? lost() : pass();
  });
  expect(await statusOf(await pay(chain))).toMatchObject({ err: null });
  expect(given).toBeGreaterThanOrEqual(2);
  expect(await heldByNora()).toBe(held + amount);
});

test("what the cluster did not take in time has not happened, and is said to", async () => {
  const chain = by(async ({ method, pass }) => {
    if (method === "sendTransaction") return lost();
    if (method !== "getLatestBlockhash") return pass();
    const answer = (await pass()) as { result: { value: object } };
    const value = { ...answer.result.value, lastValidBlockHeight: 1n };
    return { ...answer, result: { ...answer.result, value } };
  });
  const expired = pay(chain);
  await expect(expired).rejects.toThrow(Refusal);
  await expect(expired).rejects.toThrow(
    "nothing has happened, and you can try again. The RPC endpoint cannot be reached",
  );
  expect(await heldByNora()).toBe(held);
});

test("an endpoint that does not send is told of at once", async () => {
  const http = { headers: new Headers(), message: "Forbidden", statusCode: 403 };
  const chain = by(({ method, pass }) => {
    if (method !== "sendTransaction") return pass();
    throw new SolanaError(SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR, http);
  });
  const began = Date.now();
  const refused = await pay(chain).catch((error: unknown) => error);
  expect(inWords(refused)).toBe("The RPC endpoint answered with HTTP status 403");
  expect(Date.now() - began).toBeLessThan(20_000);
  expect(await heldByNora()).toBe(held);
});

/** The chain as one finds it long after it has taken the payment, seen by a node with these statuses. */
function late(see: (answer: Answer, searches: boolean) => Answer): Chain {
  return by(async ({ method, config, pass }) => {
    const answer = (await pass()) as Answer;
    switch (method) {
      case "sendTransaction":
        while (!(await statusOf(answer.result as Signature))) await sleep(50);
        return answer;
      case "getEpochInfo":
        return { ...answer, result: { ...(answer.result as object), blockHeight: 1_000_000_000n } };
      case "getSignatureStatuses":
        return see(answer, config?.searchTransactionHistory === true);
      default:
        return answer;
    }
  });
}

test("what was taken in time has happened, however late one asks", async () => {
  const forgetful = ({ result, ...rest }: Answer, searches: boolean) => ({
    ...rest,
    result: searches ? result : { ...(result as object), value: [null] },
  });
  expect(await statusOf(await pay(late(forgetful)))).toMatchObject({ err: null });
  expect(await heldByNora()).toBe(held + amount);
});

test("a node that lags behind does not say that something has not happened", async () => {
  let asked = 0;
  const lagging = ({ result, ...rest }: Answer) => {
    asked += 1;
    const behind = { context: { slot: 0n }, value: [null] };
    return { ...rest, result: asked < 4 ? behind : result };
  };
  expect(await statusOf(await pay(late(lagging)))).toMatchObject({ err: null });
  expect(asked).toBe(4);
  expect(await heldByNora()).toBe(held + amount);
});

test("a blockhash that grew too old in the wallet is told in words, and nothing is sent", async () => {
  const old = (await generateKeyPairSigner()).address;
  const chain = by(async ({ method, pass }) => {
    const answer = await pass();
    if (method !== "getLatestBlockhash") return answer;
    const { result, ...rest } = answer as { result: { value: object } };
    return { ...rest, result: { ...result, value: { ...result.value, blockhash: old } } };
  });
  const stale = pay(chain);
  await expect(stale).rejects.toThrow(Refusal);
  await expect(stale).rejects.toThrow("The transaction has waited too long: try again");
  expect(await heldByNora()).toBe(held);
});

test("a failure on the chain is told in the token program's words", async () => {
  const chain = by(({ method, pass }) =>
    method === "sendTransaction" ? pass({ skipPreflight: true }) : pass(),
  );
  const max = await net.person("Max");
  const failed = pay(chain, (await balance(net.chain, max.address, token)) + 1n);
  await expect(failed).rejects.toThrow(Refusal);
  await expect(failed).rejects.toThrow("The token account holds fewer tokens than that");
  expect(await heldByNora()).toBe(held);
});

test("when nobody answers it is not known what came of it, until somebody does", async () => {
  let isSilent = false;
  const chain = by(async ({ method, pass }) => {
    if (isSilent) {
      vi.setSystemTime(Date.now() + 31_000);
      return lost();
    }
    isSilent = method === "sendTransaction";
    return pass();
  });
  vi.useFakeTimers({ toFake: ["Date"] });
  const error: unknown = await pay(chain).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UnknownOutcome);
  const unknown = error as UnknownOutcome;
  expect(unknown.message).toBe(
    "The RPC endpoint cannot be reached: whether the transaction has happened is not known",
  );
  isSilent = false;
  expect(await outcomeOf(chain, unknown.sent)).toBe(unknown.sent.signature);
  expect(await heldByNora()).toBe(held + amount);
});
