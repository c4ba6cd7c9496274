import { Alert, type AlertProps } from "@mantine/core";

/** An alert whose words all have the contrast of the page's own text. */
export function Notice(props: AlertProps) {
  return <Alert styles={{ title: { color: "var(--mantine-color-text)" } }} {...props} />;
}
