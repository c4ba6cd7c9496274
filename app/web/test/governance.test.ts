import { generateKeyPairSigner, type KeyPairSigner } from "@solana/kit";
import { balance, execute, governance, now, type Token } from "@tenure/sdk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { duration } from "../src/ui/text";
import { Stage } from "./stage";

const DAY = 86_400n;

let stage: Stage;
let usdc: Token;
beforeAll(async () => {
  stage = await Stage.open();
  usdc = stage.net.deployment.tokens.find(({ symbol }) => symbol === "USDC")!;
});
afterAll(() => stage.close());

const dao = () => governance.readDao(stage.net.chain, stage.net.deployment);
const proposals = () => governance.readProposals(stage.net.chain, stage.net.deployment.governor);

async function numbered(number: bigint) {
  return (await proposals()).find((proposal) => proposal.number === number)!;
}

async function vote(who: KeyPairSigner, number: bigint, choice: governance.Choice) {
  const { chain } = stage.net;
  const read = await dao();
  const [voice] = await governance.readVoices(chain, read, who.address);
  const { address: proposal } = await numbered(number);
  const lock = voice!.address;
  await execute(
    chain,
    who,
    await governance.castVote({ chain, dao: read, voter: who, lock, proposal, choice }),
  );
}

/** The page shows the tallies that the chain holds. */
async function talliesFit(page: Page, number: bigint) {
  const { votesFor, votesAgainst, votesAbstain } = await numbered(number);
  await stage.value(page, "votes-for", votesFor);
  await stage.value(page, "votes-against", votesAgainst);
  await stage.value(page, "votes-abstain", votesAbstain);
}

test("the list shows every proposal in the state that the chain has it in", async () => {
  const page = await stage.visit("/governance");
  const [all, second] = [await proposals(), await now(stage.net.chain)];
  for (const proposal of all) {
    const row = page.getByTestId(`proposal-${proposal.number}`);
    await row.waitFor();
    expect(await row.getAttribute("data-state")).toBe(governance.stateAt(proposal, second));
    expect(await row.innerText()).toContain(proposal.title);
  }
  for (const proposal of all) {
    const row = page.getByTestId(`proposal-${proposal.number}`);
    const words = async () => {
      const second = await now(stage.net.chain);
      const next = governance.nextChange(proposal, second);
      const left = next && `${next.what} in ${duration(next.at - second)}`.toLowerCase();
      const text = (await row.innerText()).toLowerCase();
      return left === undefined ? !/ in \d/.test(text) : text.includes(left);
    };
    await expect.poll(words, { timeout: 20_000 }).toBe(true);
  }
  const states = new Set(all.map((proposal) => governance.stateAt(proposal, second)));
  expect(states.size).toBe(9);
  const read = await dao();
  await stage.value(page, "treasury-SOL", read.treasurySol);
  await stage.value(page, "treasury-USDC", await balance(stage.net.chain, read.treasury, usdc));
  await stage.value(page, "threshold", read.governor.proposalThreshold);
  await stage.value(page, "quorum-bps", read.governor.quorumBps);
  await stage.inspect(page, "governance-list");

  await page.getByText("Active (2)").click();
  await expect.poll(() => page.locator("[data-state]").count()).toBe(2);
  await page.getByTestId("proposal-8").click();
  await page.getByRole("heading", { name: "Pay 8,000 USDC for the audit" }).waitFor();
  const link = page.getByRole("link", { name: /forum\.example\.com/ });
  expect(await link.getAttribute("rel")).toContain("noreferrer");
  await page.context().close();
});

