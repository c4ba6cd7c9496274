import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { balance, execute, now, paidThrough, shops, statusAt, subscriptions } from "../../sdk/src";
import { issuedBadge, subscriptionAddress } from "../../sdk/src/membership/addresses";
import { Stage } from "./stage";

const DAY = 86_400n;

let stage: Stage;
let nora: Page;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

test("without a wallet one sees what is sold, and why it cannot be bought yet", async () => {
  const page = await stage.visit("/membership");
  const shop = await readShop();
  for (const plan of shop.plans.filter(({ interval }) => interval === "month")) {
    const card = page.getByTestId(`plan-${plan.name}`);
    await card.waitFor();
    expect(await valueIn(page, `plan-${plan.name}`, "price")).toBe(plan.price);
    const usdc = shops.priceIn(plan, tokenIn(shop, "USDC"), await now(stage.net.chain));
    expect(await valueIn(page, `plan-${plan.name}`, "price-USDC")).toBe(usdc.value?.units);
    const tmai = shops.priceIn(plan, tokenIn(shop, "TMAI"), await now(stage.net.chain));
    expect(await valueIn(page, `plan-${plan.name}`, "price-TMAI")).toBe(tmai.value?.units);
    expect(await card.getByRole("button").isDisabled()).toBe(true);
  }
  await page.getByText("Connect a wallet to subscribe.").first().waitFor();
  await page.getByText("20% off: you save $3.98").waitFor();
  await stage.inspect(page, "membership-visitor");
  await page.getByText("Yearly").click();
  await page.getByText("$16.58 a month, $39.80 less a year").waitFor();
  await page.context().close();
});

test("a newcomer subscribes, allows renewals, and carries the badge", async () => {
  nora = await stage.visit("/membership", "Nora");
  await nora.getByText("You have no membership yet.").waitFor();
  await nora.getByTestId("plan-Basic").getByRole("button", { name: "Subscribe" }).click();
  await nora.getByLabel(/19.9 USDC/).check();
  await stage.value(nora, "quote-units", 19_900_000n);
  await stage.value(nora, "mandate-terms", 12n * 19_900_000n);
  await nora.getByText("At most 19.9 USDC for each: its price today.").waitFor();
  await stage.inspect(nora, "membership-subscribe");
  const before = await held("Nora", "USDC");
  await review(nora);
  await stage.value(nora, "effect-USDC", -19_900_000n);
  await stage.sign(nora);
  expect(before - (await held("Nora", "USDC"))).toBe(19_900_000n);

  const { subscription, mandate, badge, badgeToken } = await member("Nora");
  await stage.value(nora, "status", "active");
  await stage.value(nora, "plan", subscription!.plan);
  await stage.value(nora, "paid-through", paidThrough(subscription!));
  expect(mandate).toMatchObject({ totalLeft: 238_800_000n, perCharge: 19_900_000n });
  await stage.value(nora, "mandate-left", mandate!.totalLeft);
  await stage.value(nora, "mandate-ends", mandate!.expiresAt);
  await stage.value(nora, "badge-tier", badge!.tier);
  await stage.value(nora, "badge-issued", badge!.issuedAt);
  await stage.value(nora, "badge-expires", badge!.expiresAt);
  await stage.value(nora, "badge-name", badgeToken!.name);
  await stage.value(nora, "badge-sync", "in-step");
  expect(await nora.getByRole("img", { name: /Membership badge: Basic/ }).count()).toBe(1);
  await stage.value(nora, "payment", 19_900_000n);
  const card = nora.getByTestId("plan-Basic");
  expect(await card.getAttribute("data-current")).toBe("true");
});

