import {
  isSolanaError,
  SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_CONNECTION_CLOSED,
  SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_FAILED_TO_CONNECT,
  SolanaError,
} from "@solana/kit";

/**
 * An error in words: those of the program, the wallet or the form that refused, or what went wrong on the way to the
 * cluster, which the kit tells as a number alone once a page is built for use.
 */
export function inWords(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const words = ofTheWay(cause);
    if (words !== undefined) return words;
  }
  return error instanceof Error ? error.message : String(error);
}

function ofTheWay(error: Error): string | undefined {
  if (isSolanaError(error, SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED)) {
    return "The cluster has not taken the transaction in time: nothing has happened, and you can try again";
  }
  if (isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY)) {
    return "The RPC endpoint is behind the cluster: try again, or choose another endpoint";
  }
  if (isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR)) {
    const { statusCode } = error.context;
    return statusCode === 429
      ? "The RPC endpoint has had too many questions: wait a moment, or choose another endpoint"
      : `The RPC endpoint answered with HTTP status ${statusCode}`;
  }
  if (
    isSolanaError(error, SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_CONNECTION_CLOSED) ||
    isSolanaError(error, SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_FAILED_TO_CONNECT)
  ) {
    return "The WebSocket endpoint cannot be reached: whether a transaction is confirmed is not known";
  }
  if (error instanceof SolanaError) {
    const { __code, __serverMessage } = error.context as {
      __code: number;
      __serverMessage?: string;
    };
    return `The cluster could not answer: ${__serverMessage ?? `error ${__code} of its client`}`;
  }
  // What fetch throws in every browser and in Node when nobody answers.
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
    ? "The RPC endpoint cannot be reached"
    : undefined;
}
