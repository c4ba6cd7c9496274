import { explain, type Explanation } from "../explain";
import { SUBSCRIPTIONS_PROGRAM_ADDRESS } from "../generated/subscriptions";

/** What was asked for, or why the program would refuse it. */
export type Answer<T> =
  { value: T; refusal?: undefined } | { value?: undefined; refusal: Explanation };

/** The subscriptions program's own words for one of its errors. */
export function refusal(code: number): Explanation {
  const explanation = explain(SUBSCRIPTIONS_PROGRAM_ADDRESS, code);
  if (explanation === undefined) throw new Error(`the subscriptions program has no error ${code}`);
  return explanation;
}

export function refused(code: number): { refusal: Explanation } {
  return { refusal: refusal(code) };
}
