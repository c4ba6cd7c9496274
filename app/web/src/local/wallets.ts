import {
  createKeyPairFromBytes,
  getTransactionDecoder,
  getTransactionEncoder,
  partiallySignTransaction,
} from "@solana/kit";
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from "@solana/wallet-standard-features";
import type { Person } from "@tenure/sdk";
import type { Wallet, WalletIcon } from "@wallet-standard/base";
import {
  StandardConnect,
  StandardDisconnect,
  StandardEvents,
  type StandardConnectFeature,
  type StandardDisconnectFeature,
  type StandardEventsFeature,
} from "@wallet-standard/features";
import { ReadonlyWalletAccount, registerWallet } from "@wallet-standard/wallet";

/** Whose wallets are there already: a deployment is read more than once. */
const registered = new Set<string>();

/**
 * Registers a wallet for each person of a local network, who signs whatever is asked without a question. A
 * public cluster's deployment names no people, and so has none of these.
 */
export function registerPeople(people: readonly Person[]) {
  for (const person of people) {
    if (!registered.has(person.address)) registerWallet(walletOf(person));
    registered.add(person.address);
  }
}

function walletOf({ name, address, secret }: Person): Wallet {
  const account = new ReadonlyWalletAccount({
    address,
    publicKey: new Uint8Array(secret.slice(32)),
    chains: ["solana:localnet"],
    features: [SolanaSignTransaction],
  });
  const keys = createKeyPairFromBytes(new Uint8Array(secret));
  const sign = async (wire: Uint8Array) => {
    const transaction = getTransactionDecoder().decode(wire);
    const signed = await partiallySignTransaction([await keys], transaction);
    return { signedTransaction: new Uint8Array(getTransactionEncoder().encode(signed)) };
  };
  const features: StandardConnectFeature &
    StandardDisconnectFeature &
    StandardEventsFeature &
    SolanaSignTransactionFeature = {
    [StandardConnect]: { version: "1.0.0", connect: async () => ({ accounts: [account] }) },
    [StandardDisconnect]: { version: "1.0.0", disconnect: async () => undefined },
    [StandardEvents]: { version: "1.0.0", on: () => () => undefined },
    [SolanaSignTransaction]: {
      version: "1.0.0",
      supportedTransactionVersions: ["legacy", 0],
      signTransaction: (...inputs) =>
        Promise.all(inputs.map(({ transaction }) => sign(transaction))),
    },
  };
  return {
    version: "1.0.0",
    name,
    icon: iconOf(name),
    chains: ["solana:localnet"],
    accounts: [account],
    features,
  };
}

function iconOf(name: string): WalletIcon {
  const letter = name.slice(0, 1);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3b5bdb"/><text x="16" y="22" font-family="sans-serif" font-size="18" fill="#fff" text-anchor="middle">${letter}</text></svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}
