import { address, isAddress, type Address } from "@solana/kit";

const CLUSTERS = ["localnet", "devnet", "testnet", "mainnet-beta"] as const;

export type Cluster = (typeof CLUSTERS)[number];

export type Token = {
  mint: Address;
  symbol: string;
  name: string;
  decimals: number;
  /** The token program that the mint belongs to. */
  program: Address;
};

/** Whose key a local network gives away, for trying things. */
export type Person = {
  name: string;
  about: string;
  address: Address;
  /** The keypair: the private key's 32 bytes, then the public key's. */
  secret: number[];
};

/** One membership economy on one cluster: what `tenure deploy` and `tenure localnet` write. */
export type Deployment = {
  name: string;
  cluster: Cluster;
  rpc: string;
  /** For those who listen to the cluster: this client only asks. */
  ws: string;
  locker: Address;
  splitter: Address;
  governor: Address;
  store: Address;
  collection: Address;
  /** At least the token that is locked; in any order. */
  tokens: Token[];
  /** Where the price of a token is read that is not a stablecoin. */
  priceFeeds: { mint: Address; account: Address }[];
  /** On a local network only. */
  people: Person[];
};

/** Reads a deployment's JSON. Throws, naming the field, on what is none. */
export function readDeployment(json: unknown): Deployment {
  const root = record(json, "the deployment");
  const cluster = text(root, "cluster");
  return {
    name: text(root, "name"),
    cluster:
      CLUSTERS.find((known) => known === cluster) ??
      fail(`cluster: ${cluster} is not one of ${CLUSTERS.join(", ")}`),
    rpc: url(root, "rpc", ["http:", "https:"]),
    ws: url(root, "ws", ["ws:", "wss:"]),
    locker: account(root, "locker"),
    splitter: account(root, "splitter"),
    governor: account(root, "governor"),
    store: account(root, "store"),
    collection: account(root, "collection"),
    tokens: atLeastOne(list(root, "tokens"), "tokens").map(token),
    priceFeeds: list(root, "priceFeeds").map((feed) => ({
      mint: account(feed, "mint"),
      account: account(feed, "account"),
    })),
    people: root.people === undefined ? [] : list(root, "people").map(person),
  };
}

/** The token that a locker locks. Throws, in words, if the deployment does not name it. */
export function stakeTokenIn(
  { tokens }: { readonly tokens: readonly Token[] },
  { mint }: { readonly mint: Address },
): Token {
  return (
    tokens.find((token) => token.mint === mint) ??
    fail(`The deployment does not name the token that is locked: tokens lacks ${mint}`)
  );
}

function token(fields: Fields): Token {
  const { decimals } = fields;
  if (
    typeof decimals !== "number" ||
    !Number.isInteger(decimals) ||
    decimals < 0 ||
    decimals > 255
  ) {
    return fail("decimals: a whole number from 0 to 255 is wanted");
  }
  return {
    mint: account(fields, "mint"),
    symbol: text(fields, "symbol"),
    name: text(fields, "name"),
    decimals,
    program: account(fields, "program"),
  };
}

function person(fields: Fields): Person {
  const { secret } = fields;
  const isByte = (value: unknown) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 256;
  if (!Array.isArray(secret) || secret.length !== 64 || !secret.every(isByte)) {
    return fail("secret: 64 bytes are wanted");
  }
  return {
    name: text(fields, "name"),
    about: text(fields, "about"),
    address: account(fields, "address"),
    secret,
  };
}

type Fields = Record<string, unknown>;

function record(value: unknown, what: string): Fields {
  const is = typeof value === "object" && value !== null && !Array.isArray(value);
  return is ? (value as Fields) : fail(`${what}: an object is wanted`);
}

function list(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  return Array.isArray(value)
    ? value.map((item) => record(item, name))
    : fail(`${name}: a list is wanted`);
}

function atLeastOne(items: Fields[], name: string): Fields[] {
  return items.length > 0 ? items : fail(`${name}: the token that is locked is wanted at least`);
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : fail(`${name}: a text is wanted`);
}

function account(fields: Fields, name: string): Address {
  const value = text(fields, name);
  return isAddress(value) ? address(value) : fail(`${name}: ${value} is no address`);
}

function url(fields: Fields, name: string, protocols: string[]): string {
  const value = text(fields, name);
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
    ? value
    : fail(`${name}: ${value} is not an address that begins with ${protocols.join(" or ")}`);
}

function fail(message: string): never {
  throw new Error(message);
}