test("a holder votes, and changes the vote", async () => {
  const page = await stage.visit("/governance/8", "Max");
  const max = await stage.net.person("Max");
  const before = await numbered(8n);
  const [voice] = await governance.readVoices(stage.net.chain, await dao(), max.address);
  const weight = governance.weightOf(voice!, before);
  await stage.value(page, "weight-own", weight);
  await stage.value(page, "choice-own", "none");
  await page.getByRole("button", { name: "For", exact: true }).click();
  await stage.sign(page);
  await stage.value(page, "votes-for", before.votesFor + weight);
  await stage.value(page, "choice-own", "for");
  await talliesFit(page, 8n);
  await page.getByRole("button", { name: "Against", exact: true }).click();
  await stage.sign(page);
  await stage.value(page, "votes-for", before.votesFor);
  await stage.value(page, "votes-against", before.votesAgainst + weight);
  await stage.value(page, "choice-own", "against");
  await talliesFit(page, 8n);
  await stage.inspect(page, "governance-vote");
  await page.context().close();
});

test("a delegate sees both voices, and abstains with the one that is lent", async () => {
  const page = await stage.visit("/governance/9", "Ben", { dark: true });
  const { chain } = stage.net;
  const [ben, ada] = [await stage.net.person("Ben"), await stage.net.person("Ada")];
  const before = await numbered(9n);
  const voices = await governance.readVoices(chain, await dao(), ben.address);
  const lent = voices.find(({ owner }) => owner === ada.address)!;
  const weight = governance.weightOf(lent, before);
  expect(weight).toBeGreaterThan(0n);
  await stage.value(page, "choice-own", "for");
  await stage.value(page, "choice-delegated", "none");
  await stage.value(page, "weight-delegated", weight);
  await stage.inspect(page, "governance-delegate-dark");
  const panel = page.getByTestId("voice-delegated");
  await panel.getByRole("button", { name: "Abstain", exact: true }).click();
  await stage.sign(page);
  await stage.value(page, "choice-delegated", "abstain");
  await stage.value(page, "choice-own", "for");
  await stage.value(page, "votes-abstain", before.votesAbstain + weight);
  await talliesFit(page, 9n);
  const votes = await governance.readVotes(chain, await dao(), before);
  const cast = votes.find(({ lock }) => lock === lent.address)!;
  expect(cast).toMatchObject({ voter: ben.address, owner: ada.address, weight, byOwner: 0 });
  expect(governance.choiceOf(cast)).toBe("abstain");
  await page.context().close();
});

test("who has no lock is told why they cannot vote", async () => {
  const page = await stage.visit("/governance/8", "Nora", { phone: true });
  await page.getByTestId("no-voice").waitFor();
  expect(await page.getByTestId("no-voice").innerText()).toContain(
    "locked before the week of the proposal",
  );
  expect(await page.getByRole("button", { name: "For", exact: true }).count()).toBe(0);
  await stage.inspect(page, "governance-no-lock-phone");
  await page.getByRole("link", { name: "Governance" }).first().click();
  await page.getByTestId("proposal-8").waitFor();
  await stage.inspect(page, "governance-list-phone");
  await page.context().close();
});

test("anyone runs what has passed, and the page shows what it set", async () => {
  const page = await stage.visit("/governance/6", "Nora");
  await stage.value(page, "state", "succeeded");
  await page.getByRole("button", { name: "Execute" }).click();
  await stage.sign(page);
  await stage.value(page, "state", "executed");
  await page.getByRole("link", { name: "Governance" }).first().click();
  await stage.value(page, "limit-USDC", 20_000_000_000n);
  const week = Number((await now(stage.net.chain)) / 604_800n);
  expect(governance.limitsIn((await dao()).governor, week)).toMatchObject([
    { mint: usdc.mint, limit: 20_000_000_000n, left: 20_000_000_000n },
  ]);
  await page.context().close();
});

test("a proposer withdraws a proposal, and anyone gives the rent of an old one back", async () => {
  const page = await stage.visit("/governance/10", "Max");
  expect(await page.getByTestId("why-own").innerText()).toContain("Voting has not begun");
  await page.getByRole("button", { name: "Cancel the proposal" }).click();
  await stage.sign(page);
  await stage.value(page, "state", "cancelled");
  expect(governance.stateAt(await numbered(10n), await now(stage.net.chain))).toBe("cancelled");
  await page.context().close();

  const closed = await numbered(2n);
  const other = await stage.visit("/governance/2", "Nora");
  await other.getByRole("button", { name: "Close it and its votes" }).click();
  await stage.sign(other);
  await other.getByText("There is no such proposal").waitFor();
  expect(await governance.findProposal(stage.net.chain, closed.address)).toBeUndefined();
  expect(await governance.readVotes(stage.net.chain, await dao(), closed)).toEqual([]);
  await other.context().close();
});

