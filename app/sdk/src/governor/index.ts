/** Proposals, votes and the treasury of a deployment's governor. */

export { decodeActions, encodeActions } from "./actions";
export type { Ruled } from "./authority";
export * from "./course";
export {
  catchUp,
  isNamed,
  knownOf,
  NOBODY,
  readDao,
  stakeTokenOf,
  toAction,
  type Dao,
} from "./dao";
export { explainActions, type Compared, type Explained } from "./present";
export { findProposal, readProposals, type ReadProposal } from "./proposal";
export * from "./propose";
export * from "./state";
export { actionOf, type Template } from "./template";
export * from "./terms";
export * from "./treasury";
export * from "./voice";
export * from "./weight";
