import { Badge } from "@mantine/core";
import type { governance } from "@tenure/sdk";
import classes from "./governance.module.css";
import { STATE } from "./words";

/** Where a proposal stands. */
export function StateBadge({ state }: { state: governance.ProposalState }) {
  const { name, color } = STATE[state];
  return (
    <Badge
      color={color}
      variant="light"
      className={classes.badge}
      style={{
        "--badge-dark": `var(--mantine-color-${color}-9)`,
        "--badge-light": `var(--mantine-color-${color}-3)`,
      }}
      data-testid="state"
      data-value={state}
    >
      {name}
    </Badge>
  );
}
