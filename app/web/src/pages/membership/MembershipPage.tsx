import { Text } from "@mantine/core";
import { useClock } from "../../chain/clock";
import { Asked, type Asking } from "../../ui/Asked";
import { Section } from "../../ui/Section";
import { BadgeSection } from "./BadgeSection";
import { Credits } from "./Credits";
import { Notice } from "./Notice";
import { Payments } from "./Payments";
import { Plans } from "./Plans";
import { useShop, type Visit } from "./useShop";
import { YourMembership } from "./YourMembership";

/** What the store sells, and what the visitor has of it. */
export default function MembershipPage() {
  const { shop, visit, connected } = useShop();
  const clock = useClock();
  return (
    <Asked query={shop} what="the store">
      {(shop) => (
        <Asked query={clock} what="the chain's clock">
          {(second) => (
            <>
              {shop.state.paused === 1 && (
                <Notice color="orange" title="The store is paused">
                  Nothing is sold or renewed now. What is paid goes on.
                </Notice>
              )}
              {connected ? <Yours visit={visit} /> : <Nobody connected={false} />}
              <Plans shop={shop} second={second} visit={visit.data} />
              {visit.data !== undefined && <Credits visit={visit.data} />}
              {visit.data?.member.subscription !== undefined && <Payments visit={visit.data} />}
            </>
          )}
        </Asked>
      )}
    </Asked>
  );
}

function Yours({ visit }: { visit: Asking<Visit> }) {
  return (
    <Asked query={visit} what="your membership">
      {(visit) => {
        const seen = visit.member.subscription;
        return seen === undefined ? (
          <Nobody connected />
        ) : (
          <>
            <YourMembership visit={visit} seen={seen} />
            <BadgeSection visit={visit} subscription={seen} />
          </>
        );
      }}
    </Asked>
  );
}

function Nobody({ connected }: { connected: boolean }) {
  return (
    <Section title="Your membership" testid="membership">
      <Text>
        {connected
          ? "You have no membership yet. Choose a plan below: the first period is paid at once, and your badge comes with it."
          : "Connect a wallet to see your membership, or to subscribe."}
      </Text>
    </Section>
  );
}
