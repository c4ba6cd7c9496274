import {
  appendTransactionMessageInstructions,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  isTransactionMessageWithinSizeLimit,
  pipe,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  isSolanaError,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_ACCOUNT_ADDRESSES,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_INSTRUCTIONS,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_SIGNER_ADDRESSES,
  assertIsTransactionWithBlockhashLifetime,
  assertIsSendableTransaction,
  type Address,
  type Blockhash,
  type Instruction,
  type Signature,
  type TransactionSigner,
} from "@solana/kit";
import { getSetComputeUnitLimitInstruction } from "@solana-program/compute-budget";
import type { Chain } from "./chain";
import { explainFailure, type Explanation } from "./explain";

/** A transaction was refused, or would be; nothing of it happened. */
export class Refusal extends Error {
  constructor(readonly explanation: Explanation) {
    super(explanation.words);
    this.name = explanation.name;
  }
}

/** What a transaction would do now. */
export type Simulation = {
  units: number;
  logs: readonly string[];
  /** What the last program returned, if one did. */
  returned: Uint8Array | undefined;
  /** The accounts watched, as they would be after it; `undefined` for one that would not exist. */
  after: ReadonlyMap<Address, { lamports: bigint; data: Uint8Array } | undefined>;
  /** Why it would be refused. */
  refusal: Explanation | undefined;
};

/** The most that a transaction may ask for. */
const MOST_UNITS = 1_400_000;

/** Runs a transaction on the cluster without signatures, and without anything coming of it. */
export async function simulate(
  { rpc }: Chain,
  payer: Address,
  instructions: readonly Instruction[],
  watched: readonly Address[] = [],
): Promise<Simulation> {
  const message = compose(createNoopSigner(payer), instructions, MOST_UNITS, NO_LIFETIME);
  const wire = getBase64EncodedWireTransaction(compileTransaction(message));
  const { value } = await rpc
    .simulateTransaction(wire, {
      accounts: { addresses: [...watched], encoding: "base64" },
      commitment: "confirmed",
      encoding: "base64",
      replaceRecentBlockhash: true,
      sigVerify: false,
    })
    .send();
  const logs = value.logs ?? [];
  const data = value.returnData?.data[0];
  return {
    units: Number(value.unitsConsumed ?? 0),
    logs,
    returned: data === undefined ? undefined : bytesOf(data),
    after: new Map(
      watched.map((address, index) => {
        const account = value.accounts?.[index];
        return [
          address,
          account ? { lamports: account.lamports, data: bytesOf(account.data[0]) } : undefined,
        ];
      }),
    ),
    refusal: value.err === null ? undefined : explainFailure(value.err, logs),
  };
}

/**
 * Signs, sends, and waits until the cluster has confirmed it. The units asked for are those that a simulation
 * took and a quarter more. Throws a {@link Refusal} when the chain refuses it.
 */
export async function send(
  chain: Chain,
  payer: TransactionSigner,
  instructions: readonly Instruction[],
  simulated: Pick<Simulation, "units">,
  onSent: (signature: Signature) => void = () => undefined,
): Promise<Signature> {
  const { value: lifetime } = await chain.rpc
    .getLatestBlockhash({ commitment: "confirmed" })
    .send();
  const message = compose(payer, instructions, withMargin(simulated.units), lifetime);
  const transaction = await signTransactionMessageWithSigners(message);
  assertIsTransactionWithBlockhashLifetime(transaction);
  assertIsSendableTransaction(transaction);
  const signature = getSignatureFromTransaction(transaction);
  onSent(signature);
  const confirm = sendAndConfirmTransactionFactory({
    rpc: chain.rpc,
    rpcSubscriptions: chain.subscriptions,
  });
  try {
    await confirm(transaction, { commitment: "confirmed" });
  } catch (error) {
    const explanation = isSolanaError(error, REFUSED_BEFORE_SENDING)
      ? (await simulate(chain, payer.address, instructions)).refusal
      : await refusalOnChain(chain, signature);
    throw explanation === undefined ? error : new Refusal(explanation);
  }
  return signature;
}

const REFUSED_BEFORE_SENDING =
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE;

/** Why a transaction that arrived was refused after all: something came before it. */
async function refusalOnChain(
  { rpc }: Chain,
  signature: Signature,
): Promise<Explanation | undefined> {
  const found = await rpc
    .getTransaction(signature, {
      commitment: "confirmed",
      encoding: "base64",
      maxSupportedTransactionVersion: 0,
    })
    .send()
    .catch(() => null);
  const meta = found?.meta;
  return meta?.err ? explainFailure(meta.err, meta.logMessages ?? []) : undefined;
}

/** Simulates, and sends what would succeed. */
export async function execute(
  chain: Chain,
  payer: TransactionSigner,
  instructions: readonly Instruction[],
): Promise<Signature> {
  const simulation = await simulate(chain, payer.address, instructions);
  if (simulation.refusal !== undefined) throw new Refusal(simulation.refusal);
  return send(chain, payer, instructions, simulation);
}

/** Puts steps, each of which has to stay whole, into as few transactions as hold them in their order. */
export function pack(payer: Address, steps: readonly (readonly Instruction[])[]): Instruction[][] {
  const transactions: Instruction[][] = [];
  for (const step of steps) {
    const last = transactions.at(-1);
    if (last !== undefined && fits(payer, [...last, ...step])) last.push(...step);
    else transactions.push([...step]);
  }
  return transactions;
}

/** Whether a transaction can hold these instructions: in bytes, in accounts and in number. */
export function fits(payer: Address, instructions: readonly Instruction[]): boolean {
  const message = compose(createNoopSigner(payer), instructions, MOST_UNITS, NO_LIFETIME);
  try {
    return isTransactionMessageWithinSizeLimit(message);
  } catch (error) {
    if (TOO_MANY.some((code) => isSolanaError(error, code))) return false;
    throw error;
  }
}

const TOO_MANY = [
  SOLANA_ERROR__TRANSACTION__TOO_MANY_ACCOUNT_ADDRESSES,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_INSTRUCTIONS,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_SIGNER_ADDRESSES,
] as const;

type Lifetime = Readonly<{ blockhash: Blockhash; lastValidBlockHeight: bigint }>;

/** Of the right length, for what is never sent. */
const NO_LIFETIME: Lifetime = {
  blockhash: "11111111111111111111111111111111" as Blockhash,
  lastValidBlockHeight: 0n,
};

function compose(
  payer: TransactionSigner,
  instructions: readonly Instruction[],
  units: number,
  lifetime: Lifetime,
) {
  return pipe(
    createTransactionMessage({ version: 0 }),
    (message) => setTransactionMessageFeePayerSigner(payer, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    (message) =>
      appendTransactionMessageInstructions(
        [getSetComputeUnitLimitInstruction({ units }), ...instructions],
        message,
      ),
  );
}

function withMargin(units: number): number {
  return Math.min(MOST_UNITS, Math.ceil(units * 1.25) + 1_000);
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
