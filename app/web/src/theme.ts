import { createTheme, DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";

/** Strong enough for text of normal size on white, and in the dark, by WCAG's AA. */
export const theme = mergeMantineTheme(
  DEFAULT_THEME,
  createTheme({
    primaryColor: "indigo",
    primaryShade: { light: 8, dark: 7 },
    defaultRadius: "md",
    autoContrast: true,
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    headings: { fontWeight: "650" },
    respectReducedMotion: true,
    components: {
      Card: { defaultProps: { withBorder: true, padding: "lg", radius: "lg" } },
      Modal: {
        defaultProps: {
          centered: true,
          radius: "lg",
          closeButtonProps: { "aria-label": "Close" },
        },
      },
      // Their words in the page's own colour: in theirs they are too faint to read.
      Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
      Notification: {
        defaultProps: { closeButtonProps: { "aria-label": "Close" } },
        styles: { description: { color: "var(--mantine-color-text)" } },
      },
    },
  }),
);
