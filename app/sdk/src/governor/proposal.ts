import { fetchEncodedAccount, type Address, type ReadonlyUint8Array } from "@solana/kit";
import { accountOf } from "../account";
import { programAccounts, type Chain } from "../chain";
import type { Action } from "../decode";
import {
  getProposalDecoder,
  GOVERNOR_PROGRAM_ADDRESS,
  PROPOSAL_DISCRIMINATOR,
  type Proposal,
} from "../generated/governor";
import { decodeActions } from "./actions";

/** A proposal as it was read, with what stands behind its fields. */
export type ReadProposal = Proposal & {
  readonly address: Address;
  readonly title: string;
  /** A stranger's text: nothing says that it is a link. */
  readonly link: string;
  /** The bytes that the submission fixes by their hash. */
  readonly actionBytes: ReadonlyUint8Array;
  /** `undefined` if not all of a draft's are written. */
  readonly steps: readonly Action[] | undefined;
};

const DECODER = getProposalDecoder();
/** Where a proposal's address of its governor stands. */
const GOVERNOR_OFFSET = 32n;

/** All proposals of a governor, the newest first; drafts, which have no number yet, and anybody's words, after them. */
export async function readProposals(chain: Chain, governor: Address): Promise<ReadProposal[]> {
  const found = await programAccounts(chain, GOVERNOR_PROGRAM_ADDRESS, [
    [0n, PROPOSAL_DISCRIMINATOR],
    [GOVERNOR_OFFSET, governor],
  ]);
  return found
    .map(({ address, data }) => proposalOf(address, data))
    .sort((one, other) => Number(other.number - one.number));
}

/** The proposal at an address, if there is one. */
export async function findProposal(
  chain: Chain,
  address: Address,
): Promise<ReadProposal | undefined> {
  const found = await fetchEncodedAccount(chain.rpc, address, { commitment: "confirmed" });
  const account = accountOf(GOVERNOR_PROGRAM_ADDRESS, found);
  return account && proposalOf(address, account.data);
}

function proposalOf(address: Address, data: ReadonlyUint8Array): ReadProposal {
  const proposal = DECODER.decode(data);
  let at = DECODER.fixedSize;
  const take = (length: number) => data.slice(at, (at += length));
  const text = (bytes: ReadonlyUint8Array) => new TextDecoder().decode(new Uint8Array(bytes));
  const title = text(take(proposal.titleLen));
  const link = text(take(proposal.linkLen));
  const actionBytes = data.slice(at);
  return {
    ...proposal,
    address,
    title,
    link,
    actionBytes,
    steps: decodeActions(actionBytes),
  };
}
