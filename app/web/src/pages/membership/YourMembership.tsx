import { Badge, Button, Group, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import {
  paidThrough,
  renewalPlan,
  shops,
  statusAt,
  type Status,
  type subscriptions,
} from "@tenure/sdk";
import { useState } from "react";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { dateAndTime, dollars, tokens } from "../../ui/text";
import { AutomaticRenewal } from "./AutomaticRenewal";
import { Leaving } from "./Leaving";
import { Notice } from "./Notice";
import { PayDialog } from "./PayDialog";
import { tierColours } from "./tiers";
import type { Visit } from "./useShop";
import { every, planWords, statusWords } from "./words";

type Props = { visit: Visit; seen: subscriptions.Subscription };

/** The visitor's subscription as it stands at the chain's second. */
export function YourMembership({ visit, seen }: Props) {
  const { shop, second } = visit;
  const [paying, pay] = useState(false);
  const plan = shops.planOf(shop, seen.plan);
  const status = statusAt(seen, second);
  const open = shop.state.paused === 0 && seen.revoked === 0;
  const payable =
    open &&
    shop.tokens.some((token) => shops.quoteRenewal(shop, token, seen, second).value !== undefined);
  return (
    <Section
      title="Your membership"
      testid="membership"
      aside={<Mark seen={seen} status={status} />}
    >
      <Text data-testid="status" data-value={status}>
        {statusWords(seen, second)}
      </Text>
      <PaidTime seen={seen} second={second} />
      <Trouble visit={visit} seen={seen} status={status} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Stack gap="xs">
          <Fact label="Plan" testid="plan" value={seen.plan}>
            {planWords(plan)}
          </Fact>
          <Fact label="Price" testid="plan-price" value={seen.price}>
            {dollars(seen.price)} {every(plan.interval)}
          </Fact>
          <Fact label="Paid through" testid="paid-through" value={paidThrough(seen)}>
            {dateAndTime(paidThrough(seen))}
          </Fact>
          {seen.granted === 1 && (
            <Fact label="This period" hint="The store's operator has granted it.">
              Paid elsewhere, by card for one
            </Fact>
          )}
          <Next visit={visit} seen={seen} status={status} />
          <Fact
            label="Credit"
            hint="Paid and not used. It pays for the next periods before anything is charged."
            testid="credit"
            value={seen.credit}
          >
            {dollars(seen.credit)}
          </Fact>
        </Stack>
        <AutomaticRenewal visit={visit} seen={seen} status={status} />
      </SimpleGrid>
      <Group align="start">
        {payable && (
          <Button size="md" onClick={() => pay(true)}>
            {status === "grace" ? "Pay now" : "Pay the next period now"}
          </Button>
        )}
        <Leaving visit={visit} seen={seen} status={status} />
      </Group>
      {paying && <PayDialog visit={visit} seen={seen} onClose={() => pay(false)} />}
    </Section>
  );
}

const MARKS = {
  active: { color: "green", words: "Active" },
  grace: { color: "orange", words: "In grace" },
  expired: { color: "gray", words: "Expired" },
} as const;

function Mark({ seen, status }: { seen: subscriptions.Subscription; status: Status }) {
  const { color, words } = MARKS[status];
  const cancelled = seen.cancelled === 1 && status === "active";
  return (
    <Badge size="lg" variant="dot" color={seen.revoked === 1 ? "red" : color}>
      {seen.revoked === 1 ? "Excluded" : cancelled ? "Active, cancelled" : words}
    </Badge>
  );
}

/** How much of the period that runs is over. */
function PaidTime({ seen, second }: { seen: subscriptions.Subscription; second: bigint }) {
  const { periodStart, end } = seen.current;
  const whole = end - periodStart;
  if (whole <= 0n || second >= end) return null;
  const done = second > periodStart ? ((second - periodStart) * 100n) / whole : 0n;
  return (
    <Progress
      value={Number(done)}
      color={tierColours(seen.tier).theme}
      aria-label={`${done}% of this period is over`}
      size="md"
      radius="xl"
    />
  );
}

/** What keeps it from being renewed, and what helps. */
function Trouble({ visit, seen, status }: Props & { status: Status }) {
  const failure = shops.failureOf(seen);
  if (status === "expired" || seen.cancelled === 1 || seen.revoked === 1) return null;
  const obstacle = obstacleOf(visit, seen);
  const words = failure?.words ?? obstacle?.words;
  if (words === undefined && status === "active") return null;
  return (
    <Notice
      color={status === "grace" ? "orange" : "yellow"}
      icon={<IconAlertTriangle aria-hidden />}
      title={status === "grace" ? "The next period is not paid" : forecast(seen)}
      data-testid="trouble"
    >
      {trouble(words, failure !== undefined, status, visit.member.mandate !== undefined)}
    </Notice>
  );
}

/** What another plan costs once grace is used grows by the second. */
function forecast({ changeScheduled }: subscriptions.Subscription): string {
  return changeScheduled === 1 ? "The next renewal may fail" : "The next renewal would fail";
}

function trouble(
  words: string | undefined,
  tried: boolean,
  status: Status,
  allowed: boolean,
): string {
  if (words === undefined) {
    return allowed
      ? "It can be charged under what you allowed at any moment now. You can also pay it yourself."
      : "Nobody may charge it: pay it yourself, in any token that the store takes.";
  }
  const why = tried ? "It was tried, and refused" : "Why";
  const remedy =
    status === "grace"
      ? "Pay it yourself now, in any token that the store takes."
      : "Allow renewals anew, or see that the tokens are there when it is due.";
  return `${why}: ${words}. ${remedy}`;
}

/** Why the mandate would not cover the next period once it can be paid, at today's price. */
function obstacleOf({ shop, member, second }: Visit, seen: subscriptions.Subscription) {
  const { mandate } = member;
  const token = mandate && shops.shopTokenOf(shop, mandate.mint);
  const next = token && shops.nextRenewal(shop, token, seen, second).value;
  const from = shops.renewableFrom(seen, shops.renewalWindow(shop, seen));
  const then = from > second ? from : second;
  return next && shops.renewalObstacle(member, seen.mandate, next.most, then);
}

/** The next renewal: for which plan, from when, and what it costs. */
function Next({ visit: { shop, member, second }, seen, status }: Props & { status: Status }) {
  if (status === "expired" || seen.cancelled === 1 || seen.revoked === 1) {
    return (
      <Fact label="Next renewal" testid="next-plan" value="">
        None
      </Fact>
    );
  }
  const plan = shops.planOf(shop, renewalPlan(seen));
  const from = shops.renewableFrom(seen, shops.renewalWindow(shop, seen));
  const token = member.mandate && shops.shopTokenOf(shop, member.mandate.mint);
  const next = token && shops.nextRenewal(shop, token, seen, second).value;
  return (
    <>
      <Fact
        label={seen.changeScheduled === 1 ? "Next renewal, another plan" : "Next renewal"}
        testid="next-plan"
        value={plan.id}
      >
        {planWords(plan)}, {dollars(plan.price)}
      </Fact>
      {next !== undefined && (
        <Fact
          label="It charges"
          hint="At today's price, with your credit counted and a discount taken off."
          testid="next-units"
          value={next.units}
        >
          {tokens(next.units, next.token.token)}
          {next.most > next.units &&
            `, up to ${tokens(next.most, next.token.token)} if it is paid late`}
        </Fact>
      )}
      <Fact
        label="It can be paid from"
        hint="Until the grace after the paid time is over. A change of plan is paid once the paid time is over."
        testid="renewable-from"
        value={from}
      >
        {dateAndTime(from)}
      </Fact>
    </>
  );
}
