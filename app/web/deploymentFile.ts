import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";

/** Serves a deployment's file at the address where the page looks for it. */
export function deploymentFile(file: URL): Plugin {
  const serve = (middlewares: Connect.Server) => {
    middlewares.use("/deployment.json", (_, response) => void answer(file, response));
  };
  return {
    name: "tenure-deployment",
    configureServer: ({ middlewares }) => serve(middlewares),
    configurePreviewServer: ({ middlewares }) => serve(middlewares),
  };
}

async function answer(file: URL, response: ServerResponse) {
  try {
    const text = await readFile(file);
    response.setHeader("Content-Type", "application/json");
    response.end(text);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}
