import type { Deployment } from "@tenure/sdk";

const KEY = "tenure.endpoint";

/** The RPC endpoint that this browser's user has chosen for a deployment, else the deployment's own. */
export function endpointOf({ cluster, rpc }: Deployment): string {
  const chosen = localStorage.getItem(`${KEY}.${cluster}`);
  return chosen !== null && URL.canParse(chosen) ? chosen : rpc;
}

/** Takes effect when the page is loaded again. `undefined` goes back to the deployment's own. */
export function chooseEndpoint(cluster: string, endpoint: string | undefined) {
  if (endpoint === undefined) localStorage.removeItem(`${KEY}.${cluster}`);
  else localStorage.setItem(`${KEY}.${cluster}`, endpoint);
}
