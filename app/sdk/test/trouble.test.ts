import {
  SolanaError,
  SOLANA_ERROR__JSON_RPC__INTERNAL_ERROR,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
} from "@solana/kit";
import { expect, test } from "vitest";
import { connect, inWords, now } from "../src";

const http = (statusCode: number) =>
  new SolanaError(SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR, {
    headers: new Headers(),
    message: "",
    statusCode,
  });

test.each([
  [
    "behind the cluster",
    new SolanaError(SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY, {
      numSlotsBehind: 3,
    }),
  ],
  ["too many questions", http(429)],
  ["HTTP status 502", http(502)],
  [
    "could not answer: on strike",
    new SolanaError(SOLANA_ERROR__JSON_RPC__INTERNAL_ERROR, {
      __serverMessage: "on strike",
    }),
  ],
  ["User rejected the request", new Error("User rejected the request")],
  ["just words", "just words"],
  ["does not answer", new DOMException("signal timed out", "TimeoutError")],
])("what goes wrong is told: %s", (words, error) => {
  expect(inWords(error)).toContain(words);
  expect(inWords(new Error("outer", { cause: error }))).toContain(
    error instanceof SolanaError || error instanceof DOMException ? words : "outer",
  );
});

test("an endpoint that nobody listens at cannot be reached", async () => {
  const chain = connect({ rpc: "http://127.0.0.1:9" });
  const error: unknown = await now(chain).catch((caught: unknown) => caught);
  expect(inWords(error)).toBe("The RPC endpoint cannot be reached");
});