test("a draft that was cut is submitted from the page", async () => {
  const { chain } = stage.net;
  const [read, fay] = [await dao(), await stage.net.person("Fay")];
  const [voice] = await governance.readVoices(chain, read, fay.address);
  const action = await governance.actionOf(read, { kind: "updateLocker", maxWeeks: 104 });
  const draft = { title: "Two years at most", link: "", actions: [action] };
  const lock = voice!.address;
  const { proposal, steps } = await governance.propose({
    chain,
    dao: read,
    proposer: fay,
    lock,
    draft,
  });
  await execute(chain, fay, steps.slice(0, -1).flat());

  // Anybody with a lock could write one: only its proposer has it among the proposals.
  const stranger = await stage.visit("/governance", "Ben");
  await stranger.getByTestId("proposal-8").waitFor();
  expect(await stranger.getByText(draft.title).count()).toBe(0);
  expect(await stranger.getByText(/^Draft \(/).count()).toBe(0);
  await stranger.goto(`${new URL(stranger.url()).origin}/#/governance/${proposal}`);
  await stranger.getByRole("heading", { name: draft.title }).waitFor();
  expect(await stranger.getByRole("button", { name: "Submit the draft" }).count()).toBe(0);
  await stranger.context().close();

  const page = await stage.visit("/governance", "Fay");
  await page.getByText("Draft (1)").waitFor();
  await page
    .locator("[data-state]")
    .first()
    .and(page.getByTestId(`proposal-${proposal}`))
    .click();
  await page.getByRole("button", { name: "Submit the draft" }).click();
  await stage.sign(page);
  await stage.value(page, "state", "pending");
  expect(await governance.findProposal(chain, proposal)).toMatchObject({ number: 11n, actions: 1 });
  await page.context().close();
});

test("the forms say what is wrong, and what cannot be read", async () => {
  const page = await stage.visit("/governance/new", undefined, { phone: true });
  const submit = page.getByRole("button", { name: "Submit the proposal" });
  expect(await submit.isDisabled()).toBe(true);
  expect(await page.getByTestId("obstacle").innerText()).toBe("Connect a wallet");
  await add(page, "Change how revenue is shared");
  const first = page.getByTestId("form-1");
  await first.getByLabel("To lockers, in percent").fill("60");
  await first.getByText("The lockers' share is at most 50 %.").waitFor();
  await first.getByLabel("To lockers, in percent").fill("50");
  await page.getByTestId("action-1").getByText("now 45 %").waitFor();
  await add(page, "Anything else: an instruction as it is");
  const second = page.getByTestId("form-2");
  await second.getByLabel("Program").fill(usdc.mint);
  await second.getByLabel("Accounts").fill(`${usdc.mint} owner`);
  await second.getByText("“owner” is no right of an account.").waitFor();
  await second.getByLabel("Accounts").fill(`${usdc.mint} writable`);
  await second.getByLabel("Data").fill("00 ff");
  await page.locator("[data-testid=action-2][data-known=false]").waitFor();
  await page.getByText("Exactly as it will be signed").last().click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await stage.inspect(page, "governance-forms-phone");
  await add(page, "Name who receives what lockers do not");
  const third = page.getByTestId("form-3");
  await third.getByLabel("Token").click();
  await page.getByRole("option", { name: /^USDC/ }).click();
  await third.getByLabel("To the wallet").fill(stage.net.deployment.splitter);
  await third.getByText("The splitter cannot receive the treasury's share").waitFor();
  const { treasury } = await dao();
  await third.getByLabel("To the wallet").fill(treasury);
  const told = page.getByTestId("action-3");
  await told.getByText("Name who receives the treasury's share of a token").waitFor();
  expect(await told.getByRole("link").allInnerTexts()).toEqual(["USDC", "the treasury"]);
  await page.context().close();
});

test("a proposal is written, passed and executed; what the treasury lacks is refused in words", async () => {
  const { chain } = stage.net;
  const receiver = (await generateKeyPairSigner()).address;
  const page = await stage.visit("/governance/new", "Fay");
  await page.getByLabel("Title").fill("Thank the translators");
  await page.getByLabel("Link to the discussion").fill("https://forum.example.com/t/thanks");
  await addTransfer(page, 1, receiver, "12.5");
  await page.getByText("Transfers 12.5 USDC").waitFor();
  await addTransfer(page, 2, receiver, "9,999,999");
  await page.getByText("Transfers 9,999,999 USDC").waitFor();
  await page.getByText("Action 2: the treasury holds less USDC than that now.").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await stage.inspect(page, "governance-compose");
  await page.getByRole("button", { name: "Submit the proposal" }).click();
  await stage.sign(page);
  await page.getByRole("heading", { name: "Thank the translators" }).waitFor();
  const { number, steps } = (await proposals())[0]!;
  expect(number).toBe(12n);
  expect(page.url()).toMatch(/\/governance\/12$/);
  const known = governance.knownOf(await dao());
  expect((await governance.explainActions(await dao(), steps!, known))[0]!.headline).toBe(
    "Transfers 12.5 USDC",
  );

  await stage.net.travel(DAY + 60n);
  for (const name of ["Fay", "Ben", "Max"]) await vote(await stage.net.person(name), number, "for");
  await stage.net.travel(6n * DAY);
  await page.getByRole("button", { name: "Run action 1 of 2" }).click();
  await stage.sign(page);
  expect(await balance(chain, receiver, usdc)).toBe(12_500_000n);
  await page.locator("[data-testid=action-1][data-run=true]").waitFor();
  await talliesFit(page, number);

  await page.getByRole("button", { name: "Execute" }).click();
  const refusal = page.getByTestId("refusal");
  await refusal.waitFor();
  expect(await refusal.innerText()).toContain("The token account holds fewer tokens than that");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await stage.inspect(page, "governance-executed");
  await page.getByRole("link", { name: "Governance" }).first().click();
  await stage.value(page, "limit-USDC", 20_000_000_000n - 12_500_000n);
  await page.context().close();
});

test("the council stops what has passed, and nobody else is offered to", async () => {
  const stranger = await stage.visit("/governance/12", "Max");
  await stranger.getByRole("button", { name: "Execute" }).waitFor();
  expect(await stranger.getByRole("button", { name: "Veto" }).count()).toBe(0);
  await stranger.context().close();

  const page = await stage.visit("/governance/12", "Council", { dark: true, phone: true });
  await page.getByRole("button", { name: "Veto" }).click();
  await stage.sign(page);
  await stage.value(page, "state", "vetoed");
  expect(governance.stateAt(await numbered(12n), await now(stage.net.chain))).toBe("vetoed");
  await page.evaluate(() => window.scrollTo(0, 0));
  await stage.inspect(page, "governance-vetoed-dark-phone");
  await page.getByRole("link", { name: "Governance" }).first().click();
  await page.getByTestId("proposal-12").waitFor();
  await stage.inspect(page, "governance-list-dark-phone");
  await page.context().close();
});

async function add(page: Page, kind: string) {
  await page.getByPlaceholder("Add an action").click();
  await page.getByRole("option", { name: kind }).click();
}

async function addTransfer(page: Page, place: number, to: string, amount: string) {
  await add(page, "Pay tokens");
  const form = page.getByTestId(`form-${place}`);
  await form.getByLabel("Token").click();
  await page.getByRole("option", { name: /^USDC/ }).click();
  await form.getByLabel("To the wallet").fill(to);
  await form.getByLabel("Amount").fill(amount);
}
