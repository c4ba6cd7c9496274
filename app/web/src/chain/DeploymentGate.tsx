import { Alert, Button, Center, Code, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { connect, inWords, readDeployment } from "@tenure/sdk";
import { useMemo, type ReactNode } from "react";
import { TenureContext } from "./tenure";
import { endpointOf } from "./endpoint";

/** Shows the page once it is known which deployment it is for. */
export function DeploymentGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["deployment"],
    queryFn: loadDeployment,
    refetchInterval: false,
    staleTime: Infinity,
  });
  const tenure = useMemo(() => {
    if (data === undefined) return undefined;
    const deployment = { ...data, rpc: endpointOf(data) };
    return { deployment, chain: connect(deployment) };
  }, [data]);

  if (tenure !== undefined) {
    return <TenureContext value={tenure}>{children}</TenureContext>;
  }
  return (
    <Center mih="100vh" p="md" component="main">
      {error === null ? (
        <Loader aria-label="Loading" />
      ) : (
        <Alert color="red" title="There is no deployment to show" maw={560}>
          <Stack align="start">
            <Text size="sm">{inWords(error)}</Text>
            <Text size="sm">
              Start a local network with <Code>make localnet</Code>, or put the file that{" "}
              <Code>tenure deploy</Code> wrote beside this page as <Code>deployment.json</Code>.
            </Text>
            <Button onClick={() => void refetch()}>Try again</Button>
          </Stack>
        </Alert>
      )}
    </Center>
  );
}

async function loadDeployment() {
  const response = await fetch("deployment.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`deployment.json: the server answered ${response.status}`);
  const deployment = readDeployment(await response.json());
  if (deployment.people.length > 0) {
    const { registerPeople } = await import("../local/wallets");
    registerPeople(deployment.people);
  }
  return deployment;
}
