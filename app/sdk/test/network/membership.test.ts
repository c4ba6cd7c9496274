import type { Instruction, KeyPairSigner } from "@solana/kit";
import { getBurnInstruction } from "@solana-program/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  balance,
  execute,
  fits,
  now,
  paidThrough,
  statusAt,
  type subscriptions,
  TOKEN_2022_PROGRAM_ADDRESS,
} from "../../src";
import {
  badgeFaults,
  badgeStanding,
  cancelSubscription,
  closeSubscription,
  consentTo,
  depositCredit,
  failureOf,
  grantMandate,
  leftOf,
  mandateFor,
  mostFor,
  nextRenewal,
  priceAt,
  payNow,
  quoteRenewal,
  quoteSubscription,
  quoteSwitch,
  readMember,
  readPayments,
  readShop,
  renew,
  renewableFrom,
  renewalObstacle,
  requestCloseCredit,
  revokeMandate,
  schedulePlan,
  shopTokenOf,
  subscribe,
  switchPlan,
  syncBadge,
  takeBackCancellation,
  tierName,
  unschedulePlan,
  withdrawCredit,
  type Answer,
  type Member,
  type PriceUpdate,
  type Shop,
  type ShopPlan,
  type ShopToken,
} from "../../src/membership";
import { badgeAddresses } from "../../src/membership/addresses";
import { Localnet } from "./localnet";

const DAY = 86_400n;

let net: Localnet;
let shop: Shop;

beforeAll(async () => {
  net = await Localnet.start();
  shop = await readShop(net.chain, net.deployment);
});
afterAll(() => net.stop());

test("a store is read with what it sells and what it takes", () => {
  const offered = shop.plans.map(({ name, interval, price, sold }) => [
    name,
    interval,
    price,
    sold,
  ]);
  expect(offered).toEqual([
    ["Basic", "month", 19_900_000n, true],
    ["Advanced", "month", 49_900_000n, true],
    ["Premium", "month", 99_900_000n, true],
    ["VIP", "month", 199_900_000n, true],
    ["Basic", "year", 199_000_000n, true],
    ["Advanced", "year", 499_000_000n, true],
    ["Premium", "year", 999_000_000n, true],
    ["VIP", "year", 1_999_000_000n, true],
  ]);
  expect(shop.plans[2]).toMatchObject({ id: 2, calls: 200_000n, sockets: 5, discountBps: 2_000 });
  expect(shop.tiers).toEqual(["Basic", "Advanced", "Premium", "VIP"]);
  expect(tierName(shop, 4)).toBe("VIP");
  const taken = shop.tokens.map(({ token, own, enabled }) => [token.symbol, own, enabled]);
  expect(taken).toEqual([
    ["TMAI", true, true],
    ["USDC", false, true],
  ]);
});

test("who subscribes pays the first period, gets the badge, and allows renewals, in one transaction", async () => {
  const { user, member } = await someone("Nora");
  const [plan, usdc] = [named("Basic", "month"), token("USDC")];
  const second = await now(net.chain);
  const quote = value(quoteSubscription(shop, plan, usdc, undefined, second));
  expect(quote).toMatchObject({ charge: 19_900_000n, units: 19_900_000n, most: 19_900_000n });
  const mandate = mandateFor(quote.units, 12, plan.interval, quote.after);
  const consent = consentTo(undefined, mostFor(usdc, quote.most, 100), second);
  const deed = await subscribe({ shop, member, plan, token: usdc, user, consent, mandate });
  expect(fits(user.address, deed)).toBe(true);
  expect(await spent(user, usdc, deed)).toBe(19_900_000n);

  const after = await readMember(net.chain, shop, user.address);
  expect(subscriptionOf(after)).toMatchObject({ plan: plan.id, tier: 1, price: 19_900_000n });
  expect(after.mandate).toMatchObject({
    perCharge: 19_900_000n,
    perPeriod: 19_900_000n,
    totalLeft: 238_800_000n,
    expiresAt: mandate.expiresAt,
    incarnation: subscriptionOf(after).incarnation,
  });
  const purse = after.purses.get(usdc.token.mint);
  expect(purse?.delegate).toBe(subscriptionOf(after).mandate);
  expect(purse?.delegated).toBe(238_800_000n);
  expect(after.badge).toMatchObject({ tier: 1, expiresAt: paidThrough(subscriptionOf(after)) });
  expect(after.badgeToken).toMatchObject({
    name: "Membership Basic",
    symbol: "MEMBER",
    held: true,
    group: shop.collection.group,
  });
  expect(faults(after)).toEqual([]);
});

