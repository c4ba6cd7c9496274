import { renewalPlan, shops, statusAt } from "@tenure/sdk";
import type { Visit } from "./useShop";
import { YOURS } from "./words";

/** What a visitor can do about a plan: the button's words, and why it may not work. */
export type PlanAction =
  | { kind: "subscribe" | "switch" | "schedule" | "unschedule"; label: string; obstacle?: string }
  | { kind: "none"; label: string; obstacle: string };

export function planAction(
  shop: shops.Shop,
  visit: Visit | undefined,
  plan: shops.ShopPlan,
): PlanAction {
  if (visit === undefined) {
    return none("Subscribe", "Connect a wallet to subscribe.");
  }
  const { member, second } = visit;
  const { subscription } = member;
  if (subscription?.revoked === 1) return none("Subscribe", "The store has excluded this wallet.");
  if (shop.state.paused === 1)
    return none("Subscribe", "The store is paused: nothing is sold now.");
  if (subscription === undefined || statusAt(subscription, second) === "expired") {
    return { kind: "subscribe", label: "Subscribe" };
  }
  if (plan.id === subscription.plan) {
    return subscription.changeScheduled === 1
      ? { kind: "unschedule", label: "Stay on this plan" }
      : none(YOURS, "You are on this plan.");
  }
  if (plan.id === renewalPlan(subscription)) {
    return none("Follows", "It follows at your next renewal.");
  }
  const same = (plan.interval === "month" ? 0 : 1) === subscription.interval;
  const now = same ? plan.price >= subscription.price : plan.interval === "year";
  if (now && statusAt(subscription, second) === "grace") {
    return none("Switch now", "Pay the period that is due first.");
  }
  if (now) {
    const upgrade = same && plan.tier > subscription.tier;
    return { kind: "switch", label: upgrade ? "Upgrade now" : "Switch now" };
  }
  return subscription.cancelled === 1
    ? none("Switch at renewal", "You have cancelled: nothing is renewed.")
    : { kind: "schedule", label: "Switch at renewal" };
}

function none(label: string, obstacle: string): PlanAction {
  return { kind: "none", label, obstacle };
}
