import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          sequence: { groupOrder: 0 },
          include: ["sdk/test/*.test.ts", "web/test/unit/*.test.ts"],
        },
      },
      {
        test: {
          name: "network",
          sequence: { groupOrder: 1 },
          include: ["sdk/test/network/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "web",
          sequence: { groupOrder: 2 },
          include: ["web/test/*.test.ts"],
          globalSetup: "web/test/build.ts",
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