test("who has subscribed cannot subscribe again", async () => {
  const { user, member } = await someone("Nora");
  const second = await now(net.chain);
  const [plan, usdc] = [named("Basic", "month"), token("USDC")];
  const seen = subscriptionOf(member);
  const answer = quoteSubscription(shop, plan, usdc, seen, second);
  expect(answer.refusal?.words).toBe("The subscription has not expired");
  const consent = consentTo(seen, plan.price, second);
  const deed = await subscribe({ shop, member, plan, token: usdc, user, consent });
  await expect(execute(net.chain, user, deed)).rejects.toThrow("The subscription has not expired");
});

test("an upgrade charges what the quote says of the second in which it counts", async () => {
  const { user, member } = await someone("Nora");
  const [plan, usdc] = [named("Premium", "month"), token("USDC")];
  const seen = subscriptionOf(member);
  const second = await now(net.chain);
  const shown = value(quoteSwitch(shop, plan, usdc, seen, second));
  expect(shown.cost - shown.unused).toBe(shown.need);
  const consent = consentTo(seen, mostFor(usdc, shown.most, 100), second);
  const deed = await switchPlan({ shop, plan, token: usdc, user, consent });
  const paid = await spent(user, usdc, deed);

  const after = await readMember(net.chain, shop, user.address);
  const { current, tier, mandate } = subscriptionOf(after);
  const exact = value(quoteSwitch(shop, plan, usdc, seen, current.start));
  expect(paid).toBe(exact.units);
  expect(paid).toBeLessThanOrEqual(shown.most);
  expect(paidThrough(subscriptionOf(after))).toBe(exact.paidThrough);
  expect(tier).toBe(3);
  expect(faults(after)).toEqual([]);
  // The mandate was for the price of the old plan.
  const renewal = value(quoteRenewal(shop, usdc, subscriptionOf(after), paidThrough(seen) - 1n));
  expect(value(nextRenewal(shop, usdc, subscriptionOf(after), second)).units).toBe(renewal.units);
  const obstacle = renewalObstacle(after, mandate, renewal.units, current.start);
  expect(obstacle?.words).toBe("The charge is above the mandate's cap for one charge");
  const cheaper = quoteSwitch(shop, named("Basic", "month"), usdc, subscriptionOf(after), second);
  expect(cheaper.refusal?.words).toBe(
    "A cheaper plan follows at the next renewal only: schedule the change",
  );
});

test("payments are told as the chain recorded them, the newest first", async () => {
  const { user, member } = await someone("Nora");
  const { payments, older } = await readPayments(net.chain, shop, user.address);
  expect(older).toBeUndefined();
  const charged = subscriptionOf(member).current.value;
  expect(payments).toHaveLength(2);
  const [switched, subscribed] = payments;
  expect(subscribed).toMatchObject({ kind: "subscribed", plan: 0, charge: 19_900_000n });
  expect(subscribed!.units).toBe(19_900_000n);
  expect(switched).toMatchObject({ kind: "switched", plan: 2, mint: token("USDC").token.mint });
  const before = await readPayments(net.chain, shop, user.address, switched!.signature);
  expect(before.payments).toEqual([subscribed]);
  // What the time left is worth: what was unused of the first payment, and the second.
  expect(charged - switched!.charge).toBeLessThanOrEqual(subscribed!.charge);
  expect(charged - switched!.charge).toBeGreaterThan(subscribed!.charge - 100_000n);
});

