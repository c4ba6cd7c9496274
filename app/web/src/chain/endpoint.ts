import type { Deployment } from "@tenure/sdk";

type Endpoint = Pick<Deployment, "rpc" | "ws">;

const KEY = "tenure.endpoint";

/** The RPC endpoint that this browser's user has chosen for a deployment, else the deployment's own. */
export function endpointOf({ cluster, rpc, ws }: Deployment): Endpoint {
  try {
    const chosen: unknown = JSON.parse(localStorage.getItem(`${KEY}.${cluster}`) ?? "null");
    return isEndpoint(chosen) ? chosen : { rpc, ws };
  } catch {
    return { rpc, ws };
  }
}

/** Takes effect when the page is loaded again. `undefined` goes back to the deployment's own. */
export function chooseEndpoint(cluster: string, endpoint: Endpoint | undefined) {
  if (endpoint === undefined) localStorage.removeItem(`${KEY}.${cluster}`);
  else localStorage.setItem(`${KEY}.${cluster}`, JSON.stringify(endpoint));
}

function isEndpoint(value: unknown): value is Endpoint {
  const { rpc, ws } = (value ?? {}) as Partial<Record<keyof Endpoint, unknown>>;
  return typeof rpc === "string" && URL.canParse(rpc) && typeof ws === "string" && URL.canParse(ws);
}
