import {
  AccountRole,
  createNoopSigner,
  getAddressDecoder,
  type AccountMeta,
  type Address,
} from "@solana/kit";
import {
  AuthorityType,
  findAssociatedTokenPda,
  getApproveInstruction,
  getBurnCheckedInstruction,
  getSetAuthorityInstruction,
  getTransferCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from "@solana-program/token";
import { getTransferSolInstruction, SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { getSetComputeUnitLimitInstruction } from "@solana-program/compute-budget";
import { describe, expect, test } from "vitest";
import {
  associatedAccounts,
  decode,
  governance,
  governor,
  locker,
  MEMO_PROGRAM_ADDRESS,
  membership,
  printable,
  revenue,
  subscriptions,
  TOKEN_2022_PROGRAM_ADDRESS,
  type Action,
  type Known,
} from "../src";

/** An address of thirty-two bytes alike. */
function alike(byte: number): Address {
  return getAddressDecoder().decode(new Uint8Array(32).fill(byte));
}

const [SOURCE, MINT, TO, TREASURY] = [alike(1), alike(2), alike(3), alike(4)];
const treasury = createNoopSigner(TREASURY);
const token = {
  mint: MINT,
  symbol: "USDC",
  name: "USD Coin",
  decimals: 6,
  program: TOKEN_PROGRAM_ADDRESS,
};
const known: Known = {
  names: new Map([
    [TREASURY, "the treasury"],
    [alike(7), "the locker"],
  ]),
  tokens: [token],
};
const action = governance.toAction;
const words = ({ name, words }: { name: string; words: string }) => [name, words];

describe("Tenure's own instructions", () => {
  const announce = action(
    revenue.getAnnounceTermsInstruction({
      splitter: alike(6),
      locker: alike(7),
      authority: treasury,
      terms: { stakerBps: 5_000, burnBps: 1_025, minPower: 7_000_000n },
    }),
  );

  test("announced terms are in words", async () => {
    const decoded = await decode(announce, known);
    expect(decoded.headline).toBe(
      "Announces terms for the start of the second week from now. Authority.",
    );
    expect([decoded.called, decoded.known]).toEqual(["revenue announce_terms", true]);
    expect(decoded.values.map(words)).toEqual([
      ["terms.staker_bps", "50 %"],
      ["terms.burn_bps", "10.25 %"],
      ["terms.min_power", "7 USDC"],
    ]);
    expect(decoded.accounts.map(words)).toEqual([
      ["splitter", `${alike(6)}, written`],
      ["locker", `${alike(7)} (the locker)`],
      ["authority", `${TREASURY} (the treasury), signs`],
    ]);
  });

  test("the governor's parameters are in words", async () => {
    const params = {
      proposalThreshold: 1_234_500_000n,
      votingDelay: 0,
      votingPeriod: 432_000,
      timelock: 90_000,
      grace: 604_800,
      quorumBps: 1_000,
    };
    const update = governor.getUpdateParamsInstruction({ governor: alike(8), treasury, params });
    const decoded = await decode(action(update), known);
    expect(decoded.values.map(words)).toEqual([
      ["params.proposal_threshold", "1,234.5 USDC"],
      ["params.voting_delay", "at once"],
      ["params.voting_period", "5 days"],
      // A day and an hour.
      ["params.timelock", "1 day 1 hour"],
      ["params.grace", "7 days"],
      ["params.quorum_bps", "10 %"],
    ]);
  });

  test("limits, councils and lockers are in words", async () => {
    const limit = async (mint: Address, limit: bigint) => {
      const set = governor.getSetOutflowLimitInstruction({
        governor: alike(8),
        treasury,
        mint,
        limit,
      });
      return (await decode(action(set), known)).values.map(({ words }) => words);
    };
    const none = 2n ** 64n - 1n;
    expect(await limit(SYSTEM_PROGRAM_ADDRESS, none)).toEqual([
      `${SYSTEM_PROGRAM_ADDRESS} (zero)`,
      "no limit",
    ]);
    expect((await limit(SYSTEM_PROGRAM_ADDRESS, 1_500_000_000n))[1]).toBe("1.5 SOL");
    expect(await limit(MINT, 20_000_000_000n)).toEqual([`${MINT} (USDC)`, "20,000 USDC"]);
    // Of a mint that is not known, no more than its base units.
    expect((await limit(alike(9), 20n))[1]).toBe("20");

    const update = locker.getUpdateParamsInstruction({
      locker: alike(7),
      authority: treasury,
      penaltyAccount: alike(5),
      params: { minWeeks: 2, maxWeeks: 104, penaltyBps: 2_550, governor: TREASURY },
    });
    const decoded = await decode(action(update), known);
    expect(decoded.values.map(({ words }) => words)).toEqual([
      "2",
      "104",
      "25.5 %",
      `${TREASURY} (the treasury)`,
    ]);
  });

  test("text and bytes of a draft are shown harmlessly", async () => {
    const proposer = createNoopSigner(alike(5));
    const draft = governor.getDraftInstruction({
      payer: proposer,
      proposer,
      governor: alike(8),
      lock: alike(6),
      proposal: alike(9),
      nonce: new Uint8Array([2, 1, 0, 0, 0, 0, 0, 0]),
      title: "A\u001b[2J",
      link: "",
      actionsLen: 35,
    });
    const decoded = await decode(action(draft));
    expect(decoded.values.map(({ words }) => words)).toEqual([
      "8 bytes: 0201000000000000",
      '"A\\u{1b}[2J"',
      '""',
      "35",
    ]);
    const write = governor.getWriteInstruction({
      proposer,
      proposal: alike(6),
      offset: 900,
      piece: [1, 171],
    });
    expect((await decode(action(write))).values.map(words)).toEqual([
      ["offset", "900"],
      ["piece", "2 bytes: 01ab"],
    ]);
  });

  test("cut and overlong data is unknown", async () => {
    for (let length = 0; length < announce.data.length; length += 1) {
      const { headline } = await decode({ ...announce, data: announce.data.slice(0, length) });
      expect(headline, `${length} bytes`).toBe(
        length < 8
          ? "UNKNOWN: no instruction of Tenure's revenue program that this client knows"
          : "UNKNOWN: revenue announce_terms with malformed data",
      );
    }
    const longer = await decode({ ...announce, data: new Uint8Array([...announce.data, 0]) });
    expect(longer).toMatchObject({
      headline: "UNKNOWN: revenue announce_terms with malformed data",
      known: false,
    });
  });

  test("lengths that the data does not have are unknown", async () => {
    const proposer = createNoopSigner(alike(5));
    const piece = { proposer, proposal: alike(6), offset: 0, piece: [1, 2] };
    const { data, ...write } = action(governor.getWriteInstruction(piece));
    // Behind the discriminator and the offset stands the length.
    const lying = new Uint8Array(data);
    lying.fill(0xff, 10, 14);
    expect((await decode({ ...write, data: lying })).headline).toBe(
      "UNKNOWN: governor write with malformed data",
    );
  });

  test("accounts that are missing make it unknown, and further ones are shown", async () => {
    const set = { governor: alike(8), treasury, council: alike(9) };
    const whole = action(governor.getSetCouncilInstruction(set));
    const cut = await decode({ ...whole, accounts: whole.accounts.slice(0, 1) });
    expect(cut.headline).toBe("UNKNOWN: governor set_council with 1 of its 2 accounts");
    const more = await decode({ ...whole, accounts: [...whole.accounts, whole.accounts[0]!] });
    expect(more.accounts.map(words).at(-1)).toEqual(["further account 1", `${alike(8)}, written`]);
  });

  test("who receives the treasury's share is named only if the account is its own", async () => {
    const [wallet, splitter, program] = [alike(5), alike(6), TOKEN_PROGRAM_ADDRESS];
    const account = async (owner: Address) => {
      const seeds = { owner, mint: MINT, tokenProgram: program };
      return { address: (await findAssociatedTokenPda(seeds))[0], ...seeds };
    };
    const [own, intake] = [await account(wallet), await account(splitter)];
    const told = ({ accounts, ...rest }: Action, ...behind: Address[]) => {
      const metas = behind.map((address) => ({ address, role: AccountRole.READONLY }));
      return { ...rest, accounts: [...accounts, ...metas] };
    };
    for (const to of [own.address, TO]) {
      const [pool] = await revenue.findPoolPda({ splitter, mint: MINT });
      const fields = { splitter, authority: treasury, treasury: to };
      const set = revenue.getSetTreasuryInstruction({ ...fields, pool });
      const create = await revenue.getCreatePoolInstructionAsync({
        ...fields,
        payer: treasury,
        locker: alike(7),
        mint: MINT,
        intake: intake.address,
      });
      const expected = to === own.address ? [own] : [];
      const setting = told(action(set), wallet, MINT, program);
      const creating = told(action(create), wallet);
      expect(await associatedAccounts(setting)).toEqual(expected);
      expect(await associatedAccounts(creating)).toEqual([intake, ...expected]);
      const namesIn = async (action: Action) =>
        (await decode(action, known)).accounts.map(({ name }) => name);
      // Its mint is among its own accounts: another one behind them has no name.
      const misnamed = await namesIn(told(action(create), wallet, TO, program));
      const further = misnamed.filter((name) => name.startsWith("further account"));
      expect(further).toHaveLength(to === own.address ? 2 : 3);
      for (const telling of [setting, creating]) {
        const names = await namesIn(telling);
        const next = names[names.indexOf("treasury") + 1];
        expect(next === "which belongs to").toBe(to === own.address);
        expect(names.includes("further account 1")).toBe(to !== own.address);
        expect(names.includes("mint")).toBe(telling === creating || to === own.address);
      }
    }
    const renamed = {
      ...told(action(locker.getCrankInstruction({ locker: TO, maxWeeks: 1 })), wallet),
    };
    expect(await associatedAccounts(renamed)).toEqual([]);
  });
});

describe("tokens and SOL", () => {
  const checked = (program: Address, destination = TO) =>
    action(
      getTransferCheckedInstruction(
        {
          source: SOURCE,
          mint: MINT,
          destination,
          authority: treasury,
          amount: 1_250_000n,
          decimals: 6,
        },
        { programAddress: program },
      ),
    );

  test.each([TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS])(
    "a transfer of %s is in words",
    async (program) => {
      const decoded = await decode(checked(program), known);
      expect(decoded.headline).toBe("Transfers 1.25 USDC");
      expect(decoded.accounts.map(words)).toEqual([
        ["mint", `${MINT} (USDC)`],
        ["from", `${SOURCE}, written`],
        ["to", `${TO}, written`],
        ["authority", `${TREASURY} (the treasury), signs`],
      ]);
      expect((await decode(checked(program))).headline).toBe("Transfers 1.25 tokens");
    },
  );

  test("the wallet that receives is named only if the account is its own", async () => {
    const wallet = alike(5);
    const tokenProgram = TOKEN_PROGRAM_ADDRESS;
    const [own] = await findAssociatedTokenPda({ owner: wallet, mint: MINT, tokenProgram });
    for (const [destination, name] of [
      [own, "which belongs to"],
      [TO, "further account 1"],
    ] as const) {
      const transfer = checked(tokenProgram, destination);
      const behind = { address: wallet, role: AccountRole.READONLY };
      const decoded = await decode({ ...transfer, accounts: [...transfer.accounts, behind] });
      expect(decoded.accounts.map(words)).toContainEqual([name, wallet]);
    }
  });

  test("what gives power over tokens away is in words", async () => {
    const approve = getApproveInstruction({
      source: SOURCE,
      delegate: TO,
      owner: treasury,
      amount: 77n,
    });
    expect(await decode(action(approve), known)).toMatchObject({
      headline: "Lets another spend up to 77 base units of an account's tokens",
      known: true,
    });
    const set = (authorityType: AuthorityType, newAuthority: Address | null) =>
      decode(
        action(
          getSetAuthorityInstruction({
            owned: SOURCE,
            owner: treasury,
            authorityType,
            newAuthority,
          }),
        ),
      );
    const handed = await set(AuthorityType.AccountOwner, TO);
    expect(handed.headline).toBe("Hands over a token account and all that it holds");
    expect(handed.values.map(words)).toEqual([["to", TO]]);
    expect((await set(AuthorityType.MintTokens, null)).headline).toBe(
      "Gives up the power to mint tokens, for good",
    );
    expect((await set(AuthorityType.FreezeAccount, null)).headline).toBe(
      "Gives up the power to freeze accounts, for good",
    );
    expect((await set(AuthorityType.CloseAccount, null)).headline).toBe(
      "Gives up the power to close a token account, for good",
    );
  });

  test("burning and paying SOL are in words", async () => {
    const burn = getBurnCheckedInstruction({
      account: SOURCE,
      mint: MINT,
      authority: treasury,
      amount: 5n,
      decimals: 2,
    });
    // The data's decimals count: with the mint's other ones the token program refuses it.
    expect((await decode(action(burn), known)).headline).toBe("Burns 0.05 tokens");
    const pay = { source: treasury, destination: TO, amount: 1_500_000_001n };
    const paid = await decode(action(getTransferSolInstruction(pay)), known);
    expect(paid.headline).toBe("Transfers 1.500000001 SOL");
    expect(paid.accounts.map(words)).toEqual([
      ["from", `${TREASURY} (the treasury), signs, written`],
      ["to", `${TO}, written`],
    ]);
  });

  test("cut and overlong data and missing accounts are unknown", async () => {
    const tokens = { source: SOURCE, delegate: TO, owner: treasury, amount: 1n };
    const paying = { source: treasury, destination: TO, amount: 1n };
    for (const whole of [
      checked(TOKEN_PROGRAM_ADDRESS),
      action(getApproveInstruction(tokens)),
      action(getTransferSolInstruction(paying)),
    ]) {
      for (let length = 0; length < whole.data.length; length += 1) {
        const cut = await decode({ ...whole, data: whole.data.slice(0, length) });
        expect(cut.known, `${length} bytes`).toBe(false);
      }
      const longer = await decode({ ...whole, data: new Uint8Array([...whole.data, 0]) });
      expect(longer.known).toBe(false);
      for (let length = 0; length < whole.accounts.length; length += 1) {
        const cut = await decode({ ...whole, accounts: whole.accounts.slice(0, length) });
        expect(cut.known, `${length} accounts`).toBe(false);
      }
    }
  });

  test("an unchecked transfer, whose mint nobody sees, is unknown", async () => {
    const data = new Uint8Array([3, 1, 0, 0, 0, 0, 0, 0, 0]);
    const accounts = [SOURCE, TO, TREASURY].map((address) => ({
      address,
      role: AccountRole.WRITABLE,
    }));
    const decoded = await decode({ programAddress: TOKEN_PROGRAM_ADDRESS, accounts, data });
    expect(decoded.headline).toBe(
      "UNKNOWN: instruction 3 of a token program, which this client does not know",
    );
  });
});

describe("all else", () => {
  test("compute budgets and memos are in words", async () => {
    const units = action(getSetComputeUnitLimitInstruction({ units: 200_000 }));
    expect((await decode(units)).headline).toBe("Asks for up to 200,000 compute units");
    expect((await decode({ ...units, data: units.data.slice(0, 4) })).known).toBe(false);
    const memo = (data: Uint8Array) =>
      decode({ programAddress: MEMO_PROGRAM_ADDRESS, accounts: [], data });
    const left = await memo(new TextEncoder().encode("Thanks\u202e"));
    expect(left.values.map(words)).toEqual([["text", '"Thanks\\u{202e}"']]);
    expect((await memo(new Uint8Array([0xff]))).known).toBe(false);
  });

  test("another program is unknown and shown as it is", async () => {
    const accounts: AccountMeta[] = [
      { address: alike(2), role: AccountRole.WRITABLE_SIGNER },
      { address: TREASURY, role: AccountRole.READONLY_SIGNER },
      { address: alike(5), role: AccountRole.WRITABLE },
      { address: alike(6), role: AccountRole.READONLY },
    ];
    const data = new Uint8Array([0, 10, 255]);
    const decoded = await decode({ programAddress: alike(1), accounts, data }, known);
    expect(decoded.headline).toBe("UNKNOWN: a program that this client does not know");
    expect([...decoded.values, ...decoded.accounts].map(words)).toEqual([
      ["program", alike(1)],
      ["data", "3 bytes: 000aff"],
      ["account 1", `${alike(2)} (USDC), signs, written`],
      ["account 2", `${TREASURY} (the treasury), signs`],
      ["account 3", `${alike(5)}, written`],
      ["account 4", alike(6)],
    ]);
  });

  test("no data makes it throw, and what is unknown shows all of its accounts", async () => {
    const programs = [
      governor.GOVERNOR_PROGRAM_ADDRESS,
      locker.LOCKER_PROGRAM_ADDRESS,
      membership.MEMBERSHIP_PROGRAM_ADDRESS,
      revenue.REVENUE_PROGRAM_ADDRESS,
      subscriptions.SUBSCRIPTIONS_PROGRAM_ADDRESS,
      SYSTEM_PROGRAM_ADDRESS,
      TOKEN_PROGRAM_ADDRESS,
      TOKEN_2022_PROGRAM_ADDRESS,
    ];
    const accounts: AccountMeta[] = Array.from({ length: 3 }, (_, place) => ({
      address: alike(place + 1),
      role: AccountRole.WRITABLE,
    }));
    for (const programAddress of programs) {
      for (let first = 0; first < 256; first += 1) {
        for (const length of [0, 3, 8, 9, 34, 79]) {
          const data = new Uint8Array([first, ...new Uint8Array(length).fill(0xff)]);
          const decoded = await decode({ programAddress, accounts, data });
          expect(decoded.known).toBe(!decoded.headline.startsWith("UNKNOWN"));
          if (!decoded.known) expect(decoded.accounts).toHaveLength(3);
        }
      }
    }
  });

  test("a stranger cannot steer the reader", () => {
    expect(printable("Größer — 50 % 日本")).toBe("Größer — 50 % 日本");
    expect(printable("a\u001b[2Jb\nc")).toBe("a\\u{1b}[2Jb\\u{a}c");
    expect(printable("x\u202ey\u200bz")).toBe("x\\u{202e}y\\u{200b}z");
  });
});