test("a badge's token that its holder burned is made again", async () => {
  const { user, member } = await someone("Nora");
  const { mint, token: account } = await badgeAddresses(shop, user.address);
  const burn = getBurnInstruction(
    { account, mint, authority: user, amount: 1n },
    { programAddress: TOKEN_2022_PROGRAM_ADDRESS },
  );
  await execute(net.chain, user, [burn]);
  expect(faults(await readMember(net.chain, shop, user.address))).toEqual([
    "The badge's token was burned, or its account closed.",
  ]);
  await execute(net.chain, user, await syncBadge({ shop, payer: user, holder: user.address }));
  const after = await readMember(net.chain, shop, user.address);
  expect(faults(after)).toEqual([]);
  expect(after.badge).toEqual(member.badge);
  const revoked = { ...after.badge!, status: 2 };
  expect(badgeStanding(revoked, 0n)).toBe("revoked");
  expect(badgeFaults(shop, subscriptionOf(after), revoked, after.badgeToken)).toEqual([
    "There is no live badge.",
  ]);
});

test("a mandate is granted in place of another, and taken back with its delegation", async () => {
  const { user, member } = await someone("Nora");
  const usdc = token("USDC");
  const seen = subscriptionOf(member);
  const terms = mandateFor(99_900_000n, 6, "month", seen);
  const { incarnation } = seen;
  await execute(
    net.chain,
    user,
    await grantMandate({ shop, token: usdc, user, terms, incarnation }),
  );
  const granted = await readMember(net.chain, shop, user.address);
  expect(granted.mandate).toMatchObject({ perCharge: 99_900_000n, totalLeft: 599_400_000n });
  const second = await now(net.chain);
  expect(renewalObstacle(granted, seen.mandate, 99_900_000n, second)).toBeUndefined();

  await execute(net.chain, user, await revokeMandate({ shop, user, member: granted }));
  const revoked = await readMember(net.chain, shop, user.address);
  expect(revoked.mandate).toBeUndefined();
  expect(revoked.purses.get(usdc.token.mint)).toMatchObject({ delegate: undefined, delegated: 0n });

  const wrong = await grantMandate({ shop, token: usdc, user, terms, incarnation: 7n });
  await expect(execute(net.chain, user, wrong)).rejects.toThrow(
    "The subscription has changed since the user signed",
  );
});

test("a downgrade is scheduled, and not", async () => {
  const { user } = await someone("Nora");
  const plan = named("Basic", "month");
  await execute(net.chain, user, await schedulePlan({ shop, plan, user }));
  const scheduled = subscriptionOf(await readMember(net.chain, shop, user.address));
  expect(scheduled).toMatchObject({ changeScheduled: 1, nextPlan: plan.id });
  const next = value(quoteRenewal(shop, token("USDC"), scheduled, paidThrough(scheduled)));
  expect(next.charge).toBe(19_900_000n);
  await expect(execute(net.chain, user, await schedulePlan({ shop, plan, user }))).rejects.toThrow(
    "The subscription is on this plan already",
  );
  await execute(net.chain, user, await unschedulePlan({ shop, user }));
  const stays = subscriptionOf(await readMember(net.chain, shop, user.address));
  expect(stays).toMatchObject({ changeScheduled: 0, nextPlan: 0 });
  await expect(execute(net.chain, user, await unschedulePlan({ shop, user }))).rejects.toThrow(
    "No change is scheduled",
  );
});

test("what is cancelled has no grace, and is taken back", async () => {
  const { user, member } = await someone("Nora");
  const before = subscriptionOf(member);
  await execute(net.chain, user, await cancelSubscription({ shop, user }));
  const cancelled = subscriptionOf(await readMember(net.chain, shop, user.address));
  expect(cancelled).toMatchObject({ cancelled: 1, lapsesAt: paidThrough(before) });
  const next = quoteRenewal(shop, token("USDC"), cancelled, paidThrough(before) - 1n);
  expect(next.refusal?.words).toBe("The subscription is cancelled");
  await execute(net.chain, user, await takeBackCancellation({ shop, user }));
  const back = subscriptionOf(await readMember(net.chain, shop, user.address));
  expect(back).toMatchObject({ cancelled: 0, lapsesAt: before.lapsesAt });
  const again = takeBackCancellation({ shop, user });
  await expect(execute(net.chain, user, await again)).rejects.toThrow(
    "The subscription is not cancelled",
  );
});

