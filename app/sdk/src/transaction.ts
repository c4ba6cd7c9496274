import {
  appendTransactionMessageInstructions,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getCompiledTransactionMessageDecoder,
  getSignatureFromTransaction,
  isTransactionMessageWithinSizeLimit,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  isSolanaError,
  SOLANA_ERROR__JSON_RPC__INVALID_PARAMS,
  SOLANA_ERROR__JSON_RPC__METHOD_NOT_FOUND,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_TRANSACTION_SIGNATURE_VERIFICATION_FAILURE,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED,
  SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_ACCOUNT_ADDRESSES,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_INSTRUCTIONS,
  SOLANA_ERROR__TRANSACTION__TOO_MANY_SIGNER_ADDRESSES,
  assertIsSendableTransaction,
  type Address,
  type Base64EncodedWireTransaction,
  type Blockhash,
  type Instruction,
  type Signature,
  type TransactionSigner,
} from "@solana/kit";
import { getSetComputeUnitLimitInstruction } from "@solana-program/compute-budget";
import type { Chain } from "./chain";
import { explainFailure, Refusal, type Explanation } from "./explain";
import { ANSWER_MS, EXPIRED, outcomeOf, type Sent } from "./outcome";
import { inWords } from "./trouble";

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
    .send({ abortSignal: AbortSignal.timeout(ANSWER_MS) });
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
 * took and a quarter more. Throws an {@link UnknownOutcome} when nobody says what came of it; any other error means
 * that nothing has happened.
 */
export async function send(
  chain: Chain,
  payer: TransactionSigner,
  instructions: readonly Instruction[],
  simulated: Pick<Simulation, "units">,
  onSent: (signature: Signature) => void = () => undefined,
): Promise<Signature> {
  const lifetime = await lifetimeOf(chain);
  const message = compose(payer, instructions, withMargin(simulated.units), lifetime);
  const transaction = await signTransactionMessageWithSigners(message);
  assertIsSendableTransaction(transaction);
  const { blockhash, lastValidBlockHeight } = lifetime;
  const { lifetimeToken } = COMPILED.decode(transaction.messageBytes);
  const sent: Sent = {
    signature: getSignatureFromTransaction(transaction),
    wire: getBase64EncodedWireTransaction(transaction),
    // A wallet may have put in a younger blockhash, which lives longer than the one it was given.
    lastValidBlockHeight:
      lifetimeToken === blockhash
        ? lastValidBlockHeight
        : (await lifetimeOf(chain)).lastValidBlockHeight,
  };
  onSent(sent.signature);
  let trouble: unknown;
  try {
    await give(chain, sent.wire);
  } catch (error) {
    const refusal = await refusalUnsent(chain, payer.address, instructions, error);
    if (refusal !== undefined) throw refusal;
    trouble = error;
  }
  // The answer was lost, or the question. The cluster takes the same signature once, however often it is given.
  const giveAgain = () => {
    if (trouble === undefined) return;
    give(chain, sent.wire, { skipPreflight: true }).catch((error: unknown) => (trouble = error));
  };
  return outcomeOf(chain, sent, giveAgain).catch((error: unknown) => {
    throw error instanceof Refusal && error.name === EXPIRED.name && trouble !== undefined
      ? new Refusal({ ...EXPIRED, words: `${EXPIRED.words}. ${inWords(trouble)}` })
      : error;
  });
}

function give(
  { rpc }: Chain,
  wire: Base64EncodedWireTransaction,
  options: { skipPreflight?: boolean } = {},
): Promise<Signature> {
  return rpc
    .sendTransaction(wire, { encoding: "base64", preflightCommitment: "confirmed", ...options })
    .send({ abortSignal: AbortSignal.timeout(ANSWER_MS) });
}

/** Why a node has refused to pass a transaction on; `undefined` where it may have done so. */
async function refusalUnsent(
  chain: Chain,
  payer: Address,
  instructions: readonly Instruction[],
  error: unknown,
): Promise<Error | undefined> {
  if (REFUSED_FOR_ITS_FORM.some((code) => isSolanaError(error, code))) return error as Error;
  if (
    isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR) &&
    SENDS_NOTHING.includes(error.context.statusCode)
  ) {
    return error;
  }
  if (!isSolanaError(error, REFUSED_BEFORE_SENDING)) return undefined;
  if (isSolanaError(error.cause, SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED)) {
    return undefined;
  }
  // A simulation has a blockhash of its own, and so does not show that one is too old.
  if (isSolanaError(error.cause, SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND)) {
    return new Refusal(explainFailure("BlockhashNotFound", []));
  }
  const { refusal } = await simulate(chain, payer, instructions).catch(() => ({
    refusal: undefined,
  }));
  return new Refusal(refusal ?? WAS_REFUSED);
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

const REFUSED_BEFORE_SENDING =
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE;

/** Nothing is taken that these are said of. */
const REFUSED_FOR_ITS_FORM = [
  SOLANA_ERROR__JSON_RPC__METHOD_NOT_FOUND,
  SOLANA_ERROR__JSON_RPC__INVALID_PARAMS,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_TRANSACTION_SIGNATURE_VERIFICATION_FAILURE,
] as const;

/** The HTTP status of an endpoint that does not send for this visitor, or for nobody. */
const SENDS_NOTHING = [401, 403, 404, 405];

const WAS_REFUSED: Explanation = {
  name: "RefusedBefore",
  words: "The cluster refused it for what has passed since: nothing has happened, try again",
};

const COMPILED = getCompiledTransactionMessageDecoder();

type Lifetime = Readonly<{ blockhash: Blockhash; lastValidBlockHeight: bigint }>;

async function lifetimeOf({ rpc }: Chain): Promise<Lifetime> {
  const { value } = await rpc
    .getLatestBlockhash({ commitment: "confirmed" })
    .send({ abortSignal: AbortSignal.timeout(ANSWER_MS) });
  return value;
}

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
