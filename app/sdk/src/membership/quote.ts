import { discounted } from "../billing";
import { paidThrough, renewalPlan } from "../entitlement";
import {
  SUBSCRIPTIONS_ERROR__NOT_AN_UPGRADE,
  SUBSCRIPTIONS_ERROR__SAME_PLAN,
  SUBSCRIPTIONS_ERROR__SUNSET,
  SUBSCRIPTIONS_ERROR__TOKEN_DISABLED,
  type Subscription,
} from "../generated/subscriptions";
import {
  billRenewal,
  billSubscription,
  billSwitch,
  NOTHING_PAID,
  renewableFrom,
  unusedAt,
  type Bill,
  type Offer,
  type Prepaid,
} from "./prepaid";
import { CONSENT_SECONDS } from "./consent";
import { greatest, least } from "./extremes";
import { refused, type Answer } from "./refusal";
import { planOf, unitsAt, type Shop, type ShopPlan, type ShopToken } from "./shop";

/** What a step costs at a second, as the program works it out. Money in micro-USD. */
export type Quote = {
  plan: ShopPlan;
  token: ShopToken;
  /** The period, or what is left of it, with what is owed for grace, before anything is counted towards it. */
  cost: bigint;
  /** What of the paid time is unused, and counts towards it. */
  unused: bigint;
  creditBefore: bigint;
  creditAfter: bigint;
  /** Left to pay, without and with the discount. */
  need: bigint;
  charge: bigint;
  /** What is charged, in base units of the token. */
  units: bigint;
  /**
   * The most that it comes to, at the same rate: while a signature is worth anything, and of the next renewal as
   * long as it can be paid. Some bills grow by the second, and some fall.
   */
  most: bigint;
  /** What holds once it is paid, and where the paid time ends then. */
  after: Prepaid;
  paidThrough: bigint;
};

/** By how many seconds the clock that a quote goes by may be ahead of the chain's. */
const AHEAD = 5n;

/** What a plan asks of somebody who pays with a token. */
export function offerOf(plan: ShopPlan, { own }: Pick<ShopToken, "own">): Offer {
  return {
    price: plan.price,
    interval: plan.interval === "month" ? 0 : 1,
    discountBps: own ? plan.discountBps : 0,
  };
}

/** A period's price in a token at a second: in micro-USD, after the discount, and in base units. */
export function priceIn(
  plan: ShopPlan,
  token: ShopToken,
  second: bigint,
): Answer<{ charge: bigint; units: bigint }> {
  const { price, discountBps } = offerOf(plan, token);
  const charge = discounted(price, discountBps);
  const units = unitsAt(token, charge, second);
  return units.refusal === undefined ? { value: { charge, units: units.value } } : units;
}

/** The first period, or a new first one. */
export function quoteSubscription(
  shop: Shop,
  plan: ShopPlan,
  token: ShopToken,
  seen: Subscription | undefined,
  second: bigint,
): Answer<Quote> {
  if (!plan.sold) return refused(SUBSCRIPTIONS_ERROR__SUNSET);
  const before = seen ?? NOTHING_PAID;
  const offer = offerOf(plan, token);
  const billAt: BillAt = (at) => billSubscription(before, at, offer, shop.state.grace);
  // What is unused of a subscription that has expired is nothing.
  const step = { plan, token, credit: before.credit, unused: 0n };
  return quoted(step, billAt, { from: second, to: second + CONSENT_SECONDS, pricedAt: second });
}

/** The next period, for the plan that it is for. */
export function quoteRenewal(
  shop: Shop,
  token: ShopToken,
  seen: Subscription,
  second: bigint,
): Answer<Quote> {
  const to = second + CONSENT_SECONDS;
  return quoteRenewalIn(shop, token, seen, { from: second, to, pricedAt: second });
}

/**
 * What the next renewal will charge, at the rate of `second`: at the first second from then on at which it can be
 * paid. The most of it is that of the last such second: after grace on a dearer plan it is more.
 */
export function nextRenewal(
  shop: Shop,
  token: ShopToken,
  seen: Subscription,
  second: bigint,
): Answer<Quote> {
  const from = greatest(renewableFrom(seen, renewalWindow(shop, seen)), second);
  return quoteRenewalIn(shop, token, seen, { from, to: seen.lapsesAt, pricedAt: second });
}

function quoteRenewalIn(
  shop: Shop,
  token: ShopToken,
  seen: Subscription,
  { to, ...times }: Times,
): Answer<Quote> {
  const plan = planOf(shop, renewalPlan(seen));
  const offer = offerOf(plan, token);
  const window = renewalWindow(shop, seen);
  const billAt: BillAt = (at) => billRenewal(seen, at, offer, window, shop.state.grace);
  const step = { plan, token, credit: seen.credit, unused: 0n };
  return quoted(step, billAt, { ...times, to: least(to, seen.lapsesAt - 1n) });
}

/** A switch to another plan now. */
export function quoteSwitch(
  shop: Shop,
  plan: ShopPlan,
  token: ShopToken,
  seen: Subscription,
  second: bigint,
): Answer<Quote> {
  if (!plan.sold) return refused(SUBSCRIPTIONS_ERROR__SUNSET);
  if (plan.id === seen.plan) return refused(SUBSCRIPTIONS_ERROR__SAME_PLAN);
  const offer = offerOf(plan, token);
  if (offer.interval === seen.interval && plan.price < seen.price) {
    return refused(SUBSCRIPTIONS_ERROR__NOT_AN_UPGRADE);
  }
  const billAt: BillAt = (at) => billSwitch(seen, at, offer, shop.state.grace);
  const step = { plan, token, credit: seen.credit, unused: unusedAt(seen, second) };
  const to = least(second + CONSENT_SECONDS, paidThrough(seen) - 1n);
  return quoted(step, billAt, { from: second, to, pricedAt: second });
}

/** Seconds before the paid time ends in which the next period can be paid: none if another plan follows. */
export function renewalWindow(
  { state }: Shop,
  { changeScheduled }: Pick<Subscription, "changeScheduled">,
): number {
  return changeScheduled === 1 ? 0 : state.window;
}

type BillAt = (second: bigint) => Answer<Bill>;

/** What a step is for, and what there is that counts towards it. */
type Step = { plan: ShopPlan; token: ShopToken; credit: bigint; unused: bigint };

/** From when until when it may be paid, both counted, and of which second the rate is. */
type Times = { from: bigint; to: bigint; pricedAt: bigint };

function quoted(
  { plan, token, credit, unused }: Step,
  billAt: BillAt,
  { from, to, pricedAt }: Times,
): Answer<Quote> {
  if (!token.enabled) return refused(SUBSCRIPTIONS_ERROR__TOKEN_DISABLED);
  const bill = billAt(from);
  if (bill.refusal !== undefined) return bill;
  const { need, charge, after } = bill.value;
  const units = unitsAt(token, charge, pricedAt);
  if (units.refusal !== undefined) return units;
  // A bill only grows or only falls as time goes by, so its most is at an end.
  const charges = [from - AHEAD, to].map((second) => billAt(second).value?.charge ?? 0n);
  const most = unitsAt(token, charges.reduce(greatest, charge), pricedAt);
  return {
    value: {
      plan,
      token,
      cost: unused + credit - after.credit + need,
      unused,
      creditBefore: credit,
      creditAfter: after.credit,
      need,
      charge,
      units: units.value,
      most: most.value ?? units.value,
      after,
      paidThrough: paidThrough(after),
    },
  };
}