test("the store's own token is charged at its price, with the discount", async () => {
  const { user, member } = await someone("Max");
  await refresh();
  const [plan, tmai] = [named("Advanced", "year"), token("TMAI")];
  const second = await now(net.chain);
  const quote = value(quoteSubscription(shop, plan, tmai, undefined, second));
  expect([quote.need, quote.charge]).toEqual([499_000_000n, 399_200_000n]);
  const { price, confidence, exponent } = tmai.update!;
  const divisor = price - confidence;
  const scaled = 399_200_000n * 10n ** BigInt(-exponent);
  expect(quote.units).toBe((scaled + divisor - 1n) / divisor);
  const low = consentTo(undefined, quote.units / 2n, second);
  const refused = subscribe({ shop, member, plan, token: tmai, user, consent: low });
  await expect(execute(net.chain, user, await refused)).rejects.toThrow(
    "The charge is above the most that the user agreed to",
  );
  const consent = consentTo(undefined, mostFor(tmai, quote.most, 100), second);
  const deed = await subscribe({ shop, member, plan, token: tmai, user, consent });
  expect(await spent(user, tmai, deed)).toBe(quote.units);
  const late = quoteSubscription(shop, plan, tmai, undefined, second + 3_600n);
  expect(late.refusal?.words).toBe("The price is too old, or from the future");
});

test.each<[string, Partial<PriceUpdate>]>([
  ["The price is not fully verified", { level: 0 }],
  ["The price is of another feed", { feed: new Uint8Array(32) }],
  ["The price is too old, or from the future", { published: -1n }],
  ["The price is not above zero", { price: 0n }],
  ["The price is too far from its moving average", { average: 1n }],
  ["The price is too far from its moving average", { average: 0n }],
  ["The price's exponent is out of range", { exponent: 1 }],
  ["The price's exponent is out of range", { exponent: -13 }],
])("%s", (words, change) => {
  const { state, update } = token("TMAI");
  expect(priceAt(state, { ...update!, ...change }, update!.published).refusal?.words).toBe(words);
});

test("a price is taken up to its bounds, and not beside them", () => {
  const { state, update } = token("TMAI");
  const at = (change: Partial<PriceUpdate>, second = update!.published) =>
    priceAt(state, { ...update!, ...change }, second).refusal?.words;
  const age = BigInt(state.maxAge);
  expect(at({}, update!.published + age)).toBeUndefined();
  expect(at({}, update!.published - age)).toBeUndefined();
  expect(at({}, update!.published + age + 1n)).toBe("The price is too old, or from the future");
  expect(at({}, update!.published - age - 1n)).toBe("The price is too old, or from the future");
  const price = 1_000_000n;
  const near = { price, average: price, confidence: 10_000n };
  expect(at(near)).toBeUndefined();
  expect(at({ ...near, confidence: 10_001n })).toBe("The price is not known well enough");
  expect(at({ ...near, price: 1_100_000n })).toBeUndefined();
  expect(at({ ...near, price: 1_100_001n })).toBe("The price is too far from its moving average");
  expect(priceAt(state, undefined, 0n).refusal?.words).toBe(
    "The account is not a Pyth price update",
  );
});

test("an upgrade in another token has the discount on what is left to pay only", async () => {
  const { user, member } = await someone("Sam");
  await refresh();
  const [plan, tmai] = [named("Premium", "month"), token("TMAI")];
  const seen = subscriptionOf(member);
  const second = await now(net.chain);
  const shown = value(quoteSwitch(shop, plan, tmai, seen, second));
  expect(shown.charge).toBe(shown.need - (shown.need * 2_000n) / 10_000n);
  const consent = consentTo(seen, mostFor(tmai, shown.most, 100), second);
  const deed = await switchPlan({ shop, plan, token: tmai, user, consent });
  const paid = await spent(user, tmai, deed);
  const after = subscriptionOf(await readMember(net.chain, shop, user.address));
  const exact = value(quoteSwitch(shop, plan, tmai, seen, after.current.start));
  expect(paid).toBe(exact.units);
  expect(after.receiptMint).toBe(tmai.token.mint);
});

