import { SegmentedControl, SimpleGrid, Text } from "@mantine/core";
import { paidThrough, renewalPlan, shops, statusAt } from "@tenure/sdk";
import { useState } from "react";
import { Section } from "../../ui/Section";
import { date } from "../../ui/text";
import { planAction, type PlanAction } from "./planAction";
import { PlanCard } from "./PlanCard";
import { SubscribeDialog } from "./SubscribeDialog";
import { SwitchDialog } from "./SwitchDialog";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";
import { planWords, YOURS } from "./words";

type Props = { shop: shops.Shop; second: bigint; visit: Visit | undefined };

/** All plans that are sold, by the month or by the year. */
export function Plans({ shop, second, visit }: Props) {
  const yearly = visit?.member.subscription?.interval === 1;
  const [chosen, choose] = useState<shops.Interval>();
  const interval = chosen ?? (yearly ? "year" : "month");
  const [picked, pick] = useState<{ plan: shops.ShopPlan; kind: PlanAction["kind"] }>();
  const { act, composing } = useAct();
  const sold = shop.plans.filter((plan) => plan.sold);
  const offered = sold.filter((plan) => plan.interval === interval);
  const close = () => pick(undefined);

  const start = (plan: shops.ShopPlan, kind: PlanAction["kind"]) => {
    if (kind === "subscribe" || kind === "switch") pick({ plan, kind });
    else if (visit !== undefined && kind !== "none") void act(() => reschedule(visit, plan, kind));
  };

  return (
    <Section
      title="Plans"
      testid="plans"
      aside={
        <SegmentedControl
          aria-label="How often to pay"
          value={interval}
          onChange={(next) => choose(next === "year" ? "year" : "month")}
          data={[
            { value: "month", label: "Monthly" },
            { value: "year", label: "Yearly" },
          ]}
        />
      }
    >
      {offered.length === 0 ? (
        <Text c="dimmed">Nothing is sold by the {interval} now.</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {offered.map((plan) => {
            const action = planAction(shop, visit, plan);
            return (
              <PlanCard
                key={plan.id}
                shop={shop}
                plan={plan}
                second={second}
                mark={markOf(visit, plan)}
                monthly={
                  interval === "year"
                    ? sold.find((other) => other.interval === "month" && other.tier === plan.tier)
                    : undefined
                }
                action={action}
                onAct={() => start(plan, action.kind)}
                busy={composing}
              />
            );
          })}
        </SimpleGrid>
      )}
      <Text size="sm" c="dimmed">
        Prices are in dollars, for good: another price would be another plan. A stablecoin counts a
        dollar; other tokens count what Pyth says, at the lower end of what is known.
      </Text>
      {visit !== undefined && picked?.kind === "subscribe" && (
        <SubscribeDialog visit={visit} plan={picked.plan} onClose={close} />
      )}
      {visit?.member.subscription !== undefined && picked?.kind === "switch" && (
        <SwitchDialog
          visit={visit}
          seen={visit.member.subscription}
          plan={picked.plan}
          onClose={close}
        />
      )}
    </Section>
  );
}

async function reschedule(
  { shop, member: { subscription }, user }: Visit,
  plan: shops.ShopPlan,
  kind: "schedule" | "unschedule",
) {
  if (subscription === undefined) throw new Error("There is no subscription");
  if (kind === "unschedule") {
    return {
      title: `Stay on ${planWords(plan)}`,
      transactions: [await shops.unschedulePlan({ shop, user })],
    };
  }
  const until = date(paidThrough(subscription));
  return {
    title: `Switch to ${planWords(plan)} at the next renewal`,
    facts: [
      { label: "Until then", value: `${shops.planOf(shop, subscription.plan).name}, to ${until}` },
      { label: "Charged now", value: "Nothing" },
    ],
    transactions: [await shops.schedulePlan({ shop, plan, user })],
  };
}

function markOf(visit: Visit | undefined, plan: shops.ShopPlan): string | undefined {
  const subscription = visit?.member.subscription;
  if (visit === undefined || subscription === undefined) return undefined;
  if (statusAt(subscription, visit.second) === "expired") return undefined;
  if (plan.id === subscription.plan) return YOURS;
  return plan.id === renewalPlan(subscription) ? "Next" : undefined;
}