test("an upgrade shows what counts towards it before anything is signed, and charges that", async () => {
  const seen = await subscriptionOf("Nora");
  await nora.getByTestId("plan-Premium").getByRole("button", { name: "Upgrade now" }).click();
  await nora.getByLabel(/USDC/).first().check();
  const shown = {
    cost: await valueOf(nora, "quote-cost"),
    unused: await valueOf(nora, "quote-unused"),
    charge: await valueOf(nora, "quote-charge"),
  };
  expect(shown.cost - shown.unused).toBeGreaterThan(0n);
  const before = await held("Nora", "USDC");
  await review(nora);
  await stage.sign(nora);
  const paid = before - (await held("Nora", "USDC"));

  const shop = await readShop();
  const after = await subscriptionOf("Nora");
  const premium = planIn(shop, "Premium", "month");
  const usdc = tokenIn(shop, "USDC");
  const exact = shops.quoteSwitch(shop, premium, usdc, seen, after.current.start).value!;
  expect(paid).toBe(exact.units);
  // Both amounts fall by the second: nobody pays more than was shown, and the difference is that of seconds.
  expect(shown.charge - paid).toBeGreaterThanOrEqual(0n);
  expect(shown.charge - paid).toBeLessThan(60n * 40n);
  const then = [0n, 60n].map((early) => {
    const quote = shops.quoteSwitch(shop, premium, usdc, seen, after.current.start - early);
    return quote.value!.unused;
  });
  expect(shown.unused).toBeGreaterThanOrEqual(then[0]!);
  expect(shown.unused).toBeLessThanOrEqual(then[1]!);
  await stage.value(nora, "plan", premium.id);
  await stage.value(nora, "badge-tier", 3);
  await stage.value(nora, "badge-sync", "in-step");
  await stage.value(nora, "mandate-each", 99_900_000n);
  await stage.value(nora, "next-units", 99_900_000n);
  await stage.value(nora, "payment", paid);
});

test("a downgrade is scheduled and unscheduled", async () => {
  await nora.getByTestId("plan-Basic").getByRole("button", { name: "Switch at renewal" }).click();
  await stage.sign(nora);
  await stage.value(nora, "next-plan", 0);
  expect(await subscriptionOf("Nora")).toMatchObject({ changeScheduled: 1, nextPlan: 0 });
  await stage.value(nora, "next-units", 19_900_000n);
  const seen = await subscriptionOf("Nora");
  await stage.value(nora, "renewable-from", paidThrough(seen));
  // Each second of grace on Premium is dearer than one on Basic: there is room for all of it.
  const shop = await readShop();
  const usdc = tokenIn(shop, "USDC");
  const last = shops.quoteRenewal(shop, usdc, seen, seen.lapsesAt - 1n).value!.units;
  expect(last).toBeGreaterThan(19_900_000n);
  await nora.getByText(/^19.9 USDC, up to .* USDC if it is paid late$/).waitFor();
  await nora.getByTestId("renewal").getByRole("button", { name: "Change" }).click();
  await stage.value(nora, "mandate-terms", last + 11n * 19_900_000n);
  await nora.getByText("dearer by, if it is paid late.", { exact: false }).waitFor();
  await nora.keyboard.press("Escape");
  await nora.getByTestId("plan-Premium").getByRole("button", { name: "Stay on this plan" }).click();
  await stage.sign(nora);
  await stage.value(nora, "next-plan", 2);
  expect(await subscriptionOf("Nora")).toMatchObject({ changeScheduled: 0 });
});

test("it is cancelled, and that is taken back", async () => {
  await nora.getByRole("button", { name: "Cancel the subscription" }).click();
  await nora.getByText("You can take this back until then.", { exact: false }).waitFor();
  await stage.sign(nora);
  await nora.getByText("Active, cancelled").waitFor();
  expect(await subscriptionOf("Nora")).toMatchObject({ cancelled: 1 });
  await nora.getByRole("button", { name: "Take the cancellation back" }).click();
  await stage.sign(nora);
  await nora.getByRole("button", { name: "Cancel the subscription" }).waitFor();
  expect(await subscriptionOf("Nora")).toMatchObject({ cancelled: 0 });
});

test("automatic renewal is stopped, and allowed anew", async () => {
  await nora.getByTestId("renewal").getByRole("button", { name: "Stop" }).click();
  await stage.sign(nora);
  await stage.value(nora, "renewal", "off");
  expect((await member("Nora")).mandate).toBeUndefined();
  await nora.getByRole("button", { name: "Renew automatically" }).click();
  await nora.getByRole("radio", { name: "USDC" }).check();
  await nora.getByLabel("For how many renewals").fill("3");
  await review(nora);
  await stage.sign(nora);
  await stage.value(nora, "mandate-left", 3n * 99_900_000n);
  expect((await member("Nora")).mandate?.totalLeft).toBe(3n * 99_900_000n);
  await stage.inspect(nora, "membership-member");
});

