import {
  isSolanaError,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
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
  if (isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY)) {
    return "The RPC endpoint is behind the cluster: try again, or choose another endpoint";
  }
  if (isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR)) {
    const { statusCode } = error.context;
    return statusCode === 429
      ? "The RPC endpoint has had too many questions: wait a moment, or choose another endpoint"
      : `The RPC endpoint answered with HTTP status ${statusCode}`;
  }
  if (error instanceof SolanaError) {
    const { __code, __serverMessage } = error.context as {
      __code: number;
      __serverMessage?: string;
    };
    return `The cluster could not answer: ${__serverMessage ?? `error ${__code} of its client`}`;
  }
  if (error.name === "TimeoutError") return "The RPC endpoint does not answer";
  // What fetch throws in every browser and in Node when nobody answers.
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
    ? "The RPC endpoint cannot be reached"
    : undefined;
}
