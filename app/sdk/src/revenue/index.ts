export { claimAll, claimAndLock, claimTransactions, closeClaimRecord } from "./claims";
export { distribute, distributionOf, type Distribution } from "./distribution";
export { readEarnings, type Due, type Earnings, type OpenRecord } from "./earnings";
export { eventsIn, type Claimed, type Distributed, type RevenueEvent } from "./events";
export {
  currentWeek,
  readIncome,
  waitsAtIntake,
  type Income,
  type IncomePool,
  type OpenSplitter,
} from "./income";
export { readPast, type Journal, type Past, type PastRead } from "./past";
export {
  announcedTerms,
  sharesFor,
  termsIn,
  type AnnouncedTerms,
  type Shares,
  type SplitTerms,
} from "./terms";
export { incomeWeeks, weeklyShare, type IncomeWeek } from "./weeks";