test("a subscriber upgrades in the store's own token at its price, with the discount", async () => {
  const page = await stage.visit("/membership", "Sam", { dark: true });
  const seen = await subscriptionOf("Sam");
  await page.getByTestId("plan-Premium").getByRole("button", { name: "Upgrade now" }).click();
  await page.getByLabel(/TMAI/).first().check();
  const need = (await valueOf(page, "quote-cost")) - (await valueOf(page, "quote-unused"));
  const off = await valueOf(page, "quote-discount");
  // A fifth, but for a second that may have passed between two readings.
  expect(5n * off - need).toBeLessThan(500n);
  expect(need - 5n * off).toBeLessThan(500n);
  await stage.inspect(page, "membership-upgrade-dark");
  const before = await held("Sam", "TMAI");
  await review(page);
  await stage.sign(page);
  const shop = await readShop();
  const after = await subscriptionOf("Sam");
  const [premium, tmai] = [planIn(shop, "Premium", "month"), tokenIn(shop, "TMAI")];
  const exact = shops.quoteSwitch(shop, premium, tmai, seen, after.current.start).value!;
  expect(before - (await held("Sam", "TMAI"))).toBe(exact.units);
  await stage.value(page, "plan", premium.id);
  await stage.inspect(page, "membership-member-dark");
  await page.context().close();
});

test("who is excluded is told so, and can buy nothing", async () => {
  const { net } = stage;
  const [shop, operator, sam] = [
    await readShop(),
    await net.person("Operator"),
    await member("Sam"),
  ];
  const badge = await issuedBadge(shop, sam.user);
  const subscription = await subscriptionAddress(shop, sam.user);
  const mintPayer = sam.badge!.mintPayer;
  const accounts = { store: shop.address, authority: operator, subscription };
  await execute(net.chain, operator, [
    subscriptions.getExcludeInstruction({ ...accounts, ...badge, mintPayer }),
  ]);
  const page = await stage.visit("/membership", "Sam");
  await page.getByTestId("status").getByText("The store has excluded this wallet.").waitFor();
  const card = page.getByTestId("plan-VIP");
  await card.getByText("The store has excluded this wallet.").waitFor();
  expect(await card.getByRole("button").isDisabled()).toBe(true);
  // Their own plan's too: it is not said to be in order.
  expect(await page.getByTestId("plan-Premium").getByRole("button").isDisabled()).toBe(true);
  await page.getByTestId("badge-sync").getByText("it stays so", { exact: false }).waitFor();
  await stage.inspect(page, "membership-excluded");
  await execute(net.chain, operator, [subscriptions.getReinstateInstruction(accounts)]);
  await page.getByTestId("plan-VIP").getByRole("button", { name: "Upgrade now" }).waitFor();
  await page.context().close();
});

test("a year is paid at once, without renewals", async () => {
  const page = await stage.visit("/membership", "Carl", { phone: true });
  await page.getByTestId("plans").waitFor();
  await page.getByText("Yearly").click();
  await page.getByTestId("plan-Basic").getByRole("button", { name: "Subscribe" }).click();
  await page.getByLabel(/199 USDC/).check();
  await page.getByRole("switch", { name: "Renew automatically" }).uncheck();
  await stage.inspect(page, "membership-subscribe-phone");
  const before = await held("Carl", "USDC");
  await review(page);
  await stage.sign(page);
  expect(before - (await held("Carl", "USDC"))).toBe(199_000_000n);
  const { subscription, mandate } = await member("Carl");
  expect(subscription).toMatchObject({ interval: 1, plan: 4 });
  expect(mandate).toBeUndefined();
  await stage.value(page, "paid-through", paidThrough(subscription!));
  await stage.value(page, "renewal", "off");
  await stage.inspect(page, "membership-member-phone");
  await page.context().close();
});

test("who has too little is told so, and cannot go on", async () => {
  const page = await stage.visit("/membership", "Council");
  await page.getByTestId("plan-VIP").getByRole("button", { name: "Subscribe" }).click();
  await page.getByLabel(/199.9 USDC/).check();
  await page.getByText("You have 100 USDC, and need 199.9 USDC.").waitFor();
  expect(await page.getByRole("button", { name: "Review" }).isDisabled()).toBe(true);
  await page.context().close();
});

