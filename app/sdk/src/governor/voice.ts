import { fetchEncodedAccount, fetchEncodedAccounts, type Address } from "@solana/kit";
import { accountOf } from "../account";
import { programAccounts, type Chain } from "../chain";
import {
  decodeVote,
  findVotePda,
  getVoteDecoder,
  GOVERNOR_PROGRAM_ADDRESS,
  VOTE_DISCRIMINATOR,
  type Vote,
} from "../generated/governor";
import {
  decodeLock,
  getLockDecoder,
  LOCK_DISCRIMINATOR,
  LOCKER_PROGRAM_ADDRESS,
  type Lock,
} from "../generated/locker";
import type { Dao } from "./dao";
import type { ReadProposal } from "./proposal";

/** A lock that somebody speaks for. */
export type Voice = Lock & { readonly address: Address };

/** What a lock says to a proposal. */
export type ReadVote = Vote & { readonly address: Address };

export type Choice = "against" | "for" | "abstain";

/** In the order of the numbers that the program gives them. */
export const CHOICES: readonly Choice[] = ["against", "for", "abstain"];

/** Where these stand in a lock's and a vote's account. */
const LOCK = { locker: 40n, owner: 72n, delegate: 104n };
const VOTE = { governor: 40n, proposal: 72n };

/** The locks that a wallet speaks for: its own first, then those that name it their delegate. */
export async function readVoices(chain: Chain, dao: Dao, wallet: Address): Promise<Voice[]> {
  const of = (offset: bigint) =>
    programAccounts(chain, LOCKER_PROGRAM_ADDRESS, [
      [0n, LOCK_DISCRIMINATOR],
      [LOCK.locker, dao.lockerAddress],
      [offset, wallet],
    ]);
  const [own, delegated] = await Promise.all([of(LOCK.owner), of(LOCK.delegate)]);
  const voices = [...own, ...delegated].map(({ address, data }) => ({
    address,
    ...getLockDecoder().decode(data),
  }));
  return voices.filter(
    ({ address }, place) => voices.findIndex((other) => other.address === address) === place,
  );
}

/** The lock at an address; `null` if there is none. */
export async function findVoice(chain: Chain, address: Address): Promise<Voice | null> {
  const found = await fetchEncodedAccount(chain.rpc, address, { commitment: "confirmed" });
  const lock = accountOf(LOCKER_PROGRAM_ADDRESS, found);
  return lock === undefined ? null : { ...decodeLock(lock).data, address };
}

/** What locks say to a proposal, lock by lock; `undefined` where one has said nothing. */
export async function readVotesOf(
  { rpc }: Chain,
  proposal: Pick<ReadProposal, "address" | "number">,
  locks: readonly Address[],
): Promise<(ReadVote | undefined)[]> {
  if (locks.length === 0) return [];
  const addresses = await Promise.all(
    locks.map(async (lock) => (await findVotePda({ proposal: proposal.address, lock }))[0]),
  );
  const accounts = await fetchEncodedAccounts(rpc, addresses, { commitment: "confirmed" });
  return accounts.map((found) => {
    const account = accountOf(GOVERNOR_PROGRAM_ADDRESS, found);
    if (account === undefined) return undefined;
    const { data: vote } = decodeVote(account);
    return isOn(vote, proposal) ? { ...vote, address: account.address } : undefined;
  });
}

/** Whether a vote that names a proposal's address is on it: once a proposal is closed, another can have its address. */
function isOn(vote: Vote, proposal: Pick<ReadProposal, "number">): boolean {
  return vote.number === proposal.number;
}

/** A vote, and whose lock it was cast with: `undefined` once that is closed. */
export type OwnedVote = ReadVote & { readonly owner: Address | undefined };

/** The most accounts that are read in one call. */
const AT_ONCE = 100;

/** All votes on a proposal, the heaviest first; the owners of the heaviest hundred are read too. */
export async function readVotes(
  chain: Chain,
  dao: Dao,
  proposal: Pick<ReadProposal, "address" | "number">,
): Promise<OwnedVote[]> {
  const found = await programAccounts(chain, GOVERNOR_PROGRAM_ADDRESS, [
    [0n, VOTE_DISCRIMINATOR],
    [VOTE.governor, dao.address],
    [VOTE.proposal, proposal.address],
  ]);
  const votes = found
    .map(({ address, data }) => ({ address, ...getVoteDecoder().decode(data) }))
    .filter((vote) => isOn(vote, proposal))
    .sort((one, other) => (one.weight < other.weight ? 1 : -1));
  const addresses = votes.slice(0, AT_ONCE).map(({ lock }) => lock);
  const locks =
    addresses.length === 0
      ? []
      : await fetchEncodedAccounts(chain.rpc, addresses, { commitment: "confirmed" });
  return votes.map((vote, place) => {
    const lock = accountOf(LOCKER_PROGRAM_ADDRESS, locks[place]);
    return { ...vote, owner: lock && decodeLock(lock).data.owner };
  });
}

/** What a recorded vote says. */
export function choiceOf({ choice }: Pick<Vote, "choice">): Choice {
  const found = CHOICES[choice];
  if (found === undefined) throw new Error(`a choice that this client does not know: ${choice}`);
  return found;
}

/** Why a wallet cannot vote with a lock, in words; `undefined` if it can. */
export function voteObstacle(
  voice: Voice,
  wallet: Address,
  recorded: ReadVote | undefined,
  weight: bigint,
): string | undefined {
  if (recorded !== undefined) {
    const isDelegate = voice.owner !== wallet;
    return isDelegate && recorded.byOwner === 1
      ? "The lock's owner has voted: a delegate's vote no longer counts."
      : undefined;
  }
  return weight > 0n
    ? undefined
    : "This lock has no power in this proposal: it counts what was locked before the proposal's week, and not reduced since.";
}
