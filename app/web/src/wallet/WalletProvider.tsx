import { SolanaSignTransaction } from "@solana/wallet-standard-features";
import { getWallets } from "@wallet-standard/app";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import {
  StandardConnect,
  StandardDisconnect,
  type StandardConnectFeature,
  type StandardDisconnectFeature,
} from "@wallet-standard/features";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTenure } from "../chain/tenure";
import { signerOf } from "./signer";
import { WalletContext } from "./wallet";

/** Which wallet to connect to again when the page is loaded the next time. */
const REMEMBERED = "tenure.wallet";

export function WalletProvider({ children }: { children: ReactNode }) {
  const { deployment } = useTenure();
  const wallets = useStandardWallets();
  const [connected, setConnected] = useState<{ wallet: Wallet; account: WalletAccount }>();

  const connect = useCallback(async (wallet: Wallet, silent = false) => {
    const { connect } = (wallet.features as StandardConnectFeature)[StandardConnect];
    const { accounts } = await connect({ silent });
    const account = accounts.find(({ chains }) =>
      chains.some((chain) => chain.startsWith("solana:")),
    );
    if (account === undefined) {
      if (silent) return;
      throw new Error(`${wallet.name} gave no Solana account`);
    }
    localStorage.setItem(REMEMBERED, wallet.name);
    setConnected({ wallet, account });
  }, []);

  const disconnect = useCallback(async () => {
    localStorage.removeItem(REMEMBERED);
    setConnected(undefined);
    const features = connected?.wallet.features as Partial<StandardDisconnectFeature> | undefined;
    await features?.[StandardDisconnect]?.disconnect();
  }, [connected]);

  const tried = useRef(false);
  useEffect(() => {
    const remembered = wallets.find(({ name }) => name === localStorage.getItem(REMEMBERED));
    if (remembered === undefined || tried.current) return;
    tried.current = true;
    connect(remembered, true).catch(() => localStorage.removeItem(REMEMBERED));
  }, [wallets, connect]);

  // Wallets come and go while a transaction is under way: who signs stays the same.
  const signer = useMemo(
    () => connected && signerOf(connected.wallet, connected.account, deployment.cluster),
    [connected, deployment.cluster],
  );
  const state = useMemo(
    () => ({
      wallets,
      connect: (wallet: Wallet) => connect(wallet),
      disconnect,
      name: connected?.wallet.name,
      signer,
    }),
    [wallets, connect, disconnect, connected, signer],
  );
  return <WalletContext value={state}>{children}</WalletContext>;
}

/** The browser's wallets that can sign a Solana transaction, as they come and go. */
function useStandardWallets(): readonly Wallet[] {
  const [all, setAll] = useState<readonly Wallet[]>(() => getWallets().get());
  useEffect(() => {
    const { get, on } = getWallets();
    const update = () => setAll(get());
    const offs = [on("register", update), on("unregister", update)];
    update();
    return () => offs.forEach((off) => off());
  }, []);
  return useMemo(
    () =>
      all.filter(
        ({ features }) => StandardConnect in features && SolanaSignTransaction in features,
      ),
    [all],
  );
}
