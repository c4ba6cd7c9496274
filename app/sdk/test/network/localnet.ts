import { spawn, type ChildProcess } from "node:child_process";
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createKeyPairSignerFromBytes, type KeyPairSigner } from "@solana/kit";
import { connect, now, readDeployment, type Chain, type Deployment } from "../../src";

const BINARY = fileURLToPath(new URL("../../../../target/debug/tenure", import.meta.url));
/** Longer than a start takes on two busy cores. */
const PATIENCE_MS = 180_000;

/** A local network of one's own, as `tenure localnet` makes it, on free ports. */
export class Localnet {
  private constructor(
    readonly process: ChildProcess,
    readonly directory: string,
    readonly deployment: Deployment,
    readonly chain: Chain,
  ) {}

  static async start(): Promise<Localnet> {
    const parent = await mkdtemp(join(tmpdir(), "tenure-test-"));
    const directory = join(parent, "localnet");
    const ports = ["--port", "0", "--ws-port", "0"];
    const child = spawn(BINARY, ["localnet", ...ports, "--write", directory], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += String(text)));
    child.stderr.on("data", (text) => (output += String(text)));
    const file = join(directory, "deployment.json");
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await exists(file))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error(`the local network did not start:\n${output}`);
      }
      await sleep(100);
    }
    const deployment = readDeployment(JSON.parse(await readFile(file, "utf8")));
    return new Localnet(child, parent, deployment, connect(deployment));
  }

  /** The deployment's file. */
  get file(): string {
    return join(this.directory, "localnet", "deployment.json");
  }

  /** Somebody of the local network, who signs: the same signer each time, as one transaction needs it. */
  person(name: string): Promise<KeyPairSigner> {
    const known = this.people.get(name) ?? this.signerOf(name);
    this.people.set(name, known);
    return known;
  }

  private readonly people = new Map<string, Promise<KeyPairSigner>>();

  private async signerOf(name: string): Promise<KeyPairSigner> {
    const found = this.deployment.people.find((person) => person.name === name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return createKeyPairSignerFromBytes(new Uint8Array(found.secret));
  }

  /** Turns the chain's clock forward, and waits until it and the price that follows it have arrived. */
  async travel(seconds: bigint): Promise<void> {
    const target = (await now(this.chain)) + seconds;
    const response = await fetch(this.deployment.rpc, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "surfnet_timeTravel",
        params: [{ absoluteTimestamp: Number(target) * 1_000 }],
      }),
    });
    const { error } = (await response.json()) as { error?: { message: string } };
    if (error !== undefined) throw new Error(error.message);
    while ((await now(this.chain)) < target) await sleep(100);
    await sleep(2_500);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGINT");
    await ended;
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
