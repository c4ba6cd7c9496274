import { Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { now } from "@tenure/sdk";
import { useTenure } from "../chain/tenure";
import { tellFailure } from "../ui/notice";

const JUMPS = [
  { label: "An hour", seconds: 3_600n },
  { label: "A day", seconds: 86_400n },
  { label: "A week", seconds: 604_800n },
  { label: "Four weeks", seconds: 4n * 604_800n },
];

/** Turns a local network's clock forward. */
export default function TimeTravel() {
  const { chain, deployment } = useTenure();
  const queries = useQueryClient();

  const travel = async (seconds: bigint) => {
    try {
      await turnClock(deployment.rpc, (await now(chain)) + seconds);
      await queries.invalidateQueries();
    } catch (error) {
      tellFailure("clock", "The clock stays", error);
    }
  };

  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="compact-sm">
          Travel in time
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {JUMPS.map(({ label, seconds }) => (
          <Menu.Item key={label} onClick={() => void travel(seconds)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

async function turnClock(rpc: string, second: bigint) {
  const response = await fetch(rpc, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "surfnet_timeTravel",
      params: [{ absoluteTimestamp: Number(second) * 1_000 }],
    }),
  });
  const { error } = (await response.json()) as { error?: { message: string } };
  if (error !== undefined) throw new Error(error.message);
}
