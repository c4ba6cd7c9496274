import { Button, Group, List, SimpleGrid, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconRefresh } from "@tabler/icons-react";
import { shops, statusAt, type subscriptions } from "@tenure/sdk";
import { ExplorerLink } from "../../ui/ExplorerLink";
import { Fact } from "../../ui/Fact";
import { Section } from "../../ui/Section";
import { dateAndTime } from "../../ui/text";
import { BadgePicture } from "./BadgePicture";
import { Notice } from "./Notice";
import { useAct } from "../../transact/useAct";
import type { Visit } from "./useShop";

type Props = { visit: Visit; subscription: subscriptions.Subscription };

/** The visitor's badge as its account has it, and whether the token that wallets show says the same. */
export function BadgeSection({ visit, subscription }: Props) {
  const { shop, member, second } = visit;
  const { badge, badgeToken } = member;
  return (
    <Section title="Your badge" testid="badge">
      {badge === undefined ? (
        <Text c="dimmed">No badge has been issued to this wallet.</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <BadgePicture
            shop={shop}
            badge={badge}
            number={badgeToken?.number}
            standing={shops.badgeStanding(badge, second)}
          />
          <Stack gap="xs">
            <Fact label="Tier" testid="badge-tier" value={badge.tier}>
              {shops.tierName(shop, badge.tier)}
            </Fact>
            <Fact label="Issued" testid="badge-issued" value={badge.issuedAt}>
              {dateAndTime(badge.issuedAt)}
            </Fact>
            <Fact label="Expires" testid="badge-expires" value={badge.expiresAt}>
              {dateAndTime(badge.expiresAt)}
            </Fact>
            <Fact
              label="Name in wallets"
              hint="The token that shows the badge. It cannot be transferred; who burns it loses nothing but the picture."
              testid="badge-name"
              value={badgeToken?.name ?? ""}
            >
              {badgeToken?.name ?? "none"}
            </Fact>
            {badgeToken !== undefined && (
              <Fact label="Token">
                <ExplorerLink kind="address" id={badgeToken.mint} />
              </Fact>
            )}
          </Stack>
        </SimpleGrid>
      )}
      <Sync visit={visit} subscription={subscription} />
    </Section>
  );
}

function Sync({ visit, subscription }: Props) {
  const { shop, member, user, second } = visit;
  const { act, composing } = useAct();
  const faults = shops.badgeFaults(shop, subscription, member.badge, member.badgeToken);
  const active = statusAt(subscription, second) === "active" && subscription.revoked === 0;
  if (faults.length === 0) {
    return (
      <Group gap="xs" wrap="nowrap" align="start" data-testid="badge-sync" data-value="in-step">
        <ThemeIcon color="green.8" radius="xl" size={24} aria-hidden>
          <IconCheck size={15} />
        </ThemeIcon>
        <div>
          <Text size="sm" fw={650}>
            Shown by your wallet: in step
          </Text>
          <Text size="sm" c="dimmed">
            The token says what the badge says, and the badge what is paid.
          </Text>
        </div>
      </Group>
    );
  }
  const sync = () =>
    act(async () => ({
      title: "Bring your badge in step",
      facts: [{ label: "What it changes", value: "The badge and its token show what is paid" }],
      transactions: [await shops.syncBadge({ shop, payer: user, holder: user.address })],
    }));
  return (
    <Notice
      color="yellow"
      icon={<IconRefresh aria-hidden />}
      title={active ? "Shown by your wallet: needs a sync" : "Shown by your wallet: out of date"}
      data-testid="badge-sync"
      data-value="out-of-step"
    >
      <Stack align="start" gap="sm">
        <List size="sm">
          {faults.map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
        {active ? (
          <Button loading={composing} onClick={() => void sync()}>
            Sync the badge
          </Button>
        ) : (
          <Text size="sm">
            {subscription.revoked === 1
              ? "The store has excluded this wallet: it stays so."
              : "It can be brought in step once time is paid again."}
          </Text>
        )}
      </Stack>
    </Notice>
  );
}
