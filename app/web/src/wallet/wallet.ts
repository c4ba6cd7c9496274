import type { TransactionSigner } from "@solana/kit";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import { createContext, use } from "react";

/** The visitor's wallet, as the page knows it. */
export type WalletState = {
  /** Those of the browser that can sign for Solana. */
  wallets: readonly Wallet[];
  /** Who signs; `undefined` until a wallet is connected. */
  signer: TransactionSigner | undefined;
  /** The connected wallet's name. */
  name: string | undefined;
  /** Those of the connected wallet that the page may use, and which of them is to sign. */
  accounts: readonly WalletAccount[];
  choose: (account: WalletAccount) => void;
  connect: (wallet: Wallet) => Promise<void>;
  disconnect: () => Promise<void>;
};

export const WalletContext = createContext<WalletState | undefined>(undefined);

export function useWallet(): WalletState {
  const state = use(WalletContext);
  if (state === undefined) throw new Error("useWallet outside of the WalletProvider");
  return state;
}
