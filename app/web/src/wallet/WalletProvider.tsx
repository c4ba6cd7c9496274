import { SolanaSignTransaction } from "@solana/wallet-standard-features";
import { getWallets } from "@wallet-standard/app";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import {
  StandardConnect,
  StandardDisconnect,
  StandardEvents,
  type StandardConnectFeature,
  type StandardDisconnectFeature,
  type StandardEventsFeature,
} from "@wallet-standard/features";
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { flushSync } from "react-dom";
import { useTenure } from "../chain/tenure";
import { tell } from "../ui/notice";
import { short } from "../ui/text";
import { fitting, signerOf } from "./signer";
import { WalletContext } from "./wallet";

/** Which wallet, and which of its accounts, to connect to again when the page is loaded the next time. */
const REMEMBERED = "tenure.wallet";
const REMEMBERED_ACCOUNT = "tenure.account";

/** A wallet with the accounts that it lets the page use on the deployment's cluster, and the one that signs. */
type Connection = {
  readonly wallet: Wallet;
  readonly accounts: readonly WalletAccount[];
  readonly account: WalletAccount;
};

export function WalletProvider({ children }: { children: ReactNode }) {
  const { cluster } = useTenure().deployment;
  const wallets = useStandardWallets();
  const [connected, setConnected] = useState<Connection>();

  const connect = useCallback(
    async (wallet: Wallet, silent = false) => {
      const { connect } = (wallet.features as StandardConnectFeature)[StandardConnect];
      const { accounts } = await connect({ silent });
      const chosen = localStorage.getItem(REMEMBERED_ACCOUNT);
      const connection = connectionOf(wallet, fitting(accounts, cluster), chosen);
      if (connection === undefined) {
        if (silent) return;
        throw new Error(`${wallet.name} has given no account that signs on ${cluster}`);
      }
      localStorage.setItem(REMEMBERED, wallet.name);
      setConnected(connection);
    },
    [cluster],
  );

  const disconnect = useCallback(async () => {
    localStorage.removeItem(REMEMBERED);
    localStorage.removeItem(REMEMBERED_ACCOUNT);
    // Before the wallet tells of it: what the visitor wants is no news.
    flushSync(() => setConnected(undefined));
    const features = connected?.wallet.features as Partial<StandardDisconnectFeature> | undefined;
    await features?.[StandardDisconnect]?.disconnect();
  }, [connected]);

  const choose = useCallback(
    (account: WalletAccount) => {
      if (connected === undefined) return;
      localStorage.setItem(REMEMBERED_ACCOUNT, account.address);
      setConnected({ ...connected, account });
    },
    [connected],
  );

  const changed = useEffectEvent((wallet: Wallet, accounts: readonly WalletAccount[]) => {
    const before = connected?.account.address;
    const connection = connectionOf(wallet, fitting(accounts, cluster), before);
    setConnected(connection);
    const after = connection?.account.address;
    if (after === before) return;
    if (after === undefined) {
      const words = `It lets this page use no account that signs on ${cluster}.`;
      tell("wallet", `${wallet.name} is no longer connected`, words);
    } else {
      const words = `This page now shows, and signs with, ${short(after)}.`;
      tell("wallet", `${wallet.name} has changed its account`, words);
    }
  });
  const wallet = connected?.wallet;
  useEffect(() => {
    const features = wallet?.features as Partial<StandardEventsFeature> | undefined;
    if (wallet === undefined || features?.[StandardEvents] === undefined) return;
    return features[StandardEvents].on("change", ({ accounts }) => {
      if (accounts !== undefined) changed(wallet, accounts);
    });
  }, [wallet]);

  const tried = useRef(false);
  useEffect(() => {
    const remembered = wallets.find(({ name }) => name === localStorage.getItem(REMEMBERED));
    if (remembered === undefined || tried.current) return;
    tried.current = true;
    connect(remembered, true).catch(() => localStorage.removeItem(REMEMBERED));
  }, [wallets, connect]);

  // Wallets come and go, and their other accounts, while a transaction is under way: who signs stays the same.
  const address = connected?.account.address;
  const signer = useMemo(
    () => (wallet && address !== undefined ? signerOf(wallet, address, cluster) : undefined),
    [wallet, address, cluster],
  );
  const state = useMemo(
    () => ({
      wallets,
      connect: (wallet: Wallet) => connect(wallet),
      disconnect,
      name: connected?.wallet.name,
      accounts: connected?.accounts ?? [],
      choose,
      signer,
    }),
    [wallets, connect, disconnect, connected, choose, signer],
  );
  return <WalletContext value={state}>{children}</WalletContext>;
}

/** With the account that was chosen before if it is still there, else the wallet's first; `undefined` without any. */
function connectionOf(
  wallet: Wallet,
  accounts: readonly WalletAccount[],
  chosen: string | null | undefined,
): Connection | undefined {
  const account = accounts.find(({ address }) => address === chosen) ?? accounts[0];
  return account && { wallet, accounts, account };
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