test("a mandate that ends too early is told, and a switch without renewals takes it back", async () => {
  const user = await stage.net.person("Kim");
  const [shop, before] = [await readShop(), await member("Kim")];
  const [seen, token] = [before.subscription!, tokenIn(shop, "USDC")];
  const terms = {
    ...shops.mandateFor(99_900_000n, 6, "month", seen),
    expiresAt: (await now(stage.net.chain)) + DAY,
  };
  const { incarnation } = seen;
  const grant = await shops.grantMandate({ shop, token, user, terms, incarnation });
  await execute(stage.net.chain, user, grant);
  const page = await stage.visit("/membership", "Kim");
  await page.getByTestId("trouble").getByText("The mandate has expired").waitFor();

  await page.getByTestId("plan-VIP").getByRole("button", { name: "Upgrade now" }).click();
  await page.getByLabel(/USDC/).first().check();
  await page.getByRole("switch", { name: "Renew automatically" }).uncheck();
  await review(page);
  await page.getByText("Stops: nobody may charge this wallet").waitFor();
  await stage.sign(page);
  await stage.value(page, "renewal", "off");
  const { subscription, mandate, purses } = await member("Kim");
  expect(subscription).toMatchObject({ plan: planIn(shop, "VIP", "month").id });
  expect(mandate).toBeUndefined();
  expect(purses.get(token.token.mint)?.delegate).toBeUndefined();
  await page.context().close();
});

test("what the chain would refuse is told in its words before anything is signed", async () => {
  const page = await stage.visit("/membership", "Kim");
  await page.getByRole("button", { name: "Cancel the subscription" }).waitFor();
  const user = await stage.net.person("Kim");
  const deed = await shops.cancelSubscription({ shop: await readShop(), user });
  await execute(stage.net.chain, user, deed);
  await page.getByRole("button", { name: "Cancel the subscription" }).click();
  const refusal = page.getByTestId("refusal");
  await refusal.waitFor();
  expect(await refusal.getAttribute("data-name")).toBe("Cancelled");
  expect(await refusal.innerText()).toContain("The subscription is cancelled");
  await page.context().close();
});

test("in grace the reason is told, and the period is paid in another token", async () => {
  const page = await stage.visit("/membership", "Gus");
  await stage.value(page, "status", "grace");
  await page
    .getByTestId("trouble")
    .getByText("The user's token account holds less than the charge")
    .waitFor();
  await stage.inspect(page, "membership-grace");
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.getByLabel(/TMAI/).first().check();
  const units = await valueOf(page, "quote-units");
  const before = await held("Gus", "TMAI");
  await review(page);
  await stage.value(page, "effect-TMAI", -units);
  await stage.sign(page);
  expect(before - (await held("Gus", "TMAI"))).toBe(units);
  await stage.value(page, "status", "active");
  await stage.value(page, "paid-through", paidThrough(await subscriptionOf("Gus")));
  // The badge's account follows a payment; its token does when somebody asks for it.
  await stage.value(page, "badge-sync", "out-of-step");
  await page.getByRole("button", { name: "Sync the badge" }).click();
  await stage.sign(page);
  await stage.value(page, "badge-sync", "in-step");
  await page.context().close();
});

test("what has expired begins anew, and what grace was dearer is charged along", async () => {
  const page = await stage.visit("/membership", "Hal");
  await stage.value(page, "status", "expired");
  await page.getByText("Time used in grace is not paid", { exact: false }).waitFor();
  const seen = await subscriptionOf("Hal");
  await page.getByTestId("plan-Basic").getByRole("button", { name: "Subscribe" }).click();
  await page.getByLabel(/USDC/).first().check();
  await page.getByText("Used in grace and not paid").waitFor();
  const shown = await valueOf(page, "quote-units");
  expect(shown).toBeGreaterThan(19_900_000n);
  const before = await held("Hal", "USDC");
  await review(page);
  await stage.value(page, "effect-USDC", -shown);
  await stage.sign(page);
  expect(before - (await held("Hal", "USDC"))).toBe(shown);
  const shop = await readShop();
  const { subscription } = await member("Hal");
  const [basic, usdc] = [planIn(shop, "Basic", "month"), tokenIn(shop, "USDC")];
  const { incarnation } = subscription!;
  const exact = shops.quoteSubscription(shop, basic, usdc, seen, incarnation).value!;
  expect(shown).toBe(exact.units);
  await stage.value(page, "status", "active");
  await stage.value(page, "paid-through", exact.paidThrough);
  expect(paidThrough(subscription!)).toBe(exact.paidThrough);
  await page.context().close();
});

