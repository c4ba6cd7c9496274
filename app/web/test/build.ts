import { fileURLToPath } from "node:url";
import { build } from "vite";
import { DIST } from "./dist";

/** Builds the page once, for all suites. */
export async function setup() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  await build({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: "error",
    build: { outDir: DIST, emptyOutDir: true },
  });
}