test("a switch to a year begins anew, and counts what is unused", async () => {
  const { user, member } = await someone("Sam");
  const [plan, usdc] = [named("Advanced", "year"), token("USDC")];
  const seen = subscriptionOf(member);
  const second = await now(net.chain);
  const shown = value(quoteSwitch(shop, plan, usdc, seen, second));
  // What is unused falls by the second, and the price of a year does not.
  expect(shown.most).toBeGreaterThan(shown.units);
  const consent = consentTo(seen, mostFor(usdc, shown.most, 100), second);
  const deed = await switchPlan({ shop, plan, token: usdc, user, consent });
  const paid = await spent(user, usdc, deed);
  const after = subscriptionOf(await readMember(net.chain, shop, user.address));
  const exact = value(quoteSwitch(shop, plan, usdc, seen, after.anchor));
  expect(paid).toBe(exact.units);
  expect(paidThrough(after)).toBe(exact.paidThrough);
  expect(after.interval).toBe(1);
});

test("in grace the reason is told, and the user pays in another token", async () => {
  const { user, member } = await someone("Gus");
  await refresh();
  const seen = subscriptionOf(member);
  const second = await now(net.chain);
  expect(statusAt(seen, second)).toBe("grace");
  expect(failureOf(seen)?.words).toBe("The user's token account holds less than the charge");
  const usdc = value(quoteRenewal(shop, token("USDC"), seen, second));
  expect(renewalObstacle(member, seen.mandate, usdc.units, second)?.words).toBe(
    "The user's token account holds less than the charge",
  );
  const tmai = token("TMAI");
  const quote = value(quoteRenewal(shop, tmai, seen, second));
  const consent = consentTo(seen, mostFor(tmai, quote.most, 100), second);
  const deed = await payNow({ shop, token: tmai, subscription: seen, user, consent });
  expect(await spent(user, tmai, deed)).toBe(quote.units);
  const after = subscriptionOf(await readMember(net.chain, shop, user.address));
  expect(paidThrough(after)).toBe(quote.paidThrough);
  expect(after.failure).toBe(0);
  await expect(execute(net.chain, user, deed)).rejects.toThrow(
    "The subscription has changed since the user signed",
  );
});

test("a deposit for calls grows, and comes back after the notice", async () => {
  const { user, member } = await someone("Lea");
  const usdc = token("USDC");
  const [before] = member.prepayments;
  expect(leftOf(before!.state)).toBe(50_000_000n - 730n * 17_000n);
  const deposit = depositCredit({ shop, token: usdc, user, amount: 5_000_000n });
  expect(await spent(user, usdc, await deposit)).toBe(5_000_000n);
  const [more] = (await readMember(net.chain, shop, user.address)).prepayments;
  expect(more!.state.deposited).toBe(55_000_000n);
  await expect(execute(net.chain, user, await withdrawCredit(more!, user))).rejects.toThrow(
    "The notice still runs, or was never given",
  );
  await execute(net.chain, user, await requestCloseCredit(more!, user));
  const [closing] = (await readMember(net.chain, shop, user.address)).prepayments;
  await net.travel(DAY + 1n);
  expect(closing!.state.closesAt).toBeLessThanOrEqual(await now(net.chain));
  expect(await spent(user, usdc, await withdrawCredit(closing!, user))).toBe(
    -leftOf(closing!.state),
  );
  expect((await readMember(net.chain, shop, user.address)).prepayments).toEqual([]);
});

test("a deposit opens an account with the key that signs vouchers", async () => {
  const { user } = await someone("Nora");
  const usdc = token("USDC");
  const sessionKey = user.address;
  const deed = await depositCredit({ shop, token: usdc, user, amount: 2_000_000n, sessionKey });
  expect(await spent(user, usdc, deed)).toBe(2_000_000n);
  const [opened] = (await readMember(net.chain, shop, user.address)).prepayments;
  expect(opened!.state).toMatchObject({ deposited: 2_000_000n, settled: 0n, sessionKey });
});