test("a deposit for calls grows, and comes back after the notice", async () => {
  const page = await stage.visit("/membership", "Lea");
  const left = 50_000_000n - 730n * 17_000n;
  await stage.value(page, "credit-left-USDC", left);
  await page.getByRole("button", { name: "Deposit more" }).click();
  await page.getByLabel("Amount", { exact: true }).fill("12.5");
  await review(page);
  await stage.sign(page);
  await stage.value(page, "credit-left-USDC", left + 12_500_000n);
  await page.getByRole("button", { name: "Close it" }).click();
  await stage.sign(page);
  const [closing] = (await member("Lea")).prepayments;
  await stage.value(page, "credit-closes", closing!.state.closesAt);
  await stage.net.travel(DAY + 60n);
  const before = await held("Lea", "USDC");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await stage.sign(page);
  expect((await held("Lea", "USDC")) - before).toBe(left + 12_500_000n);
  await page.context().close();
});

test("time alone moves a membership into grace, and out of it", async () => {
  const end = paidThrough(await subscriptionOf("Nora"));
  await stage.net.travel(end - (await now(stage.net.chain)) + 60n);
  await stage.value(nora, "status", "grace");
  const seen = await subscriptionOf("Nora");
  expect(statusAt(seen, await now(stage.net.chain))).toBe("grace");
  const before = await held("Nora", "USDC");
  const payNow = nora.getByRole("button", { name: "Pay now" });
  await payNow.waitFor();
  const operator = await stage.net.person("Operator");
  const store = (await readShop()).address;
  const pause = subscriptions.getPauseInstruction({ store, pauser: operator });
  await execute(stage.net.chain, operator, [pause]);
  await payNow.waitFor({ state: "hidden" });
  const resume = subscriptions.getResumeInstruction({ store, authority: operator });
  await execute(stage.net.chain, operator, [resume]);
  await payNow.click();
  await nora.getByLabel(/99.9 USDC/).check();
  await review(nora);
  await stage.sign(nora);
  expect(before - (await held("Nora", "USDC"))).toBe(99_900_000n);
  await stage.value(nora, "status", "active");
  const after = await subscriptionOf("Nora");
  await stage.value(nora, "paid-through", paidThrough(after));
  await stage.net.travel(after.lapsesAt - (await now(stage.net.chain)) + 60n);
  await stage.value(nora, "status", "expired");
});

test("what has expired and owes nothing is closed", async () => {
  const page = await stage.visit("/membership", "Ida");
  await stage.value(page, "status", "expired");
  await page.getByRole("button", { name: "Close the account" }).click();
  await stage.sign(page);
  await page.getByText("You have no membership yet.").waitFor();
  expect(await member("Ida")).toMatchObject({ opened: false });
  await page.context().close();
});

test("a paused store sells nothing, and says so", async () => {
  const operator = await stage.net.person("Operator");
  const store = (await readShop()).address;
  await execute(stage.net.chain, operator, [
    subscriptions.getPauseInstruction({ store, pauser: operator }),
  ]);
  const page = await stage.visit("/membership", "Ida");
  await page.getByText("Nothing is sold or renewed now. What is paid goes on.").waitFor();
  const card = page.getByTestId("plan-Basic");
  await card.getByText("The store is paused: nothing is sold now.").waitFor();
  expect(await card.getByRole("button").isDisabled()).toBe(true);
  await stage.inspect(page, "membership-paused");
  await page.context().close();
});

async function review(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review" }).click();
}

async function valueOf(page: Page, testid: string): Promise<bigint> {
  const value = await page.getByTestId(testid).first().getAttribute("data-value");
  return BigInt(value!);
}

async function valueIn(page: Page, part: string, testid: string): Promise<bigint> {
  const value = await page.getByTestId(part).getByTestId(testid).getAttribute("data-value");
  return BigInt(value!);
}

async function readShop(): Promise<shops.Shop> {
  return shops.readShop(stage.net.chain, stage.net.deployment);
}

async function member(name: string): Promise<shops.Member> {
  const { address } = await stage.net.person(name);
  return shops.readMember(stage.net.chain, await readShop(), address);
}

async function subscriptionOf(name: string): Promise<subscriptions.Subscription> {
  return (await member(name)).subscription!;
}

async function held(name: string, symbol: string): Promise<bigint> {
  const { address } = await stage.net.person(name);
  const token = stage.net.deployment.tokens.find((token) => token.symbol === symbol)!;
  return balance(stage.net.chain, address, token);
}

function planIn({ plans }: shops.Shop, name: string, interval: shops.Interval): shops.ShopPlan {
  return plans.find((plan) => plan.name === name && plan.interval === interval)!;
}

function tokenIn({ tokens }: shops.Shop, symbol: string): shops.ShopToken {
  return tokens.find(({ token }) => token.symbol === symbol)!;
}
