import { AccountRole, address, getAddressDecoder, type AccountMeta } from "@solana/kit";
import { describe, expect, test } from "vitest";
import { governance, startOf, WEEK, type Action, type governor, type locker } from "../src";

const { hasQuorum, nextChange, stateAt, wins } = governance;

/** Votes from 100 on, until 200; actions from 300 on, until 400. */
const submitted: governance.ProposalFacts = {
  stage: 1,
  actions: 2,
  actionsRun: 0,
  votingStartsAt: 100n,
  votingEndsAt: 200n,
  executableAt: 300n,
  expiresAt: 400n,
  quorum: 10n,
  votesFor: 0n,
  votesAgainst: 0n,
  votesAbstain: 0n,
};
const won = { ...submitted, votesFor: 10n };

describe("where a proposal stands", () => {
  test.each([
    [99n, "pending"],
    [100n, "active"],
    [199n, "active"],
    [200n, "queued"],
    [299n, "queued"],
    [300n, "succeeded"],
    [399n, "succeeded"],
    [400n, "expired"],
  ])("at %s one that is won is %s", (second, state) => {
    expect(stateAt(won, second)).toBe(state);
  });

  test("a lost one is defeated from the vote's end on", () => {
    expect(stateAt(submitted, 199n)).toBe("active");
    expect(stateAt(submitted, 200n)).toBe("defeated");
    expect(stateAt(submitted, 500n)).toBe("defeated");
  });

  test("what has run has run, even for a clock that ran back", () => {
    expect(stateAt({ ...won, actionsRun: 1 }, 350n)).toBe("succeeded");
    expect(stateAt({ ...won, actionsRun: 2 }, 350n)).toBe("executed");
    expect(stateAt({ ...won, actionsRun: 2 }, 150n)).toBe("executed");
    expect(stateAt({ ...won, actionsRun: 1 }, 400n)).toBe("expired");
  });

  test("what somebody decided stands over time and votes", () => {
    expect(stateAt({ ...won, stage: 0 }, 350n)).toBe("draft");
    expect(stateAt({ ...won, stage: 2 }, 350n)).toBe("cancelled");
    expect(stateAt({ ...won, stage: 3, actionsRun: 2 }, 350n)).toBe("vetoed");
  });

  test("a tie loses, and votes against do not help to reach the quorum", () => {
    expect(wins({ ...won, votesAgainst: 10n })).toBe(false);
    expect(wins({ ...won, votesAgainst: 9n })).toBe(true);
    expect(hasQuorum({ ...won, votesFor: 4n, votesAbstain: 6n })).toBe(true);
    expect(hasQuorum({ ...won, votesFor: 4n, votesAbstain: 5n, votesAgainst: 9n })).toBe(false);
  });

  test("what comes next is told with its second", () => {
    expect(nextChange(won, 99n)).toEqual({ what: "voting begins", at: 100n });
    expect(nextChange(won, 100n)).toEqual({ what: "voting ends", at: 200n });
    expect(nextChange(won, 200n)).toEqual({ what: "can be executed", at: 300n });
    expect(nextChange(won, 300n)).toEqual({ what: "expires", at: 400n });
    expect(nextChange(won, 400n)).toBeUndefined();
  });
});

describe("a lock's weight", () => {
  const nothing = { week: 0, amount: 0n, endWeek: 0 };
  /** 208 tokens until week 200, and from week 100 on 2,080 until 308. */
  const ring = {
    // The ring begins at its second place, so that the newest is in its first.
    checkpoints: [
      { week: 100, amount: 2_080n, endWeek: 308 },
      ...Array.from({ length: 62 }, () => nothing),
      { week: 90, amount: 208n, endWeek: 200 },
    ],
    oldest: 1,
    checkpointCount: 64,
  } as locker.Lock;
  const weight = (snapshotWeek: number, reducedWeek = 0) =>
    governance.weightOf({ ...ring, reducedWeek }, { snapshotWeek, votingEndsAt: startOf(108) });

  test("counts what was there strictly before the week, with what is left at the end", () => {
    // 2,080 * 200 / 208, and 208 * 92 / 208.
    expect(weight(101)).toBe(2_000n);
    expect(weight(100)).toBe(92n);
    expect(weight(90)).toBe(0n);
  });

  test("is nothing once the lock was reduced in that week or later", () => {
    expect(weight(101, 100)).toBe(2_000n);
    expect(weight(101, 101)).toBe(0n);
    expect(weight(101, 102)).toBe(0n);
  });

  test("of a proposal to come is taken when its vote will end", () => {
    const terms = { votingDelay: 86_400, votingPeriod: 345_600 } as governor.Governor;
    expect(governance.electorateAt(terms, 10n * WEEK + 5n)).toEqual({
      snapshotWeek: 10,
      votingEndsAt: 10n * WEEK + 5n + 432_000n,
    });
  });
});

