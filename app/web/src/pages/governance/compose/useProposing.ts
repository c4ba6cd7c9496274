import type { Address } from "@solana/kit";
import { governance, pack, type Action } from "@tenure/sdk";
import { useTenure } from "../../../chain/tenure";
import { useAct } from "../../../transact/useAct";
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
  const { act, composing } = useAct();
  const voices = useVoices(dao).data ?? [];

  // The strongest voice proposes: the wallet's own, or one that is delegated to it.
  const electorate = governance.electorateAt(dao.governor, now);
  const strongest = voices
    .map((voice) => ({ voice, weight: governance.weightOf(voice, electorate) }))
    .reduce<{ voice?: governance.Voice; weight: bigint }>(
      (best, each) => (best.voice === undefined || each.weight > best.weight ? each : best),
      { weight: 0n },
    );
  const checks = checksOf(dao, signer !== undefined, strongest, written);

  /** Where the new proposal is shown, once it is submitted. */
  const submit = async (): Promise<string | undefined> => {
    const { voice } = strongest;
    const { title, link, actions } = written;
    if (signer === undefined || voice === undefined || actions === undefined) return undefined;
    let proposed: Address | undefined;
    const done = await act(async () => {
      const draft = { title, link, actions };
      const input = { chain, dao, proposer: signer, lock: voice.address, draft };
      const { proposal, steps } = await governance.propose(input);
      proposed = proposal;
      const begins = now + BigInt(dao.governor.votingDelay);
      return {
        title: `Propose “${title}”`,
        facts: [
          { label: "Actions", value: String(actions.length) },
          { label: "Voting begins", value: dateAndTime(begins) },
          { label: "Voting ends", value: dateAndTime(electorate.votingEndsAt) },
        ],
        transactions: pack(signer.address, steps),
      };
    });
    if (!done || proposed === undefined) return undefined;
    // Without its number, as where a node is behind, it is found in the list.
    const found = await governance.findProposal(chain, proposed).catch(() => undefined);
    return found === undefined || found.number === 0n
      ? "/governance"
      : `/governance/${found.number}`;
  };

  return { checks, submit, composing };
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
