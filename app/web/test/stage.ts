import { mkdir } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";
import { expect } from "vitest";
import { Localnet } from "../../sdk/test/network/localnet";
import { deploymentFile } from "../deploymentFile";
import { DIST } from "./dist";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));
/** Without what Chromium would look up on the network by itself. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** A local network, the built page served for it, and a real browser to look at it with. */
export class Stage {
  /** What went wrong on any page: errors of the console, and calls to anywhere but the page and its cluster. */
  readonly faults: string[] = [];

  private constructor(
    readonly net: Localnet,
    private readonly server: PreviewServer,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<Stage> {
    const net = await Localnet.start();
    const server = await preview({
      root: ROOT,
      configFile: false,
      build: { outDir: DIST },
      plugins: [deploymentFile(pathToFileURL(net.file))],
      preview: { host: "127.0.0.1", port: 0 },
    });
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
    return new Stage(net, server, browser);
  }

  /** The page at a path, in a browser window of its own, with somebody's wallet connected. */
  async visit(
    path: string,
    person?: string,
    { phone = false, dark = false }: { phone?: boolean; dark?: boolean } = {},
  ): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: phone ? PHONE : DESK,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    this.watch(page);
    await page.goto(`${this.origin}/#${path}`);
    if (person !== undefined) await this.connect(page, person);
    return page;
  }

  /** Connects somebody's wallet, as a visitor would. */
  async connect(page: Page, person: string): Promise<void> {
    await page.getByRole("button", { name: "Connect wallet" }).click();
    const wallet = new RegExp(`^${person}\\b`);
    await page.getByRole("dialog").getByRole("button", { name: wallet }).click();
    await page.getByTestId("wallet").waitFor();
  }

  /** Signs what the page shows for review, each transaction of it, and waits until the chain has confirmed it. */
  async sign(page: Page): Promise<void> {
    const review = page.getByTestId("review");
    for (;;) {
      await review.and(page.locator("[data-stage=review]")).waitFor();
      await page.getByRole("button", { name: "Sign and send" }).click();
      const next = page.locator(
        "[data-testid=review]:is([data-stage=review], [data-stage=confirmed], [data-stage=failed])",
      );
      await next.waitFor();
      const stage = await next.getAttribute("data-stage");
      if (stage === "failed") throw new Error(await page.getByTestId("refusal").innerText());
      if (stage === "confirmed") break;
    }
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await review.waitFor({ state: "hidden" });
  }

  /** The value behind a figure that the page shows, in base units or seconds, once it fits. */
  async value(page: Page, testid: string, expected: bigint | number | string): Promise<void> {
    const shown = page.getByTestId(testid).first();
    await expect
      .poll(() => shown.getAttribute("data-value"), { timeout: 30_000 })
      .toBe(String(expected));
  }

  /** Keeps a picture of the page, and has axe look for what would keep people from using it. */
  async inspect(page: Page, name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    expect(
      serious.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
      ),
      `accessibility of ${name}`,
    ).toEqual([]);
    const [wide, view] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(view!);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    await this.net.stop();
    expect(this.faults).toEqual([]);
  }

  private get origin(): string {
    return new URL(this.server.resolvedUrls!.local[0]!).origin;
  }

  private watch(page: Page) {
    const allowed = [this.origin, new URL(this.net.deployment.rpc).origin];
    const check = (url: string) => {
      const { protocol, origin } = new URL(url);
      if (protocol !== "data:" && !allowed.includes(origin)) this.faults.push(`a call to ${url}`);
    };
    page.on("request", (request) => check(request.url()));
    page.on("websocket", (socket) => check(socket.url()));
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(message.text());
    });
  }
}