describe("actions", () => {
  const account = (byte: number, role: AccountRole): AccountMeta => ({
    address: getAddressDecoder().decode(new Uint8Array(32).fill(byte)),
    role,
  });
  const actions: Action[] = [
    {
      programAddress: address("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"),
      accounts: [
        account(2, AccountRole.WRITABLE_SIGNER),
        account(3, AccountRole.READONLY),
        account(4, AccountRole.WRITABLE),
        account(5, AccountRole.READONLY_SIGNER),
      ],
      data: new Uint8Array(300).fill(7),
    },
    {
      programAddress: address("11111111111111111111111111111111"),
      accounts: [],
      data: new Uint8Array(),
    },
  ];
  const whole = 32 + 1 + 4 * 33 + 2 + 300;

  test("what is encoded is decoded", () => {
    const bytes = governance.encodeActions(actions);
    expect(bytes).toHaveLength(whole + 35);
    expect([bytes[32], bytes[65], bytes[98], bytes[131], bytes[164]]).toEqual([4, 3, 0, 2, 1]);
    expect([bytes[165], bytes[166]]).toEqual([44, 1]);
    expect(governance.decodeActions(bytes)).toEqual(actions);
    expect(governance.decodeActions(new Uint8Array())).toEqual([]);
  });

  test("what is cut or has unknown flags is none", () => {
    const bytes = governance.encodeActions(actions);
    for (let length = 1; length < bytes.length; length += 1) {
      if (length === whole) continue;
      expect(governance.decodeActions(bytes.slice(0, length)), `${length} bytes`).toBeUndefined();
    }
    bytes[65] = 4;
    expect(governance.decodeActions(bytes)).toBeUndefined();
  });

  test("what does not fit is not encoded", () => {
    const [first] = actions;
    const with256 = Array.from({ length: 256 }, () => first!.accounts[0]!);
    expect(() => governance.encodeActions([{ ...first!, accounts: with256 }])).toThrow("255");
    expect(() => governance.encodeActions([{ ...first!, data: new Uint8Array(65_536) }])).toThrow(
      "65,535",
    );
  });
});

describe("outflow limits", () => {
  const NONE = 2n ** 64n - 1n;
  const mint = address("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
  const row = { mint, limit: 100n, nextLimit: 100n, spent: 60n, nextFromWeek: 0, week: 10 };
  const limits = (...outflowLimits: governor.OutflowLimit[]) =>
    governance.limitsIn({ outflowLimits } as governor.Governor, 10);

  test("what has left this week counts, and what left in an older one does not", () => {
    expect(limits(row)).toEqual([{ mint, limit: 100n, spent: 60n, left: 40n, next: undefined }]);
    expect(limits({ ...row, week: 9 })[0]).toMatchObject({ spent: 0n, left: 100n });
    expect(limits({ ...row, limit: 50n, nextLimit: 50n })[0]).toMatchObject({ left: 0n });
  });

  test("a limit to come is shown beside the one in force", () => {
    const raised = { ...row, nextLimit: NONE, nextFromWeek: 12 };
    expect(limits(raised)[0]).toMatchObject({
      limit: 100n,
      next: { limit: undefined, fromWeek: 12 },
    });
    const first = { ...row, limit: NONE, nextFromWeek: 11 };
    expect(limits(first)[0]).toMatchObject({ limit: undefined, left: undefined });
  });

  test("a row without a limit is free", () => {
    expect(limits({ ...row, limit: NONE, nextLimit: NONE })).toEqual([]);
    expect(limits({ ...row, limit: 5n, nextLimit: NONE, nextFromWeek: 10 })).toEqual([]);
  });
});

describe("the bounds that are compiled in", () => {
  const day = 86_400;
  const params = {
    proposalThreshold: 1n,
    quorumBps: 100,
    votingDelay: 0,
    votingPeriod: day,
    timelock: day,
    grace: day,
  };
  test.each([
    ["proposalThreshold", 0n, "power to propose"],
    ["quorumBps", 99, "quorum"],
    ["quorumBps", 5_001, "quorum"],
    ["votingDelay", 14 * day + 1, "begins"],
    ["votingPeriod", day - 1, "lasts"],
    ["timelock", 28 * day + 1, "timelock"],
    ["grace", day - 1, "execute"],
  ])("a %s of %s is refused", (name, value, words) => {
    expect(() => governance.requireGovernorBounds(params)).not.toThrow();
    expect(() => governance.requireGovernorBounds({ ...params, [name]: value })).toThrow(words);
  });

  test("shares and penalties keep to half", () => {
    const terms = { stakerBps: 5_000, burnBps: 5_000, minPower: 0n };
    expect(() => governance.requireTermsBounds(terms)).not.toThrow();
    expect(() => governance.requireTermsBounds({ ...terms, stakerBps: 5_001 })).toThrow("50 %");
    expect(() => governance.requireTermsBounds({ ...terms, burnBps: 5_001 })).toThrow("100 %");
    const locking = { minWeeks: 1, maxWeeks: 208, penaltyBps: 5_000, governor: governance.NOBODY };
    expect(() => governance.requireLockerBounds(locking)).not.toThrow();
    expect(() => governance.requireLockerBounds({ ...locking, penaltyBps: 5_001 })).toThrow();
    expect(() => governance.requireLockerBounds({ ...locking, maxWeeks: 209 })).toThrow();
    expect(() => governance.requireLockerBounds({ ...locking, minWeeks: 0 })).toThrow();
  });
});
