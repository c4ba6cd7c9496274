import type { Address } from "@solana/kit";
import type { governance } from "@tenure/sdk";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { short } from "../../ui/text";
import { useKnown } from "./data";

type Props = { dao: governance.Dao; address: Address };

/** An address, by its name if it has one here. */
export function Who({ dao, address }: Props) {
  const { names } = useKnown(dao);
  const name = names.get(address);
  return (
    <ExplorerLink kind="address" id={address}>
      {name === undefined ? short(address) : `${capital(name)} · ${short(address)}`}
    </ExplorerLink>
  );
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