test("anybody renews under the mandate once it is time, and has the badge's token follow", async () => {
  const { user: keeper } = await someone("Max");
  const { user: kim, member: before } = await someone("Kim");
  await execute(net.chain, kim, await unschedulePlan({ shop, user: kim }));
  const seen = subscriptionOf(await readMember(net.chain, shop, kim.address));
  const usdc = token("USDC");
  const early = renew({ shop, token: usdc, subscription: seen });
  await expect(execute(net.chain, keeper, await early)).rejects.toThrow(
    "The next period cannot be paid yet",
  );
  const from = renewableFrom(seen, shop.state.window);
  await net.travel(from - (await now(net.chain)) + 60n);
  const purse = await balance(net.chain, kim.address, usdc.token);
  await execute(net.chain, keeper, await renew({ shop, token: usdc, subscription: seen }));
  expect(purse - (await balance(net.chain, kim.address, usdc.token))).toBe(99_900_000n);
  const after = await readMember(net.chain, shop, kim.address);
  expect(after.mandate!.totalLeft).toBe(before.mandate!.totalLeft - 99_900_000n);
  expect(paidThrough(subscriptionOf(after))).toBeGreaterThan(paidThrough(seen));
  expect(faults(after)).toEqual(["The token shows older dates."]);
  await execute(net.chain, keeper, await syncBadge({ shop, payer: keeper, holder: kim.address }));
  expect(faults(await readMember(net.chain, shop, kim.address))).toEqual([]);
});

test("an expired subscription is closed unless it owes for grace", async () => {
  const { user: ida, member } = await someone("Ida");
  const seen = subscriptionOf(member);
  const left = seen.lapsesAt - (await now(net.chain));
  if (left >= 0n) await net.travel(left + 1n);
  expect(statusAt(seen, await now(net.chain))).toBe("expired");
  await execute(net.chain, ida, await closeSubscription({ shop, user: ida, subscription: seen }));
  expect(await readMember(net.chain, shop, ida.address)).toMatchObject({
    opened: false,
    subscription: undefined,
  });
  const { user: hal, member: former } = await someone("Hal");
  const subscription = subscriptionOf(former);
  const close = closeSubscription({ shop, user: hal, subscription });
  await expect(execute(net.chain, hal, await close)).rejects.toThrow(
    "Time used in grace is not paid: the subscription has to stay",
  );
});

test("who comes back after a grace that was not paid has it taken off the first period", async () => {
  const { user, member } = await someone("Hal");
  const seen = subscriptionOf(member);
  const [plan, usdc] = [named("Basic", "month"), token("USDC")];
  const second = await now(net.chain);
  const quote = value(quoteSubscription(shop, plan, usdc, seen, second));
  // Used on Premium: more than Basic's period.
  expect(quote.charge).toBeGreaterThan(19_900_000n);
  const consent = consentTo(seen, quote.most, second);
  const deed = await subscribe({ shop, member, plan, token: usdc, user, consent });
  const paid = await spent(user, usdc, deed);
  const after = await readMember(net.chain, shop, user.address);
  const { incarnation } = subscriptionOf(after);
  const exact = value(quoteSubscription(shop, plan, usdc, seen, incarnation));
  expect(paid).toBe(exact.units);
  expect(paidThrough(subscriptionOf(after))).toBe(exact.paidThrough);
  expect(faults(after)).toEqual([]);
});

test("a mandate that was given for a downgrade covers it, however late it is charged", async () => {
  const ada = await begins("Ada", "Premium");
  const usdc = token("USDC");
  const basic = named("Basic", "month");
  await execute(net.chain, ada, await schedulePlan({ shop, plan: basic, user: ada }));
  const seen = subscriptionOf(await readMember(net.chain, shop, ada.address));
  const { units, most } = value(nextRenewal(shop, usdc, seen, await now(net.chain)));
  expect(units).toBe(19_900_000n);
  expect(most).toBe(value(quoteRenewal(shop, usdc, seen, seen.lapsesAt - 1n)).units);
  const terms = mandateFor(units, 3, "month", seen, most);
  expect(terms).toMatchObject({ perCharge: most, total: most + 2n * 19_900_000n });
  const { incarnation } = seen;
  const grant = await grantMandate({ shop, token: usdc, user: ada, terms, incarnation });
  await execute(net.chain, ada, grant);
  const ben = await begins("Ben", "Basic", 1);

  await net.travel(paidThrough(seen) - (await now(net.chain)) + 60n);
  const late = await renewed(ada);
  expect(late).toBeGreaterThan(19_900_000n);
  expect(late).toBeLessThan(most);

  // The one renewal of Ben's mandate, in the last hour of its grace; it has tokens for another one.
  const { lapsesAt } = subscriptionOf(await readMember(net.chain, shop, ben.address));
  await net.travel(lapsesAt - (await now(net.chain)) - 3_600n);
  expect(await renewed(ben)).toBe(19_900_000n);
});

