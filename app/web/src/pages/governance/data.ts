import type { Address } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { governance, type Known } from "@tenure/sdk";
import { useMemo } from "react";
import { useTenure } from "../../chain/tenure";
import { useWallet } from "../../wallet/wallet";

const KEY = "governance";

/** The governor, with what its proposals are about. */
export function useDao() {
  const { chain, deployment } = useTenure();
  return useQuery({
    queryKey: [KEY, "dao", deployment.governor],
    queryFn: () => governance.readDao(chain, deployment),
  });
}

/** All proposals, the newest first. */
export function useProposals() {
  const { chain, deployment } = useTenure();
  return useQuery({
    queryKey: [KEY, "proposals", deployment.governor],
    queryFn: () => governance.readProposals(chain, deployment.governor),
  });
}

/** The locks that the connected wallet speaks for. */
export function useVoices(dao: governance.Dao) {
  const { chain } = useTenure();
  const wallet = useWallet().signer?.address;
  return useQuery({
    queryKey: [KEY, "voices", dao.address, wallet],
    queryFn: () => (wallet === undefined ? [] : governance.readVoices(chain, dao, wallet)),
  });
}

/** All votes on a proposal, the heaviest first. */
export function useVotes(dao: governance.Dao, proposal: governance.ReadProposal) {
  const { chain } = useTenure();
  return useQuery({
    queryKey: [KEY, "votes", proposal.address, String(proposal.number)],
    queryFn: () => governance.readVotes(chain, dao, proposal),
  });
}

/** The lock by whose power something was proposed; `null` once it is gone. */
export function useProposingLock(lock: Address) {
  const { chain } = useTenure();
  return useQuery({
    queryKey: [KEY, "lock", lock],
    queryFn: () => governance.findVoice(chain, lock),
  });
}

/** The treasury's token accounts. */
export function useHoldings(dao: governance.Dao) {
  const { chain } = useTenure();
  return useQuery({
    queryKey: [KEY, "holdings", dao.treasury],
    queryFn: () => governance.readHoldings(chain, dao.treasury),
  });
}

/** What is known of addresses here: on a local network its people too. */
export function useKnown(dao: governance.Dao): Known {
  const { people } = useTenure().deployment;
  return useMemo(() => {
    const known = governance.knownOf(dao);
    const names = new Map(people.map(({ address, name }) => [address, name] as const));
    return { ...known, names: new Map([...names, ...known.names]) };
  }, [dao, people]);
}

/** Actions in words, with what each would change. */
export function useExplained(
  dao: governance.Dao,
  actions: Parameters<typeof governance.explainActions>[1],
) {
  const known = useKnown(dao);
  const key = useMemo(() => Array.from(governance.encodeActions(actions)).join(), [actions]);
  return useQuery({
    queryKey: [KEY, "words", key, stamp(dao)],
    queryFn: () => governance.explainActions(dao, actions, known),
    refetchInterval: false,
    placeholderData: (before) => before,
  });
}

/** Everything that actions in words are compared with: a query's key cannot hold a bigint. */
export function stamp({ governor, locker, splitter }: governance.Dao): string {
  const compared = [
    governance.governorParams(governor),
    governor.council,
    governance.lockerParams(locker),
    [locker.penaltyAccount, locker.pauser, splitter.pauser],
    governance.revenueTerms(splitter),
  ];
  return JSON.stringify(compared, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}
