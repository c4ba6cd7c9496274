import { Avatar, Button, CopyButton, Menu, Modal, NavLink, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Wallet } from "@wallet-standard/base";
import { useState } from "react";
import { useTenure } from "../chain/tenure";
import { useFocusReturn } from "../ui/focus";
import { forget, tellFailure } from "../ui/notice";
import { short } from "../ui/text";
import { useWallet } from "./wallet";

/** Connects a wallet, or shows the one that is. */
export function WalletButton() {
  const { signer, name, accounts, choose, disconnect } = useWallet();
  const [open, { open: show, close }] = useDisclosure(false);

  if (signer === undefined) {
    return (
      <>
        <Button onClick={show}>Connect wallet</Button>
        <Modal opened={open} onClose={close} title="Connect a wallet">
          <WalletList onConnected={close} />
        </Modal>
      </>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" data-testid="wallet" data-address={signer.address}>
          {name}
          <Text span inherit visibleFrom="sm">
            &nbsp;· {short(signer.address)}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {accounts.length > 1 && (
          <>
            <Menu.Label>Sign with</Menu.Label>
            <Menu.RadioGroup
              value={signer.address}
              onChange={(chosen) => {
                const account = accounts.find(({ address }) => address === chosen);
                if (account !== undefined) choose(account);
              }}
            >
              {accounts.map(({ address, label }) => (
                <Menu.RadioItem key={address} value={address}>
                  {label === undefined ? short(address) : `${label} · ${short(address)}`}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Divider />
          </>
        )}
        <CopyButton value={signer.address}>
          {({ copied, copy }) => (
            <Menu.Item closeMenuOnClick={false} onClick={copy}>
              {copied ? "Address copied" : "Copy address"}
            </Menu.Item>
          )}
        </CopyButton>
        <Menu.Item onClick={() => void disconnect()}>Disconnect</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function WalletList({ onConnected }: { onConnected: () => void }) {
  useFocusReturn();
  const { wallets, connect } = useWallet();
  const { people } = useTenure().deployment;
  const [waiting, setWaiting] = useState<string>();

  const choose = async (wallet: Wallet) => {
    setWaiting(wallet.name);
    forget("wallet");
    try {
      await connect(wallet);
      onConnected();
    } catch (error) {
      tellFailure("wallet", `${wallet.name} did not connect`, error);
    } finally {
      setWaiting(undefined);
    }
  };

  if (wallets.length === 0) {
    return <Text>This browser has no Solana wallet. Install one, then load this page again.</Text>;
  }
  return (
    <Stack gap={4}>
      {wallets.map((wallet) => (
        <NavLink
          key={wallet.name}
          component="button"
          label={wallet.name}
          description={people.find(({ name }) => name === wallet.name)?.about}
          leftSection={<Avatar src={wallet.icon} alt="" size="sm" radius="sm" />}
          disabled={waiting !== undefined}
          onClick={() => void choose(wallet)}
        />
      ))}
    </Stack>
  );
}