test("a mandate for one renewal is not charged for a second one", async () => {
  const { user: ben, member } = await someone("Ben");
  expect(member.mandate!.totalLeft).toBe(19_900_000n);
  const from = renewableFrom(subscriptionOf(member), shop.state.window);
  const obstacle = renewalObstacle(member, subscriptionOf(member).mandate, 19_900_000n, from);
  expect(obstacle?.words).toBe("The mandate has expired");
  await net.travel(from - (await now(net.chain)) + 60n);
  expect(await renewed(ben)).toBe(0n);
  const { subscription } = await readMember(net.chain, shop, ben.address);
  expect(failureOf(subscription!)?.words).toBe("The mandate has expired");
});

/** Subscribes to a plan by the month in USDC, and allows so many renewals of up to twice its price. */
async function begins(name: string, plan: string, renewals?: number): Promise<KeyPairSigner> {
  const { user, member } = await someone(name);
  const [offered, usdc] = [named(plan, "month"), token("USDC")];
  const second = await now(net.chain);
  const quote = value(quoteSubscription(shop, offered, usdc, undefined, second));
  const mandate =
    renewals === undefined
      ? undefined
      : mandateFor(2n * quote.units, renewals, "month", quote.after);
  const consent = consentTo(undefined, quote.most, second);
  const deed = subscribe({ shop, member, plan: offered, token: usdc, user, consent, mandate });
  await execute(net.chain, user, await deed);
  return user;
}

/** What a keeper who asks for somebody's renewal has charged to them. */
async function renewed(user: KeyPairSigner): Promise<bigint> {
  const keeper = await net.person("Max");
  const usdc = token("USDC");
  const subscription = subscriptionOf(await readMember(net.chain, shop, user.address));
  const before = await balance(net.chain, user.address, usdc.token);
  await execute(net.chain, keeper, await renew({ shop, token: usdc, subscription }));
  return before - (await balance(net.chain, user.address, usdc.token));
}

async function someone(name: string): Promise<{ user: KeyPairSigner; member: Member }> {
  const user = await net.person(name);
  return { user, member: await readMember(net.chain, shop, user.address) };
}

/** Reads the store's price anew: it is good for a minute. */
async function refresh(): Promise<void> {
  shop = await readShop(net.chain, net.deployment);
}

function named(name: string, interval: ShopPlan["interval"]): ShopPlan {
  return shop.plans.find((plan) => plan.name === name && plan.interval === interval)!;
}

function token(symbol: string): ShopToken {
  const { mint } = net.deployment.tokens.find((token) => token.symbol === symbol)!;
  return shopTokenOf(shop, mint)!;
}

function subscriptionOf({ subscription }: Member): subscriptions.Subscription {
  return subscription!;
}

function faults(member: Member): string[] {
  return badgeFaults(shop, subscriptionOf(member), member.badge, member.badgeToken);
}

function value<T>({ value, refusal }: Answer<T>): T {
  if (refusal !== undefined) throw new Error(refusal.words);
  return value!;
}

/** What leaves a user's token account. */
async function spent(
  user: KeyPairSigner,
  { token }: ShopToken,
  deed: readonly Instruction[],
): Promise<bigint> {
  const before = await balance(net.chain, user.address, token);
  await execute(net.chain, user, deed);
  return before - (await balance(net.chain, user.address, token));
}
