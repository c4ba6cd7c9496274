import { startOf, type Deployment, type sharing, type Token } from "@tenure/sdk";
import { tokenOf } from "../../chain/tenure";
import { date } from "../../ui/text";

type Range = Pick<sharing.Due, "fromWeek" | "toWeek">;

/** Which weeks, from the first up to but without the second. */
export function weeksInWords({ fromWeek, toWeek }: Range): string {
  const count = toWeek - fromWeek;
  if (count <= 0) return "No closed week is left to claim";
  if (count === 1) return `The week of ${date(startOf(fromWeek))}`;
  return `${count} weeks, ${date(startOf(fromWeek))} to ${date(startOf(toWeek))}`;
}

/** The token of a pool. */
export function tokenOfPool(deployment: Deployment, pool: sharing.IncomePool): Token {
  return tokenOf(deployment, pool.mint, pool.tokenProgram);
}
