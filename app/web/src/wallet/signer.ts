import {
  address,
  assertIsTransactionWithBlockhashLifetime,
  assertIsTransactionWithinSizeLimit,
  getTransactionDecoder,
  getTransactionEncoder,
  type TransactionModifyingSigner,
} from "@solana/kit";
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from "@solana/wallet-standard-features";
import type { Cluster } from "@tenure/sdk";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import { short } from "../ui/text";

const CHAINS = {
  localnet: "solana:localnet",
  devnet: "solana:devnet",
  testnet: "solana:testnet",
  "mainnet-beta": "solana:mainnet",
} as const;

/** Those of a wallet's accounts that can sign for a cluster: a wallet may be for several chains, or only watch. */
export function fitting(accounts: readonly WalletAccount[], cluster: Cluster): WalletAccount[] {
  return accounts.filter(
    ({ chains, features }) =>
      chains.includes(CHAINS[cluster]) && features.includes(SolanaSignTransaction),
  );
}

/**
 * An account of a wallet, as one that signs for the kit: by its address, as wallets tell of the same account anew. A
 * wallet may add a priority fee before it signs.
 */
export function signerOf(
  wallet: Wallet,
  signs: string,
  cluster: Cluster,
): TransactionModifyingSigner {
  const { signTransaction } = (wallet.features as SolanaSignTransactionFeature)[
    SolanaSignTransaction
  ];
  return {
    address: address(signs),
    modifyAndSignTransactions: async (transactions) => {
      const account = fitting(wallet.accounts, cluster).find(({ address }) => address === signs);
      if (account === undefined) {
        throw new Error(`${wallet.name} no longer lets this page use ${short(signs)}`);
      }
      const inputs = transactions.map((transaction) => ({
        account,
        chain: CHAINS[cluster],
        transaction: new Uint8Array(ENCODER.encode(transaction)),
      }));
      const outputs = await signTransaction(...inputs);
      return transactions.map((transaction, index) => {
        const signed = {
          ...transaction,
          ...DECODER.decode(outputs[index]!.signedTransaction),
        };
        assertIsTransactionWithinSizeLimit(signed);
        assertIsTransactionWithBlockhashLifetime(signed);
        return signed;
      });
    },
  };
}

const ENCODER = getTransactionEncoder();
const DECODER = getTransactionDecoder();
