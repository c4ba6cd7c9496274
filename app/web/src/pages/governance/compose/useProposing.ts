import { governance, pack, type Action, inWords } from "@tenure/sdk";
import { useState } from "react";
import { useTenure } from "../../../chain/tenure";
import { useTransact } from "../../../transact/transact";
import { dateAndTime } from "../../../ui/text";
import { useWallet } from "../../../wallet/wallet";
import { useVoices } from "../data";
import { power } from "../words";
import type { Check } from "./Checks";

type Written = { title: string; link: string; actions: readonly Action[] | undefined };

/** Whether a proposal can be submitted, and its submission. */
export function useProposing(dao: governance.Dao, now: bigint, written: Written) {
  const { chain } = useTenure();
  const { signer } = useWallet();
  const transact = useTransact();
  const voices = useVoices(dao).data ?? [];
  const [failed, setFailed] = useState<string>();
  const [preparing, setPreparing] = useState(false);

  // The strongest voice proposes: the wallet's own, or one that is delegated to it.
  const electorate = governance.electorateAt(dao.governor, now);
  const strongest = voices
    .map((voice) => ({ voice, weight: governance.weightOf(voice, electorate) }))
    .reduce<{ voice?: governance.Voice; weight: bigint }>(
      (best, each) => (best.voice === undefined || each.weight > best.weight ? each : best),
      { weight: 0n },
    );
  const checks = checksOf(dao, signer !== undefined, strongest, written);

  /** The new proposal's number, once it is submitted. */
  const submit = async (): Promise<bigint | undefined> => {
    const { voice } = strongest;
    const { title, link, actions } = written;
    if (signer === undefined || voice === undefined || actions === undefined) return undefined;
    setFailed(undefined);
    setPreparing(true);
    try {
      const draft = { title, link, actions };
      const lock = voice.address;
      const input = { chain, dao, proposer: signer, lock, draft };
      const { proposal, steps } = await governance.propose(input);
      setPreparing(false);
      const begins = now + BigInt(dao.governor.votingDelay);
      const done = await transact({
        title: `Propose “${title}”`,
        facts: [
          { label: "Actions", value: String(actions.length) },
          { label: "Voting begins", value: dateAndTime(begins) },
          { label: "Voting ends", value: dateAndTime(electorate.votingEndsAt) },
        ],
        transactions: pack(signer.address, steps),
      });
      if (!done) return undefined;
      return (await governance.findProposal(chain, proposal))?.number;
    } catch (error) {
      setFailed(inWords(error));
      return undefined;
    } finally {
      setPreparing(false);
    }
  };

  return { checks, submit, failed, preparing };
}

function checksOf(
  dao: governance.Dao,
  isConnected: boolean,
  strongest: { voice?: governance.Voice; weight: bigint },
  { title, link, actions }: Written,
): Check[] {
  const stake = governance.stakeTokenOf(dao);
  const needed = dao.governor.proposalThreshold;
  const has = strongest.weight >= needed;
  const obstacles = governance.draftObstacles(dao, { title, link, actions: actions ?? [] });
  const checks: Check[] = [
    { holds: isConnected, words: isConnected ? "A wallet is connected" : "Connect a wallet" },
  ];
  if (isConnected)
    checks.push({
      holds: has,
      words: has
        ? `Your power suffices: ${power(strongest.weight, stake)} of ${power(needed, stake)}`
        : `Proposing takes a power of ${power(needed, stake)} that was locked before this week: you have ${power(strongest.weight, stake)}`,
    });
  if (!governance.isNamed(dao))
    checks.push({ holds: false, words: "The locker does not name this governor yet" });
  checks.push(
    ...obstacles.map((words) => ({ holds: false, words })),
    ...(obstacles.length === 0 ? [{ holds: true, words: "Title, link and actions fit" }] : []),
  );
  if (link !== "" && !(URL.canParse(link) && new URL(link).protocol === "https:"))
    checks.push({ holds: false, words: "The link does not begin with https://" });
  return checks;
}
