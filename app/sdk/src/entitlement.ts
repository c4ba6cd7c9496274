import type { Subscription } from "./generated/subscriptions";
import type { PaidTime } from "./billing";

export type Status = "active" | "grace" | "expired";

/** The second at which the paid time ends. */
export function paidThrough(subscription: Pick<Subscription, "current" | "ahead">): bigint {
  return last(subscription).end;
}

/** Where a subscription stands at a second: nobody has to call for time to move it on. */
export function statusAt(
  subscription: Pick<Subscription, "current" | "ahead" | "lapsesAt">,
  second: bigint,
): Status {
  if (second < paidThrough(subscription)) return "active";
  return second < subscription.lapsesAt ? "grace" : "expired";
}

/** The tier that a subscription opens at a second: 0 if none. */
export function tierAt(subscription: Subscription, second: bigint): number {
  const open = subscription.revoked === 0 && statusAt(subscription, second) !== "expired";
  return open ? subscription.tier : 0;
}

/** The plan that the next renewal is for. */
export function renewalPlan(
  subscription: Pick<Subscription, "changeScheduled" | "nextPlan" | "plan">,
): number {
  return subscription.changeScheduled === 1 ? subscription.nextPlan : subscription.plan;
}

function last({ current, ahead }: Pick<Subscription, "current" | "ahead">): PaidTime {
  return ahead.start < ahead.end ? ahead : current;
}
