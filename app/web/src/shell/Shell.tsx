import {
  ActionIcon,
  Anchor,
  AppShell,
  Badge,
  Container,
  Group,
  Stack,
  Tabs,
  Text,
  Title,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { useNow } from "../chain/clock";
import { useTenure } from "../chain/tenure";
import { Boundary } from "../ui/Boundary";
import { Stale } from "../ui/Stale";
import { dateAndTime } from "../ui/text";
import { WalletButton } from "../wallet/WalletButton";
import { Settings } from "./Settings";

const TimeTravel = lazy(() => import("../local/TimeTravel"));
const PAGES = [
  { path: "/stake", label: "Stake", page: lazy(() => import("../pages/stake/StakePage")) },
  { path: "/revenue", label: "Revenue", page: lazy(() => import("../pages/revenue/RevenuePage")) },
  {
    path: "/membership",
    label: "Membership",
    page: lazy(() => import("../pages/membership/MembershipPage")),
  },
  {
    path: "/governance",
    label: "Governance",
    page: lazy(() => import("../pages/governance/GovernancePage")),
  },
];

/** The page's frame: where one is, who one is, and what one came for. */
export function Shell() {
  return (
    <Router hook={useHashLocation}>
      <Frame />
    </Router>
  );
}

function Frame() {
  const { deployment } = useTenure();
  const [location, navigate] = useLocation();
  const current = PAGES.find(({ path }) => location.startsWith(path))?.path ?? null;

  return (
    <AppShell header={{ height: { base: 112, sm: 64 } }} padding="md">
      <a className="skip-link" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={1} size="h3">
              {deployment.name}
            </Title>
            <Badge
              variant="light"
              color={deployment.cluster === "mainnet-beta" ? "green" : "gray"}
              visibleFrom="sm"
            >
              {deployment.cluster}
            </Badge>
          </Group>
          <Tabs
            value={current}
            onChange={(path) => path !== null && navigate(path)}
            variant="pills"
            className="pages"
            component="nav"
            aria-label="Pages"
          >
            <Tabs.List>
              {PAGES.map(({ path, label }) => (
                <Tabs.Tab key={path} value={path} px="xs">
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <Group gap="xs">
            <SchemeSwitch />
            <Settings />
            <WalletButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="lg" px={0}>
          <Stack>
            <Stale />
            <Boundary key={location}>
              <Suspense fallback={<Text>Loading…</Text>}>
                <Switch>
                  {PAGES.map(({ path, page }) => (
                    <Route key={path} path={`${path}/*?`} component={page} />
                  ))}
                  <Redirect to="/stake" />
                </Switch>
              </Suspense>
            </Boundary>
            <Footer />
          </Stack>
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function Footer() {
  const { deployment } = useTenure();
  const now = useNow();
  return (
    <Group component="footer" justify="space-between" mt="xl">
      <Text size="sm" c="dimmed" data-testid="clock" data-value={now?.toString()}>
        The chain's time: {now === undefined ? "…" : dateAndTime(now)}
      </Text>
      {deployment.cluster === "localnet" && (
        <Suspense>
          <TimeTravel />
        </Suspense>
      )}
      <Anchor size="sm" href="deployment.json" underline="always">
        All addresses
      </Anchor>
    </Group>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: true });
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Use ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      {scheme === "dark" ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}

/** The address bar's hash holds the page's path, so the link cannot do it by itself. */
function skip(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
