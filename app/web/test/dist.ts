import { fileURLToPath } from "node:url";

/** Where the tests' build of the page goes; named by who runs suites beside one another. */
export const DIST = process.env.TENURE_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
